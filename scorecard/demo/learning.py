"""Case studies that practices of the demo offer to others. Pure."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment


class DemoCaseStudy(NamedTuple):
    """`accepted_at` is None while it waits for the commissioner."""

    practice: str
    indicator: str
    title: str
    text: str
    offered_at: dt.datetime
    accepted_at: dt.datetime | None


class _Plan(NamedTuple):
    place: int
    indicator: str
    title: str
    text: str
    accepted: bool


# `place` is the practice's position. Both are green on the indicator in the newest quarter.
_PLANS = (
    _Plan(
        0,
        "ACC03",
        "Three people on the telephones from eight to ten",
        "Most patients rang in the first two hours, and one person answered. Now reception, a "
        "secretary and the care navigator answer together until ten, and repeat prescriptions have "
        "a line of their own in the afternoon. We moved hours and added none. The wait fell from "
        "eleven minutes to three within a quarter.",
        True,
    ),
    _Plan(
        1,
        "CAP02",
        "A salaried doctor shared between two practices",
        "Neither of us could fill a post of two days. Together we advertised four, with one "
        "mentor. The contract between the practices is two pages; we pass it on gladly.",
        False,
    ),
)


def make(codes: Sequence[str], quarters: Sequence[Quarter]) -> tuple[DemoCaseStudy, ...]:
    """Those of a commissioner whose practices are `codes`, offered after the newest results."""
    day = quarters[-2].deadline + dt.timedelta(34)
    return tuple(
        DemoCaseStudy(
            codes[plan.place],
            plan.indicator,
            plan.title,
            plan.text,
            offered_at=moment(day, 10, number),
            accepted_at=moment(day + dt.timedelta(4), 15) if plan.accepted else None,
        )
        for number, plan in enumerate(_PLANS)
    )
