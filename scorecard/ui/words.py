"""How bands, missing bands and comparisons are said and shown: one place for every page and file.

A band is always word + shape + colour. The shapes and colours are those of `scorecard.charts`
(a test holds them together); here are also the css classes and the sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from scorecard.calc.certainty import SETTLED_FROM
from scorecard.calc.rounding import ordinal, show
from scorecard.calc.types import Band, Comparison, NoBand, Polarity


@dataclass(frozen=True, slots=True)
class Words:
    """`word` and `glyph` are shown together; `css` ends the class names band-- and band-cell--.

    `meaning` is for staff, `public` for a reader who does not work in the NHS.
    """

    word: str
    glyph: str
    css: str
    meaning: str
    public: str


_BY = "by the level or the comparison agreed locally."

BANDS: Mapping[Band, Words] = MappingProxyType(
    {
        Band.GREEN: Words(
            "Green",
            "●",
            "green",
            "Meets the agreed level, or does well in the agreed comparison.",
            f"Good, {_BY}",
        ),
        Band.AMBER: Words(
            "Amber",
            "▲",
            "amber",
            "Between the agreed level and the level for action, or in between in the agreed"
            " comparison.",
            f"In between, {_BY}",
        ),
        Band.RED: Words(
            "Red",
            "◆",
            "red",
            "Beyond the level for action, or does badly in the agreed comparison.",
            f"Needs attention, {_BY}",
        ),
    }
)

NO_BANDS: Mapping[NoBand, Words] = MappingProxyType(
    {
        NoBand.BANDED: Words("Banded", "○", "none", "Has a band.", "Has a band."),
        NoBand.NO_DATA: Words(
            "No data",
            "○",
            "none",
            "No figure has been received.",
            "There is no figure for this practice.",
        ),
        NoBand.NOT_RETURNED: Words(
            "Not returned",
            "○",
            "none",
            "The practice has not sent this figure.",
            "The practice did not send this figure.",
        ),
        NoBand.NOT_APPLICABLE: Words(
            "Not applicable",
            "○",
            "none",
            "The indicator does not apply to this practice.",
            "This measure does not apply to this practice.",
        ),
        NoBand.TOO_FEW: Words(
            "Too few to band",
            "○",
            "none",
            "The denominator is below the smallest that the definition allows.",
            "Too few people are counted for a fair judgement.",
        ),
        NoBand.SUPPRESSED: Words(
            "Suppressed at source",
            "○",
            "none",
            "The publisher of the figure withheld it, as a rule because it is small.",
            "The figure is withheld because so few people are counted.",
        ),
        NoBand.NO_COMPARISON: Words(
            "Nothing to compare with",
            "○",
            "none",
            "The rule compares, and there is nothing to compare with or no interval to do it by.",
            "There is nothing fair to compare this figure with.",
        ),
        NoBand.NOT_BANDED: Words(
            "Not banded",
            "○",
            "none",
            "A fact or context, which nobody judges.",
            "This is given for information and is not judged.",
        ),
        NoBand.WITHHELD: Words(
            "Withheld",
            "○",
            "none",
            "Withheld here, so that nobody can be recognised: it counts very few people, or"
            " would tell of very few together with another figure or an earlier edition.",
            "Withheld, so that nobody can be recognised: it counts very few people, or would"
            " tell of very few together with another figure or an earlier edition.",
        ),
        NoBand.IMPOSSIBLE: Words(
            "Cannot be right",
            "○",
            "none",
            "No count can give this figure.",
            "The figure cannot be right, so it is not judged.",
        ),
    }
)

# Beside a band, in words: who reads it is told no percentages.
TOO_CLOSE = Words(
    "Too close to call",
    "≈",
    "close",
    "By chance alone the true value may well lie in another band: likelier than one in five.",
    "So near a level that, allowing for chance, it may well belong in another band.",
)

COMPARISONS: Mapping[Comparison, str] = MappingProxyType(
    {
        Comparison.NONE: "No comparison",
        Comparison.BETTER: "Better than the benchmark",
        Comparison.SIMILAR: "Similar to the benchmark",
        Comparison.WORSE: "Worse than the benchmark",
        Comparison.HIGHER: "Higher than the benchmark",
        Comparison.LOWER: "Lower than the benchmark",
    }
)

# By polarity, because "better" without a direction tells a patient nothing.
_PUBLIC_COMPARISONS: Mapping[Comparison, Mapping[Polarity, str]] = MappingProxyType(
    {
        Comparison.BETTER: {
            Polarity.HIGH: "Higher than the area as a whole, which is good",
            Polarity.LOW: "Lower than the area as a whole, which is good",
        },
        Comparison.WORSE: {
            Polarity.HIGH: "Lower than the area as a whole, which is not good",
            Polarity.LOW: "Higher than the area as a whole, which is not good",
        },
    }
)
_PUBLIC_PLAIN: Mapping[Comparison, str] = MappingProxyType(
    {
        Comparison.NONE: "Not compared",
        Comparison.BETTER: "Better than the area as a whole",
        Comparison.SIMILAR: "No clear difference from the area as a whole",
        Comparison.WORSE: "Worse than the area as a whole",
        Comparison.HIGHER: "Higher than the area as a whole",
        Comparison.LOWER: "Lower than the area as a whole",
    }
)


def band_words(band: int | None, reason: int | None = None) -> Words:
    """The words of a band; where there is none, those of the reason (without one: no data)."""
    if band:
        return BANDS[Band(band)]
    return NO_BANDS[NoBand(reason or NoBand.NO_DATA)]


def comparison_words(comparison: int) -> str:
    """For staff: where the interval lies against the benchmark."""
    return COMPARISONS[Comparison(comparison)]


THE_AREA = "the area as a whole"


def public_comparison(comparison: int, polarity: str = Polarity.NONE, than: str = THE_AREA) -> str:
    """For the public: the same, with the direction spelt out, and with what is compared."""
    found = Comparison(comparison)
    by_polarity = _PUBLIC_COMPARISONS.get(found, {})
    words = by_polarity.get(Polarity(polarity), _PUBLIC_PLAIN[found])
    return words.replace(THE_AREA, than)


def could_be(band: int, chances: Sequence[float]) -> str:
    """ "Amber, could be red: 31%": the likeliest other band. `chances`: red, amber, green.

    Both others are named where only together they make a band too close to call.
    """
    others = sorted((one for one in BANDS if one != band), key=lambda one: -chances[one - 1])
    first, both = chances[others[0] - 1], sum(chances[one - 1] for one in others)
    named = others if first <= 1 - SETTLED_FROM < both else others[:1]
    said = [f"{BANDS[one].word.lower()}: {chance_words(chances[one - 1])}" for one in named]
    return f"{BANDS[Band(band)].word}, could be {', '.join(said)}"


def chance_words(chance: float) -> str:
    """A probability in per cent; none is written as never or as always."""
    if chance < 0.01:
        return "under 1%"
    return "over 99%" if chance > 0.99 else f"{show(chance * 100)}%"


def between_ranks(best: int, worst: int, ranked_of: int) -> str:
    """ "between 12th and 29th of 40": where the true place lies, 95% of it."""
    if best == worst:
        return f"{ordinal(best)} of {show(ranked_of)}"
    return f"between {ordinal(best)} and {ordinal(worst)} of {show(ranked_of)}"
