"""The only place where organisations and their dated links are written."""
