"""Pages and files of packs."""
