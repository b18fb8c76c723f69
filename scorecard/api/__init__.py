"""Open data: files of an edition, a feed of changes, and read-only JSON. No account is needed."""
