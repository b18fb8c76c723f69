"""What the public site says beside an edition: its frame, its texts, its addresses."""
