"""Forms of editions and of who is told what."""
