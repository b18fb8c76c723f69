"""Lists of this app that can be sorted, paged and downloaded."""
