"""The pages of practices and commissioners about returns and queries."""
