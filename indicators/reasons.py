"""Why a figure has no value, no band or no comparison, in sentences. Pure.

The kinds never mix: each `NoBand` has words of its own here or in `scorecard.ui.words`, and where
the counts say more than the kind does (0 of 0, a list that is not known), they are named.
"""

from typing import Protocol

from indicators import legends
from indicators.comparing import FEWEST_OTHERS
from indicators.definitions import DefinitionData
from scorecard.calc.rounding import show
from scorecard.calc.types import NoBand
from scorecard.ui.words import NO_BANDS

_MEND = "Find the error and correct the figure."
_ALONE = "It is the only practice with a figure, so there is nobody to compare it with."


class Held(Protocol):
    """An outcome, as far as reasons go; None is missing."""

    @property
    def no_band(self) -> int: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def value(self) -> float | None: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def text(self) -> str: ...
    @property
    def benchmark(self) -> float | None: ...


def count_words(number: float | None) -> str:
    """A count as people write it; half patients keep their decimals."""
    if number is None:
        return "not known"
    return show(number, 0 if float(number).is_integer() else 2)


def lower_first(words: str) -> str:
    if len(words) > 1 and words[1].isupper():
        return words
    return words[:1].lower() + words[1:]


def missing(data: DefinitionData, held: Held) -> str:
    """Why there is no value, with what is held all the same."""
    if held.text:
        return held.text
    if held.numerator is None or data.kind == "fact":
        return NO_BANDS[NoBand(held.no_band or NoBand.NO_DATA)].meaning
    above = f"{count_words(held.numerator)} ({lower_first(data.numerator or 'counted')})"
    if held.denominator is None:
        return (
            f"{above} is held, and nothing to divide it by: no denominator was received and no"
            " list size is known. So there is no value."
        )
    below = f"{count_words(held.denominator)} ({lower_first(data.denominator or 'counted')})"
    return f"{above} out of {below} gives no value."


def why_not(data: DefinitionData, held: Held) -> str:
    """Why a figure with a rule has no band: the end of "It is not banded: "."""
    match held.no_band:
        case NoBand.NO_COMPARISON:
            return _no_comparison(data, held)
        case NoBand.IMPOSSIBLE:
            return f"{_impossible(data, held)} {_MEND}"
        case NoBand.TOO_FEW:
            return _too_few(data, held)
    return f"{NO_BANDS[NoBand(held.no_band)].word.lower()}."


def no_verdict(data: DefinitionData, held: Held) -> str:
    """Why nobody can say whether a figure differs from its benchmark, which has a value."""
    if _is_alone(data, held):
        return _ALONE
    return "Without an interval nobody can say whether they differ."


def _too_few(data: DefinitionData, held: Held) -> str:
    if not held.denominator:
        return "nobody is counted in the denominator, so there is no value."
    least = count_words(data.minimum_denominator)
    return f"only {count_words(held.denominator)} are counted and the agreed minimum is {least}."


def _impossible(data: DefinitionData, held: Held) -> str:
    if held.denominator is not None and held.denominator < 0:
        return "nobody can count fewer than none in the denominator."
    if held.value is None:
        return "the result is too large to be a number."
    if data.kind != "proportion":
        return "events cannot be fewer than none."
    return "a share lies between nobody and everybody."


def no_group(data: DefinitionData) -> str:
    return (
        "on the last day of the period this practice was in no group of"
        f" “{data.comparator_group}”, or fewer than {FEWEST_OTHERS} others of its group"
        " have a value"
    )


def _no_comparison(data: DefinitionData, held: Held) -> str:
    if data.comparator == "group" and held.benchmark is None:
        return f"{no_group(data)}."
    if data.rule.get("rule") == "quantile":
        return "the group is too small to be divided, or this practice is not one of it."
    if held.benchmark is None and data.comparator in ("network", "similar"):
        return (
            f"fewer than {FEWEST_OTHERS} of {legends.others(data)} have a figure, so there is no"
            " value to compare it with."
        )
    if held.benchmark is None:
        return f"there is no value of {legends.others(data) or 'others'} to compare it with."
    if _is_alone(data, held):
        return lower_first(_ALONE)
    return "the figure has no interval, so nobody can say whether the two differ."


def _is_alone(data: DefinitionData, held: Held) -> bool:
    """An area that has a value, and no verdict on a figure with an interval: one made it."""
    return data.comparator == "area" and held.benchmark is not None and held.lower is not None
