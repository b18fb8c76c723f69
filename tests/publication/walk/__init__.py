"""The walk through every channel of an edition, in search of a count that is hidden."""
