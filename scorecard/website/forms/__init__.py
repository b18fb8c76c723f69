"""What readers may send."""
