"""The demo's queries: figures that practices say are wrong, and what the commissioner decided."""

from indicators.models import Figure, Query
from indicators.services.queries import decline, raise_query, uphold
from scorecard.accounts.roles import Role
from scorecard.demo.disputes import DemoQuery
from scorecard.demo.quarters import Quarter
from scorecard.demo.services.area import Area


def dispute(area: Area, quarter: Quarter) -> bool:
    """Raise and decide the queries about a quarter's figures; whether there were any."""
    found = [query for query in area.demo.queries if query.figure.quarter == quarter.index]
    for query in found:
        _decide(area, query, _raise(area, query))
    return bool(found)


def _raise(area: Area, query: DemoQuery) -> Query:
    about = query.figure
    figure = Figure.objects.current().get(
        practice=area.places.practices[about.practice],
        indicator=area.definitions[about.indicator].indicator_id,
        period=area.periods[about.quarter],
    )
    manager = area.who(Role.PRACTICE_MANAGER, about.practice)
    return raise_query(
        figure=figure,
        reason=query.reason,
        proposed=query.proposed,
        by=manager,
        at=query.raised_at,
    )


def _decide(area: Area, planned: DemoQuery, query: Query) -> None:
    if planned.decided_at is None:
        return
    analyst = area.who(Role.ANALYST)
    if planned.upheld:
        uphold(
            query=query,
            reason=planned.decision,
            numerator=planned.corrected,
            denominator=planned.figure.denominator,
            by=analyst,
            at=planned.decided_at,
        )
    else:
        decline(query=query, reason=planned.decision, by=analyst, at=planned.decided_at)
