"""An edition's rows made one by one, each from a result and its standing; nothing is withheld."""

import datetime as dt
from typing import Any

from django.utils import timezone

from indicators.selectors.certainty import of_run as certain_of_run
from indicators.selectors.results import outcome_of, results_of
from indicators.selectors.verification import standing_in, standings_in_run
from scorecard.cards.selectors.versions import items_of
from scorecard.publication.models import Edition

COPIED = (
    *("numerator", "denominator", "value", "lower", "upper", "rank", "percentile"),
    *("band", "no_band", "comparison", "modelled", "text", "own_levels"),
)
Place = tuple[int, int]


def rows_of(edition: Edition) -> dict[Place, dict[str, Any]]:
    """By practice and definition what the edition has to hold where no count is small."""
    run = edition.card_run.run
    drafted_on: dt.date = timezone.localdate(edition.drafted_at)
    standings = standings_in_run(run, drafted_on)
    close = set(
        certain_of_run(run).filter(too_close=True).values_list("practice_id", "definition_id")
    )
    on_card = {item.definition_id for item in items_of(edition.card_run.version)}
    scored = set(edition.card_run.scores.filter(domain=None).values_list("practice_id", flat=True))
    found = {}
    for result in results_of(run):
        place = result.practice_id, result.definition_id
        if result.practice_id not in scored or result.definition_id not in on_card:
            continue
        outcome, standing = outcome_of(result), standing_in(standings, result.figure_id)
        own = None if result.definition.comparator == "own_past" else result.own_benchmark
        national = result.definition.supplied_by == "national"
        found[place] = {
            **{name: getattr(outcome, name) for name in COPIED},
            "own_benchmark": result.own_benchmark if national else own,
            "close": bool(outcome.band) and place in close,
            "standing": str(standing.kind),
            "standing_on": standing.on,
            "standing_until": standing.until,
        }
    return found
