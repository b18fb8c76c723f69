"""What css should say of the palettes, and how well two colours can be told apart."""

from scorecard.charts.palette import PALETTES
from scorecard.ui.contrast import contrast

__all__ = ["contrast", "css_variables"]


def css_variables(palette: str = "nhs") -> dict[str, str]:
    """The colours of a palette as css custom properties: --band-green, --band-green-text, ..."""
    looks = PALETTES[palette].values()
    fills = {f"--band-{look.key}": look.colour for look in looks}
    return fills | {f"--band-{look.key}-text": look.text_colour for look in looks}
