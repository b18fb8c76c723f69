"""Where the practices of a run stand on the last day of its period: network, deprivation fifth,
list size, groups. Each is read when it is first asked for; arrays are in the order of `practices`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import QuerySet
from numpy.typing import NDArray

from indicators.models import Definition, Figure, RunDefinition
from practices.models import (
    GroupMembership,
    ListKind,
    Network,
    NetworkLink,
    Practice,
    PracticeGroup,
)
from practices.names import sort_key
from practices.selectors import ENGLAND, holds_on, is_england, list_sizes, one_of
from scorecard.calc.fifths import fifths
from scorecard.calc.types import Codes, Floats
from scorecard.cards.models import CardRun
from scorecard.dashboards.models import PracticeList
from scorecard.dashboards.selectors.kept import lists_seen_by

# Fewer practices than this held for England are not England.
LEAST_NATIONAL = 1000

# The indicator and its values in one question: `deprivation_of` says which it is.
_SCORED = """
WITH scored AS (
    SELECT d.id, d.name, i.id AS indicator, rd.part_id FROM indicators_rundefinition rd
    JOIN indicators_definition d ON d.id = rd.definition_id
    JOIN indicators_indicator i ON i.id = d.indicator_id
    WHERE rd.run_id = %(run)s AND d.kind <> 'fact'
        AND (upper(i.code) = 'IMD' OR upper(i.code) LIKE '%%-IMD'
            OR lower(d.name) LIKE 'deprivation%%')
    ORDER BY rd.id LIMIT 1
)
SELECT scored.name, scored.indicator,
    coalesce(array_agg(r.practice_id) FILTER (WHERE r.value IS NOT NULL), '{}'),
    coalesce(array_agg(r.value) FILTER (WHERE r.value IS NOT NULL), '{}')
FROM scored LEFT JOIN indicators_result r ON r.part_id = scored.part_id
    AND r.definition_id = scored.id AND r.part_id = ANY(%(parts)s)
GROUP BY scored.name, scored.indicator
"""


@dataclass(frozen=True)
class Fifths:
    """`codes`: 1 the most deprived to 5 the least, 0 not known. `source` is the indicator's name;
    empty where the scorecard has no deprivation score. `national`: fifths of England's practices,
    else of those of the run. `indicator`: the id of the one that they are made by."""

    codes: Codes
    values: Floats
    source: str
    national: bool
    indicator: int | None = None

    @property
    def words(self) -> str:
        """Whose fifths they are, for a page."""
        whose = "England's practices" if self.national else "this area's practices"
        return f"Fifths of {whose} by {self.source}; 1 is the most deprived."


class RunPlaces:
    """The practices of a run, by ascending place in the run's own order."""

    def __init__(self, card_run: CardRun, reader: Any = None) -> None:
        """`reader`: whose lists of practices there are to choose from; without one, none."""
        self.card_run = card_run
        self.reader = reader
        self.run = card_run.run
        self.day = self.run.period.ends_on

    @cached_property
    def practices(self) -> NDArray[np.int64]:
        """Ids, in the order of the packed bands of the run's definitions."""
        packed = bytes(self.run.practices)
        if packed:
            return np.frombuffer(packed, np.int64)
        scores = self.card_run.scores.filter(domain=None).order_by("practice_id")
        return np.array(list(scores.values_list("practice_id", flat=True)), np.int64)

    @cached_property
    def place(self) -> dict[int, int]:
        return {pk: at for at, pk in enumerate(self.practices.tolist())}

    @cached_property
    def held(self) -> list[RunDefinition]:
        """The definitions of the run, by code, without their packed bands."""
        found = RunDefinition.objects.filter(run=self.run).select_related("definition__indicator")
        return list(found.defer("bands", "states").order_by("definition__indicator__code"))

    @cached_property
    def network_ids(self) -> NDArray[np.int64]:
        """0 is no network."""
        held = {practice: network.pk for practice, network in self._links.items()}
        return np.array([held.get(pk, 0) for pk in self.practices.tolist()], np.int64)

    @cached_property
    def networks(self) -> list[Network]:
        """Those of the practices, in order of name."""
        found = {network.pk: network for network in self._links.values()}
        return sorted(found.values(), key=lambda one: (one.sort_key, one.code))

    @cached_property
    def _links(self) -> dict[int, Network]:
        links = NetworkLink.objects.filter(
            holds_on(self.day), practice__in=one_of(self.practices.tolist())
        )
        known: dict[int, Network] = {}
        columns = ("practice_id", "network_id", "network__code", "network__name")
        rows = links.values_list(*columns, "network__sort_key")
        networks: dict[int, Network] = {}
        for practice, pk, code, name, key in rows:
            if pk not in networks:
                networks[pk] = Network(pk=pk, code=code, name=name, sort_key=key)
            known[practice] = networks[pk]
        return known

    @cached_property
    def list_sizes(self) -> Floats:
        """Registered patients; NaN is not known."""
        known = list_sizes(self.practices.tolist(), ListKind.REGISTERED, self.day)
        found = np.full(self.practices.size, np.nan)
        for pk, patients in known.items():
            found[self.place[pk]] = float(patients)
        return found

    @cached_property
    def fifths(self) -> Fifths:
        return deprivation_fifths(self)

    @cached_property
    def groups(self) -> list[PracticeGroup]:
        """The groups of the commissioner's own making, set by set."""
        found = PracticeGroup.objects.filter(group_set__commissioner=self.run.commissioner_id)
        return sorted(
            found.select_related("group_set"),
            key=lambda one: (sort_key(one.group_set.name), sort_key(one.name)),
        )

    @cached_property
    def lists(self) -> list[PracticeList]:
        """The reader's own and those that colleagues share."""
        if self.reader is None:
            return []
        return list(lists_seen_by(self.reader, self.run.commissioner_id))

    def listed(self, pk: int) -> NDArray[np.bool_]:
        """Which practices are on one of `lists`."""
        kept = next(one for one in self.lists if one.pk == pk)
        return np.isin(self.practices, list(kept.practices.values_list("pk", flat=True)))

    def members_of(self, group: PracticeGroup) -> NDArray[np.bool_]:
        """Which practices were in a group of the commissioner's on the day."""
        held = GroupMembership.objects.filter(holds_on(self.day), group=group)
        ids = list(held.values_list("practice_id", flat=True))
        return np.isin(self.practices, ids)


