"""Where the practices of a run stand on the last day of its period: network, deprivation fifth,
list size, groups. Each is read when it is first asked for; arrays are in the order of `practices`.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.models import Definition, RunDefinition
from practices.models import GroupSet, Network, PracticeGroup
from practices.names import sort_key
from practices.selectors import ENGLAND, is_england
from scorecard.calc.fifths import fifths
from scorecard.calc.types import Codes, Floats
from scorecard.cards.models import CardRun
from scorecard.dashboards.models import PracticeList
from scorecard.dashboards.selectors.places_read import (
    COLUMN,
    ENGLAND_SCORES,
    GROUPS,
    LINKS,
    LISTS,
    MEMBERS,
    NAMES,
    ORDER,
    SCORED,
    SIZES,
    About,
    read_kinds,
)

# Fewer practices than this held for England are not England.
LEAST_NATIONAL = 1000

Packed = tuple[Any, ...]


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
        self._found: dict[str, Packed] = {}
        self._ids: dict[str, int] = {}

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

    def read_together(self, *kinds: str, **ids: int) -> None:
        """Read now, in one statement, what will be asked for: kinds of `places_read`; `ids` say
        of which group, list, part and definition."""
        self._ids |= ids
        for kind in {MEMBERS, LISTS, COLUMN} & set(kinds):
            self._found.pop(kind, None)
        unknown = [one for one in kinds if one not in self._found and not self._kept(one)]
        found = read_kinds(unknown, self._about())
        self._found |= found
        for kind in {SCORED, COLUMN} & found.keys():
            _keep(self._key(kind), found[kind])

    def _about(self) -> About:
        return About(
            ids=f"{{{str(self.practices.tolist())[1:-1]}}}",
            day=self.day,
            run=self.run.pk,
            parts=list(self.run.parts),
            commissioner=self.run.commissioner_id,
            england=ENGLAND,
            reader=getattr(self.reader, "pk", None),
            **self._ids,
        )

    def _key(self, kind: str) -> tuple[int, ...]:
        if kind == SCORED:
            return (self.card_run.pk,)
        return self._ids["part"], self._ids["definition"]

    def _kept(self, kind: str) -> bool:
        """Whether it never changes and this process has read it."""
        if kind in (SCORED, COLUMN) and self._key(kind) in _columns:
            self._found[kind] = _columns[self._key(kind)]
            return True
        return False

    def _kind(self, kind: str) -> Packed:
        if kind not in self._found:
            self.read_together(kind)
        return self._found[kind]

    @cached_property
    def names(self) -> dict[int, tuple[str, str, str]]:
        """By id, in order of name: code, name and why it is not ranked."""
        (rows,) = self._kind(NAMES)
        return {pk: (code, name, why) for pk, code, name, why in rows or ()}

    @cached_property
    def by_name(self) -> NDArray[np.int64]:
        """Ids in order of name."""
        everybody = _unpacked(self._kind(ORDER)[0], ">i8").astype(np.int64)
        return everybody[np.isin(everybody, self.practices)]

    def column(self, part: int, definition: int) -> tuple[NDArray[np.int64], Floats]:
        """The practices that have a value on an indicator of the run, and their values."""
        if self._ids.get("part") != part or self._ids.get("definition") != definition:
            self.read_together(COLUMN, part=part, definition=definition)
        ids, values = self._kind(COLUMN)
        return _unpacked(ids, ">i8").astype(np.int64), _unpacked(values, ">f8").astype(np.float64)

    @cached_property
    def network_ids(self) -> NDArray[np.int64]:
        """0 is no network."""
        practices, networks, _ = self._kind(LINKS)
        pairs = zip(_unpacked(practices, ">i8").tolist(), _unpacked(networks, ">i8"), strict=True)
        found = np.zeros(self.practices.size, np.int64)
        for practice, network in pairs:
            found[self.place[practice]] = network
        return found

    @cached_property
    def networks(self) -> list[Network]:
        """Those of the practices, in order of name."""
        rows = self._kind(LINKS)[2] or ()
        found = (Network(pk=pk, code=code, name=name, sort_key=key) for pk, code, name, key in rows)
        return sorted(found, key=lambda one: (one.sort_key, one.code))

    @cached_property
    def list_sizes(self) -> Floats:
        """Registered patients; NaN is not known."""
        practices, patients = self._kind(SIZES)
        pairs = zip(_unpacked(practices, ">i8").tolist(), _unpacked(patients, ">f8"), strict=True)
        found = np.full(self.practices.size, np.nan)
        for pk, size in pairs:
            found[self.place[pk]] = size
        return found

    @cached_property
    def fifths(self) -> Fifths:
        return deprivation_fifths(self)

    @cached_property
    def deprivation(self) -> tuple[str, int | None, dict[int, float]]:
        """The name of the run's deprivation score, the id of its indicator and, by practice id,
        its values; the name is empty where there is none."""
        name, indicator, practices, values = self._kind(SCORED)
        return name or "", indicator, dict(zip(practices, values, strict=True))

    @cached_property
    def england_scores(self) -> Floats:
        """The newest deprivation score held of each of England's practices."""
        return _unpacked(self._kind(ENGLAND_SCORES)[0], ">f8").astype(np.float64)

    @cached_property
    def groups(self) -> list[PracticeGroup]:
        """The groups of the commissioner's own making, set by set."""
        found = [
            PracticeGroup(pk=pk, name=name, group_set=GroupSet(pk=own, name=set_name))
            for pk, name, own, set_name in self._kind(GROUPS)[0] or ()
        ]
        return sorted(found, key=lambda one: (sort_key(one.group_set.name), sort_key(one.name)))

    @cached_property
    def lists(self) -> list[PracticeList]:
        """The reader's own and those that colleagues share, with no more than their names."""
        if self.reader is None:
            return []
        return [PracticeList(pk=pk, name=name) for pk, name in self._kind(LISTS)[0] or ()]

    def listed(self, pk: int) -> NDArray[np.bool_]:
        """Which practices are on one of `lists`."""
        if self._ids.get("list") != pk:
            self.read_together(LISTS, list=pk)
        return np.isin(self.practices, self._kind(LISTS)[1] or [])

    def members_of(self, group: PracticeGroup) -> NDArray[np.bool_]:
        """Which practices were in a group of the commissioner's on the day."""
        if self._ids.get("group") != group.pk:
            self.read_together(MEMBERS, group=group.pk)
        return np.isin(self.practices, self._kind(MEMBERS)[0] or [])


