"""Reading a network: who was in it when, what its practices' results were, and what is due."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from indicators.models import AskedPractice, DataReturn, Definition, Extension
from indicators.models import Collection as AskedReturn
from practices.models import (
    Atypical,
    Commissioner,
    ListKind,
    ListSize,
    Network,
    NetworkLink,
    Practice,
)
from practices.selectors import holds_on, tree_of
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.selectors.versions import items_of
from scorecard.dashboards.pooled import Column

# One statement for all periods: the keys of the parts begin with the practice.
_ROWS = """
SELECT rd.run_id, d.indicator_id, r.definition_id, r.practice_id, r.no_band, r.band,
    r.value, r.numerator, r.denominator, rd.benchmark
FROM indicators_result r
JOIN indicators_rundefinition rd ON rd.definition_id = r.definition_id AND rd.part_id = r.part_id
JOIN indicators_definition d ON d.id = r.definition_id
WHERE r.part_id = ANY(%s) AND rd.run_id = ANY(%s) AND r.practice_id = ANY(%s)
"""


class Row(NamedTuple):
    run: int
    indicator: int
    definition: int
    practice: int
    no_band: int
    band: int
    value: float | None
    numerator: float | None
    denominator: float | None
    benchmark: float | None


@dataclass(frozen=True)
class Linked:
    """A practice in the network from a day to a day (half open); `patients` are those of its
    registered list at the end of the period, None where none is known."""

    practice: Practice
    starts_on: dt.date
    ends_on: dt.date | None
    patients: float | None
    unlike: tuple[tuple[dt.date, dt.date | None], ...]

    def holds(self, day: dt.date) -> bool:
        """Whether the link holds on a day, the practice being open."""
        closed, opened = self.practice.closed_on, self.practice.opened_on
        is_open = (closed is None or closed > day) and (opened is None or opened <= day)
        return is_open and _within(self.starts_on, self.ends_on, day)

    def typical(self, day: dt.date) -> bool:
        return not any(_within(*span, day) for span in self.unlike)


@dataclass(frozen=True)
class Waiting:
    """A return that is asked for; `missing` are the members that have sent nothing, each with the
    later last day that it was given, None where it has that of all."""

    period: str
    code: str
    opens_on: dt.date
    deadline: dt.date
    asked: int
    missing: tuple[tuple[Practice, dt.date | None], ...]


def network_in(commissioner: Commissioner, code: str) -> Network | None:
    """A network of the commissioner or of one below it, by its code."""
    if "\x00" in code:  # the database refuses to look for it
        return None
    found = Network.objects.filter(code=code).select_related("commissioner").first()
    inside = found is not None and (
        found.commissioner_id == commissioner.pk or found.commissioner_id in tree_of(commissioner)
    )
    return found if inside else None


def items_with_benchmarks(card_run: CardRun) -> QuerySet[CardItem]:
    """What is on the card, each with the benchmark of the run, its name, the packed `states` of
    its results, and `unlike`: the practices (ids) that the area's value leaves out."""
    run = F("definition__rundefinition__run")
    unlike = Atypical.objects.filter(holds_on(card_run.run.period.ends_on))
    return (
        items_of(card_run.version)
        .filter(Q(definition__rundefinition__run=card_run.run_id))
        .annotate(
            run=run,
            benchmark=F("definition__rundefinition__benchmark"),
            benchmark_name=F("definition__rundefinition__benchmark_name"),
            states=F("definition__rundefinition__states"),
            unlike=ArraySubquery(unlike.values("practice_id")),
        )
    )


def links_of(network: Network, day: dt.date) -> list[Linked]:
    """Everybody who was ever in the network, by name; list sizes as known on `day`."""
    sizes = ListSize.objects.filter(
        practice=OuterRef("practice"), kind=ListKind.REGISTERED, on__lte=day
    ).order_by("-on")
    unlike = Atypical.objects.filter(practice=OuterRef("practice"))
    found = (
        NetworkLink.objects.filter(network=network)
        .select_related("practice__successor")
        .annotate(
            patients=Subquery(sizes.values("patients")[:1]),
            unlike=ArraySubquery(unlike.values(json=JSONObject(a="starts_on", b="ends_on"))),
        )
        .order_by("practice__sort_key", "practice__code", "starts_on")
    )
    return [_linked(one) for one in found]


def _linked(link: Any) -> Linked:
    spans = ((_day(one["a"]), _day(one["b"])) for one in link.unlike)
    return Linked(
        practice=link.practice,
        starts_on=link.starts_on,
        ends_on=link.ends_on,
        patients=None if link.patients is None else float(link.patients),
        unlike=tuple((start, end) for start, end in spans if start),
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _within(start: dt.date, end: dt.date | None, day: dt.date) -> bool:
    return start <= day and (end is None or end > day)


def rows_of(runs: Sequence[CardRun], practices: Sequence[int]) -> list[Row]:
    """Every result of these practices in these runs."""
    parts = [part for one in runs for part in one.run.parts]
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [parts, [one.run_id for one in runs], list(practices)])
        return [Row(*row) for row in cursor.fetchall()]


def definitions_of(pks: Collection[int]) -> dict[int, Definition]:
    return Definition.objects.in_bulk(pks) if pks else {}


def column_of(rows: Sequence[Row], members: Sequence[Linked], day: dt.date) -> Column:
    """The results of one definition in the order of `members`; who has none has no data."""
    held = {row.practice: row for row in rows}
    ordered = [held.get(one.practice.pk) for one in members]
    value, above, below = (
        np.array([_number(getattr(row, name, None)) for row in ordered], dtype=np.float64)
        for name in ("value", "numerator", "denominator")
    )
    states = np.array([row.no_band if row else 1 for row in ordered], dtype=np.int8)
    typical = np.array([one.typical(day) for one in members], dtype=np.bool_)
    return Column(states, value, above, below, typical)


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def waiting_of(
    commissioner: Commissioner, members: Sequence[Practice], today: dt.date
) -> list[Waiting]:
    """The returns asked for last, oldest deadline first, that some of these have not sent."""
    sent = DataReturn.objects.filter(collection=OuterRef("pk"), practice__in=members)
    chosen = AskedPractice.objects.filter(collection=OuterRef("pk"))
    given = Extension.objects.filter(collection=OuterRef("pk"), practice__in=members)
    later = given.order_by("given_at", "pk").values(json=JSONObject(a="practice_id", b="deadline"))
    found = (
        AskedReturn.objects.filter(period__commissioner=commissioner, announced_on__lte=today)
        .select_related("period")
        .annotate(
            figures=Count("items"),
            sent=ArraySubquery(sent.values("practice_id").distinct()),
            chosen=ArraySubquery(chosen.values("practice_id")),
            later=ArraySubquery(later),
        )
        .order_by("-period__ends_on", "-pk")[:4]
    )
    lines = [_waiting(one, members) for one in found]
    return [one for one in reversed(lines) if one.missing]


def _waiting(asked: Any, members: Sequence[Practice]) -> Waiting:
    due = [one for one in members if asked.everybody or one.pk in asked.chosen]
    later = {one["a"]: _day(one["b"]) for one in asked.later}  # the one given last holds
    return Waiting(
        period=asked.period.name,
        code=asked.period.code,
        opens_on=asked.opens_on,
        deadline=asked.deadline,
        asked=len(due),
        missing=tuple((one, later.get(one.pk)) for one in due if one.pk not in asked.sent),
    )
