"""Figures that practices say are wrong, and what was decided. Pure."""

import datetime as dt
from typing import NamedTuple

from scorecard.demo.figures import DemoFigure
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment


class DemoQuery(NamedTuple):
    """A query; `upheld` is None while it is open. `factor` turns the figure into the right one."""

    figure: DemoFigure
    reason: str
    proposed: str
    raised_at: dt.datetime
    upheld: bool | None = None
    decision: str = ""
    decided_at: dt.datetime | None = None
    corrected: float | None = None


class _Plan(NamedTuple):
    place: int
    indicator: str
    quarters_back: int
    reason: str
    factor: float = 1.0
    upheld: bool | None = None
    decision: str = ""


# `place` is the practice's position; quarters count back from the newest with results.
_PLANS = (
    _Plan(
        2,
        "ACC04",
        1,
        "About a third of these patients were seen at the hospital by appointment after an "
        "operation. They did not come because they could not reach us.",
        factor=0.68,
        upheld=True,
        decision="The hospital confirms that follow-up visits were counted. Corrected.",
    ),
    _Plan(
        1,
        "VFM05",
        1,
        "The quarter includes a payment for the year before.",
        upheld=False,
        decision="The payment belongs to this quarter under the contract. A note says so.",
    ),
    _Plan(
        0,
        "CAP02",
        0,
        "A doctor who joined in the middle of the quarter is missing from the count.",
        factor=1.18,
    ),
    _Plan(4, "VFM02", 0, "Many of our patients have no address and are counted by the last one."),
)


def make(
    figures: tuple[DemoFigure, ...], codes: list[str], quarters: tuple[Quarter, ...]
) -> tuple[DemoQuery, ...]:
    """The queries of a commissioner whose practices are `codes`; those whose figure exists."""
    at = {(f.practice, f.indicator, f.quarter): f for f in figures if f.numerator is not None}
    newest = len(quarters) - 2
    found = []
    for number, plan in enumerate(_PLANS):
        if plan.place >= len(codes):
            continue
        quarter = quarters[max(0, newest - plan.quarters_back)]
        figure = at.get((codes[plan.place], plan.indicator, quarter.index))
        if figure is not None:
            found.append(_query(plan, figure, quarter, number))
    return tuple(found)


def _query(plan: _Plan, figure: DemoFigure, quarter: Quarter, number: int) -> DemoQuery:
    raised = quarter.deadline + dt.timedelta(18 + number)
    corrected = round((figure.numerator or 0) * plan.factor, 1 if plan.indicator == "CAP02" else 0)
    return DemoQuery(
        figure,
        plan.reason,
        proposed=f"{corrected:g}" if plan.factor != 1 else "",
        raised_at=moment(raised, 11, number),
        upheld=plan.upheld,
        decision=plan.decision,
        decided_at=None if plan.upheld is None else moment(raised + dt.timedelta(7), 15, number),
        corrected=corrected if plan.upheld else None,
    )
