"""What a pack says."""
