"""How a band looks everywhere: word, shape, pattern and colour. The one source, for css too."""

from dataclasses import dataclass
from types import MappingProxyType

from scorecard.calc.types import Band, NoBand

TEXT = "#212b32"  # NHS grey 1, dark enough on white and on the pale band colours
GRID = "#d8dde0"
PAPER = "#ffffff"
LINE = "#005eb8"
SHADE = "#d2dfee"  # NHS blue, pale: lines and markers stand out from it
RING = "#768692"  # a ring too small to be seen as one


@dataclass(frozen=True, slots=True)
class Look:
    """One band: `word` and `shape` are always shown, `colour` only helps.

    `glyph` is the shape as a character, `symbol` as a plotly marker, `pattern` fills its bars.
    """

    key: str
    word: str
    meaning: str
    shape: str
    glyph: str
    symbol: str
    pattern: str
    colour: str
    text_colour: str


def _looks(green: str, amber: str, red: str, amber_text: str) -> MappingProxyType[Band, Look]:
    white = PAPER
    return MappingProxyType(
        {
            Band.GREEN: Look("green", "Green", "good", "circle", "●", "circle", "", green, white),
            Band.AMBER: Look(
                "amber",
                "Amber",
                "acceptable",
                "triangle",
                "▲",
                "triangle-up",
                "/",
                amber,
                amber_text,
            ),
            Band.RED: Look(
                "red", "Red", "unacceptable", "diamond", "◆", "diamond", "x", red, white
            ),
            Band.NONE: Look(
                "none", "No band", "not banded", "ring", "○", "circle", ".", "#e8edee", TEXT
            ),
        }
    )


NHS = _looks(green="#007f3b", amber="#ffb81c", red="#d5281b", amber_text=TEXT)
# What is added up over practices has no band: neither pattern nor shape.
UNBANDED = Look("pooled", "Together", "", "", "", "", "", SHADE, TEXT)
# For people who cannot tell red from green: the words and shapes stay, the colours do not.
BLUE_ORANGE = _looks(green="#005eb8", amber="#c8d8e8", red="#b34700", amber_text=TEXT)
PALETTES = MappingProxyType({"nhs": NHS, "blue-orange": BLUE_ORANGE})

# Why there is no band, in words that stand alone in a cell.
REASONS = MappingProxyType(
    {
        NoBand.BANDED: "Banded",
        NoBand.NO_DATA: "No data",
        NoBand.NOT_RETURNED: "Not returned",
        NoBand.NOT_APPLICABLE: "Not applicable",
        NoBand.TOO_FEW: "Too few to band",
        NoBand.SUPPRESSED: "Suppressed at source",
        NoBand.NO_COMPARISON: "Nothing to compare with",
        NoBand.NOT_BANDED: "Not banded",
        NoBand.WITHHELD: "Withheld",
        NoBand.IMPOSSIBLE: "Cannot be right",
    }
)
