"""The practices of a network, each with its overall band and how far its figures are trusted."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from indicators.models import Result, Run
from indicators.presenters.verification import standing_counts
from indicators.selectors.verification import standing_in, standings_of
from practices.models import Network, Practice
from practices.selectors import practices_in
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.cards.selectors.runs import BandedPeriods


@dataclass(frozen=True)
class Member:
    """`cell` is None where a practice has no results; `trust` counts its figures in words."""

    practice: Practice
    cell: ScoreCell | None
    trust: str


def members_of(network: Network, periods: BandedPeriods | None, day: dt.date) -> list[Member]:
    """In order of name."""
    members = list(practices_in(network, day).order_by("sort_key"))
    if periods is None:
        return [Member(member, None, "") for member in members]
    current = periods.current
    scores = current.scores.filter(domain=None, practice__in=members)
    cells = {
        one.practice_id: score_cell(one.score, one.band, one.reds, current.version)
        for one in scores
    }
    trust = _trust(current.run, members, day)
    return [Member(one, cells.get(one.pk), trust.get(one.pk, "")) for one in members]


def _trust(run: Run, members: list[Practice], day: dt.date) -> dict[int, str]:
    """By practice id, in two queries."""
    used: dict[int, list[int]] = defaultdict(list)
    results = Result.objects.of_run(run).filter(practice__in=members, figure__isnull=False)
    for practice, figure in results.values_list("practice_id", "figure_id"):
        if figure:
            used[practice].append(figure)
    standings = standings_of((one for figures in used.values() for one in figures), day)
    return {
        practice: standing_counts([standing_in(standings, one) for one in figures])
        for practice, figures in used.items()
    }
