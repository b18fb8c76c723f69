"""Returns are asked for, chased, decided and closed."""
