"""Whole numbers in addresses and hidden fields, which anybody may forge."""

# Fewer than the database's largest identifier has.
_MOST_DIGITS = 18


def whole_number(text: str) -> int | None:
    """The number `text` stands for; None for anything else and for what no identifier can be."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None
