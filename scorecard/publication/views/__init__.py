"""Pages of editions: for those who make them, for practices, for the public."""
