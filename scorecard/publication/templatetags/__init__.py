"""What a page of a practice says of editions."""