def _unpacked(packed: bytes | None, kind: str) -> NDArray[Any]:
    return np.frombuffer(bytes(packed or b""), kind)


# Columns of a run, and its deprivation scores, never change: this process keeps those read last.
_columns: OrderedDict[tuple[int, ...], Packed] = OrderedDict()
MOST_KEPT = 96


def _keep(key: tuple[int, ...], column: Packed) -> None:
    _columns[key] = column
    while len(_columns) > MOST_KEPT:
        _columns.popitem(last=False)


def deprivation_fifths(places: RunPlaces) -> Fifths:
    """By the deprivation score on the scorecard: a context indicator with the code IMD, with one
    that ends in -IMD, or with a name that begins with "deprivation".

    National where figures of England's practices are held for such an indicator.
    """
    values = np.full(places.practices.size, np.nan)
    name, indicator, known = places.deprivation
    if not name:
        return Fifths(np.zeros(places.practices.size, np.int8), values, "", national=False)
    for pk, value in known.items():
        values[places.place[pk]] = value
    # Read with the version by whoever chose the period: one question less.
    if is_england(places.card_run.version.scorecard.commissioner):
        return Fifths(fifths(values, values), values, name, True, indicator)
    england = places.england_scores
    national = england.size >= LEAST_NATIONAL
    codes = fifths(values, england if national else values)
    return Fifths(codes, values, name, national, indicator)


def deprivation_of(definitions: Iterable[Definition]) -> Definition | None:
    """The one that scores deprivation, higher the more; None where there is none."""
    return next((one for one in definitions if _is_deprivation(one)), None)


def _is_deprivation(definition: Definition) -> bool:
    code, name = definition.code.upper(), definition.name.lower()
    named = code == "IMD" or code.endswith("-IMD") or name.startswith("deprivation")
    return named and definition.kind != "fact"
