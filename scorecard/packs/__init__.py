"""Printable packs: what the dashboards say, on paper. Their presenters, and no figure more."""
