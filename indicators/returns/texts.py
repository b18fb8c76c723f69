"""A text as it is kept: what people wrote, without marks that would show other than it holds."""

from indicators.returns.numbers import tidy

# Marks that turn the direction of the text after them, and some that nobody sees. Joiners stay:
# emoji and many scripts need them.
_LEFT_OUT = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x2060, 0xFEFF])


def readable(text: str) -> str:
    """The text without those marks and without spaces around it; empty when nothing is seen."""
    kept = text.translate(_LEFT_OUT).strip()
    return kept if tidy(kept) else ""
