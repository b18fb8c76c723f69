"""What css should say of the palettes, and how well two colours can be told apart."""

from scorecard.charts.palette import PALETTES


def css_variables(palette: str = "nhs") -> dict[str, str]:
    """The colours of a palette as css custom properties: --band-green, --band-green-text, ..."""
    looks = PALETTES[palette].values()
    fills = {f"--band-{look.key}": look.colour for look in looks}
    return fills | {f"--band-{look.key}-text": look.text_colour for look in looks}


def contrast(colour: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(colour), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
