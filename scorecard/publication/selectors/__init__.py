"""Reading editions: which are open to whom, and what of them may be told."""
