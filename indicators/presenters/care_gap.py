"""The care gap of a figure in words. A PCA rate is never coloured: it is neither good nor bad."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from indicators.care_gap import CareGap, care_gap, reason_words
from indicators.models import Collection
from indicators.presenters.words import count_words
from indicators.returns.due import DueIndicator
from indicators.selectors.checks import known_own_figures
from indicators.selectors.returns import due_return
from practices.models import Practice
from scorecard.calc.rounding import show

Rows = tuple[tuple[str, str], ...]
_NOT_TOLD = "Not known: how many were left out was not said"
_TWICE = "Not known: some were counted both as treated and as left out"


class Counted(Protocol):
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def adjustments(self) -> Mapping[str, int] | None: ...


@dataclass(frozen=True)
class CareGapLine:
    indicator: str
    rows: Rows


def care_gap_rows(figure: Counted, indicator: DueIndicator) -> Rows:
    """Treated, left out by reason, untreated; only the reasons where there is no such gap."""
    reasons = figure.adjustments or {}
    gap = care_gap(figure.numerator, figure.denominator, reasons, indicator.adjustments)
    if gap is None:
        return tuple((reason_words(one), count_words(number)) for one, number in reasons.items())
    return (
        ("Treated", _share(gap.treated, gap)),
        *((f"Left out: {_inside(one)}", _share(n, gap)) for one, n in gap.left_out.items()),
        ("Not treated and not left out", _untreated(gap)),
        ("Everybody for whom the care is meant", _everybody(gap)),
    )


def care_gaps(collection: Collection, practice: Practice) -> tuple[CareGapLine, ...]:
    """Those of the practice's own figures with PCAs, as held for a collection."""
    due, held = due_return(collection, practice), known_own_figures(practice, collection)
    return tuple(
        CareGapLine(f"{indicator.code} {indicator.name}", care_gap_rows(held[code], indicator))
        for code, indicator in due.indicators.items()
        if indicator.adjustments and code in held and held[code].numerator is not None
    )


def _share(number: float, gap: CareGap) -> str:
    if not gap.everybody:
        return count_words(number)
    return f"{count_words(number)} ({show(number / gap.everybody * 100, 1)}%)"


def _everybody(gap: CareGap) -> str:
    return _NOT_TOLD if gap.everybody is None else count_words(gap.everybody)


def _untreated(gap: CareGap) -> str:
    if gap.untreated is not None:
        return _share(gap.untreated, gap)
    return _TWICE if gap.left_out else _NOT_TOLD


def _inside(reason: str) -> str:
    words = reason_words(reason)
    return words[:1].lower() + words[1:]