def deprivation_fifths(places: RunPlaces) -> Fifths:
    """By the deprivation score on the scorecard: a context indicator with the code IMD, with one
    that ends in -IMD, or with a name that begins with "deprivation".

    National where figures of England's practices are held for such an indicator.
    """
    values = np.full(places.practices.size, np.nan)
    name, indicator, known = _deprivation(places.card_run)
    if not name:
        return Fifths(np.zeros(places.practices.size, np.int8), values, "", national=False)
    for pk, value in known.items():
        values[places.place[pk]] = value
    # Read with the version by whoever chose the period: one question less.
    if is_england(places.card_run.version.scorecard.commissioner):
        return Fifths(fifths(values, values), values, name, True, indicator)
    england = _england(places)
    national = england.size >= LEAST_NATIONAL
    codes = fifths(values, england if national else values)
    return Fifths(codes, values, name, national, indicator)


@lru_cache(maxsize=12)
def _deprivation(card_run: CardRun) -> tuple[str, int | None, dict[int, float]]:
    """The name of a run's deprivation score, the id of its indicator and, by practice id, its
    values: they never change."""
    run = card_run.run
    with connection.cursor() as cursor:
        cursor.execute(_SCORED, {"run": run.pk, "parts": run.parts})
        row = cursor.fetchone()
    name, indicator, practices, values = row or ("", None, [], [])
    return name, indicator, dict(zip(practices, values, strict=True))


def deprivation_of(definitions: Iterable[Definition]) -> Definition | None:
    """The one that scores deprivation, higher the more; None where there is none."""
    return next((one for one in definitions if _is_deprivation(one)), None)


def _is_deprivation(definition: Definition) -> bool:
    code, name = definition.code.upper(), definition.name.lower()
    named = code == "IMD" or code.endswith("-IMD") or name.startswith("deprivation")
    return named and definition.kind != "fact"


def _england(places: RunPlaces) -> Floats:
    """The newest deprivation score held of each of England's practices."""
    figures: QuerySet[Figure] = Figure.objects.current().filter(
        indicator__commissioner__code=ENGLAND,
        indicator__code__iexact="IMD",
        period__ends_on__lte=places.day,
        value__isnull=False,
    )
    newest = figures.order_by("practice_id", "-period__ends_on").distinct("practice_id")
    return np.array(list(newest.values_list("value", flat=True)), np.float64)


def practices_by_id(ids: Iterable[int]) -> dict[int, Practice]:
    found = Practice.objects.filter(pk__in=one_of(list(ids)))
    return {one.pk: one for one in found}
