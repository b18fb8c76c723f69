"""The page of one indicator: every practice on it, in views of which each has an address."""
