"""How well two colours can be told apart, by WCAG 2.2. Pure."""

import re

LEAST = 4.5  # text on its ground, level AA
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether it is written as #rrggbb."""
    return bool(_COLOUR.fullmatch(text))


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two #rrggbb colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
