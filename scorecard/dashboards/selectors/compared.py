"""Reading what is shown of a few practices side by side."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from indicators.models import Result
from indicators.selectors.certainty import certainties_of
from indicators.selectors.results import results_of
from practices.models import ListKind, Practice
from practices.names import sort_key
from practices.selectors import list_sizes, with_atypical
from scorecard.cards.models import CardItem, CardRun, Score
from scorecard.cards.selectors.around import tells_of_few
from scorecard.cards.selectors.versions import items_of

MOST_FOUND = 40


@dataclass(frozen=True)
class Side:
    """One practice as the run has it: results by definition, scores by domain (None: overall)."""

    practice: Practice
    results: dict[int, Result]
    scores: dict[int | None, Score]
    close: frozenset[int]
    patients: float | None


@dataclass(frozen=True)
class Sides:
    """Practices in the order in which they were asked for, over the items of their card."""

    card_run: CardRun
    items: tuple[CardItem, ...]
    sides: tuple[Side, ...]


def practices_named(
    practices: QuerySet[Practice], codes: Sequence[str], on: dt.date
) -> list[Practice]:
    """In the order of the codes, with `why_atypical`; codes of others are left out."""
    found = {one.code: one for one in with_atypical(practices.filter(code__in=codes), on)}
    return [found[code] for code in codes if code in found]


def practices_like(practices: QuerySet[Practice], text: str) -> tuple[list[Practice], bool]:
    """The first practices by name whose name or code has the text, and whether there are more."""
    found = practices
    if key := sort_key(text.replace("\0", ""))[:100]:
        found = found.filter(Q(sort_key__contains=key) | Q(code__startswith=key.upper()))
    first = list(found.order_by("sort_key", "code")[: MOST_FOUND + 1])
    return first[:MOST_FOUND], len(first) > MOST_FOUND


def sides_of(card_run: CardRun, practices: Sequence[Practice]) -> Sides:
    """Read everything for a few practices, in a statement for each kind of thing."""
    ends_on = card_run.run.period.ends_on
    wanted = [one.pk for one in practices]
    results: dict[int, dict[int, Result]] = defaultdict(dict)
    for result in results_of(card_run.run).filter(practice__in=wanted):
        results[result.practice_id][result.definition_id] = result
    scores: dict[int, dict[int | None, Score]] = defaultdict(dict)
    rows = card_run.scores.filter(practice__in=wanted).select_related("domain")
    for score in rows.order_by(F("domain__order").asc(nulls_first=True)):
        scores[score.practice_id][score.domain_id] = score
    close: dict[int, set[int]] = defaultdict(set)
    for practice, definition in certainties_of(card_run.run, practice__in=wanted, too_close=True):
        close[practice].add(definition)
    patients = list_sizes(wanted, ListKind.REGISTERED, ends_on)
    return Sides(
        card_run,
        tuple(items_of(card_run.version)),
        tuple(
            Side(
                one,
                results[one.pk],
                scores[one.pk],
                frozenset(close[one.pk]),
                float(patients[one.pk]) if one.pk in patients else None,
            )
            for one in practices
        ),
    )


def hide_area(sides: Sides, seen: Collection[int]) -> None:
    """Take away the area's values that would tell whoever sees the practices `seen` (ids) of one
    or two others."""
    few = tells_of_few(sides.card_run, seen)
    hidden = {
        item.definition_id
        for item in sides.items
        if item.definition_id in few and item.definition.comparator == "area"
    }
    for side in sides.sides:
        for pk in hidden & side.results.keys():
            side.results[pk].benchmark = None  # type: ignore[attr-defined]
