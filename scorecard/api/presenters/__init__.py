"""What open data say, as plain rows and dictionaries. Figures come from `Told` alone."""
