"""The care gap of a practice: who was treated, who was left out and why, who was missed.

How many are left out (the PCA rate) is told and never coloured: it is neither good nor bad.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from indicators.care_gap import CareGap, care_gap, reason_words
from indicators.reasons import count_words
from scorecard.calc.rounding import show
from scorecard.charts import svg
from scorecard.dashboards.selectors.one_practice import Held

OPEN_ROWS = 5
UNKNOWN = "Not known"
# Three fills that differ in print too; none of them is the colour of a band.
_TREATED, _LEFT_OUT, _MISSED = "#425563", "#aeb7bd", "#ffffff"


@dataclass(frozen=True, slots=True)
class GapLine:
    """Numbers of patients with their share of everybody for whom the care is meant.

    `with_pca`: treated among those not left out; `without_pca`: treated among everybody.
    `untreated` says in words where it cannot be told.
    """

    code: str
    name: str
    href: str
    everybody: str
    treated: str
    left_out: str
    reasons: tuple[str, ...]
    untreated: str
    missed: float
    with_pca: str
    without_pca: str
    drawing: SafeString


def gap_lines(held: Sequence[Held], hrefs: dict[str, str]) -> tuple[GapLine, ...]:
    """Most missed first; those of whom it cannot be told last."""
    found = [
        _line(one, gap, hrefs.get(one.code, ""))
        for one in held
        if one.data.adjustments and (gap := _gap_of(one)) is not None
    ]
    return tuple(sorted(found, key=lambda line: (-line.missed, line.code)))


def _gap_of(held: Held) -> CareGap | None:
    outcome, asked = held.outcome, held.data.adjustments
    return care_gap(outcome.numerator, outcome.denominator, held.adjustments, asked)


def _line(held: Held, gap: CareGap, href: str) -> GapLine:
    left_out = sum(gap.left_out.values())
    rest = gap.treated + (gap.untreated or 0.0)
    told = gap.untreated is not None
    return GapLine(
        code=held.code,
        name=held.data.name,
        href=href,
        everybody=UNKNOWN if gap.everybody is None else count_words(gap.everybody),
        treated=_share(gap.treated, gap),
        left_out=_share(left_out, gap) if gap.left_out else "Not said",
        reasons=tuple(
            f"{reason_words(reason)}: {count_words(number)}"
            for reason, number in gap.left_out.items()
            if number
        ),
        untreated=_share(gap.untreated, gap) if gap.untreated is not None else _why(held),
        missed=gap.untreated if gap.untreated is not None else -1.0,
        with_pca=_percent(gap.treated, rest) if told else UNKNOWN,
        without_pca=_percent(gap.treated, gap.everybody),
        drawing=_drawing(gap, left_out),
    )


def _why(held: Held) -> str:
    if held.adjustments:
        return f"{UNKNOWN}: some count both as treated and as left out"
    return f"{UNKNOWN}: how many were left out was not said"


def _drawing(gap: CareGap, left_out: float) -> SafeString:
    if gap.untreated is None or not gap.everybody:
        return SafeString("")
    parts = (
        ("Treated", gap.treated, _TREATED),
        ("Left out", left_out, _LEFT_OUT),
        ("Not treated", gap.untreated, _MISSED),
    )
    whole = [(name, number / gap.everybody, fill) for name, number, fill in parts]
    return mark_safe(svg.shares(whole))


def _share(number: float, gap: CareGap) -> str:
    if not gap.everybody:
        return count_words(number)
    return f"{count_words(number)} ({_percent(number, gap.everybody)})"


def _percent(number: float, whole: float | None) -> str:
    return f"{show(number / whole * 100, 1)}%" if whole else UNKNOWN
