"""The practices of a network, each with its overall band."""

import datetime as dt

from practices.models import Network, Practice
from practices.selectors import practices_in
from scorecard.cards.presenters.grid import ScoreCell, score_cell
from scorecard.cards.selectors.runs import BandedPeriods

Member = tuple[Practice, ScoreCell | None]


def members_of(network: Network, periods: BandedPeriods | None, day: dt.date) -> list[Member]:
    """In order of name; no cell where a practice has no results in the period."""
    members = list(practices_in(network, day).order_by("sort_key"))
    if periods is None:
        return [(member, None) for member in members]
    current = periods.current
    scores = current.scores.filter(domain=None, practice__in=members)
    cells = {
        one.practice_id: score_cell(one.score, one.band, one.reds, current.version)
        for one in scores
    }
    return [(member, cells.get(member.pk)) for member in members]
