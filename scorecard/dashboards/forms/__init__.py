"""What readers type to keep something."""
