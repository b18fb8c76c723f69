"""Slow and obvious twins of the fast code: plain loops over plain numbers, one at a time."""
