"""The demo's practices confirm the figures held on them, or do not."""

import datetime as dt

from django.db.models import QuerySet

from indicators.models import Figure
from indicators.services.verification import Challenge, set_window, verify
from scorecard.accounts.roles import Role
from scorecard.demo import looking
from scorecard.demo.looking import Doubt
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area


def verify_quarter(area: Area, quarter: Quarter) -> None:
    """The window with what silence means, then each practice that looked, on its day."""
    set_window(
        period=area.periods[quarter.index],
        opens_on=_day(quarter, looking.OPENS),
        deadline=_day(quarter, looking.CLOSES),
        silence="accepted",
        decide_by=_day(quarter, looking.ANSWERS),
        by=area.who(Role.ANALYST),
        at=moment(_day(quarter, looking.SET), 14),
    )
    doubts = {doubt.position: doubt for doubt in looking.DOUBTS}
    days = {**looking.CONFIRMED, **{doubt.position: doubt.day for doubt in looking.DOUBTS}}
    for position, practice in enumerate(area.demo.commissioner.practices):
        if position in days and practice.is_open_in(quarter):
            at = moment(_day(quarter, days[position]), 13, position)
            _verify(area, quarter, practice.code, doubts.get(position), at)


def _verify(area: Area, quarter: Quarter, code: str, doubt: Doubt | None, at: dt.datetime) -> None:
    practice, period = area.places.practices[code], area.periods[quarter.index]
    held = Figure.objects.current().filter(practice=practice, period=period)
    manager = area.who(Role.PRACTICE_MANAGER, code)
    verify(
        practice=practice,
        period=period,
        name=manager.name,
        seen=list(held.values_list("pk", flat=True)),
        challenges=_challenges(area, held, doubt) if doubt else (),
        by=manager,
        at=at,
    )


def _challenges(area: Area, held: QuerySet[Figure], doubt: Doubt) -> list[Challenge]:
    definition = area.definitions.get(doubt.indicator)
    doubted = held.filter(indicator=definition.indicator_id).first() if definition else None
    return [Challenge(doubted.pk, doubt.reason, doubt.proposed)] if doubted else []


def _day(quarter: Quarter, days: int) -> dt.date:
    return quarter.deadline + dt.timedelta(days)
