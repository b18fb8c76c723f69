"""What people type, as it is kept and as it is said back. Pure.

Marks that turn the direction of text would turn the page's own words round with it.
"""

TURNING = "".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_WITHOUT = dict.fromkeys(map(ord, TURNING))


def kept(text: str) -> str:
    """As it is kept: without marks that turn the direction of what follows them."""
    return text.translate(_WITHOUT)


def said_back(text: str, most: int) -> str:
    """As it is said back on a page: what can be seen of it, `most` characters long."""
    seen = "".join(letter for letter in text if letter.isprintable())
    return seen[:most] + ("…" if len(seen) > most else "")
