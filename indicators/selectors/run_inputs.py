"""What a part of a run was judged by: kept beside it in one row, and made whole again.

Figures are never deleted and definitions never change, so results name both. All else may change
afterwards (networks, groups, list sizes, flags, objectives, what was due, outside values), so it is
kept here as it was.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.definitions import FIELDS, KINDS_WITH_PARTS, DefinitionData
from indicators.inputs import Around, Benchmark, Figures
from indicators.models import PartInputs, RunPart
from indicators.packing import pack, unpack
from indicators.selectors.snapshot import IndicatorFigures
from scorecard.calc.types import Flags

_BEFORE = ("states", "numerator", "denominator", "value", "spread")
_BLANK = DefinitionData("", "", "", "")


@dataclass
class Kept:
    """The inputs of one part. `arrays` have an entry (or a row) per practice, in the order of
    `practices` (ids); `facts` are by definition id as text, what it alone was judged by."""

    practices: NDArray[np.int64]
    counted: Flags
    area: str
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    arrays: dict[str, NDArray[Any]] = field(default_factory=dict)
    _seen: dict[str, Flags] = field(default_factory=dict)  # where a list is known, or known missing

    def add(
        self, definition: int, data: DefinitionData, held: IndicatorFigures, around: Around
    ) -> None:
        """Remember what results and figures do not tell."""
        fact: dict[str, Any] = {"outside": _outside_as_data(around.outside)}
        if around.levels:
            fact["levels"] = dict(around.levels)
        if around.own_levels:
            fact["own_levels"] = {str(at): dict(one) for at, one in around.own_levels.items()}
        self._add_missing(definition, held, fact)
        self._add_lists(definition, data, held, fact)
        for name, labels in _groups_of(data, around).items():
            self.arrays.setdefault(name, labels)
            fact["group"] = name
        if around.before is not None:
            fact["before"] = around.before_name
            for name in _BEFORE:
                column = getattr(around.before, name)
                if name == "states" or not np.isnan(column).all():
                    self.arrays[f"before {name} {definition}"] = column
        self.facts[str(definition)] = fact

    def _add_missing(self, definition: int, held: IndicatorFigures, fact: dict[str, Any]) -> None:
        """Why there is no figure: one reason for all who lack it, as a rule."""
        states = held.states[held.figure_ids == 0]
        if states.size and (states == states[0]).all():
            fact["missing"] = int(states[0])
        elif states.size:
            self.arrays[f"missing {definition}"] = np.where(held.figure_ids == 0, held.states, 0)

    def _add_lists(
        self,
        definition: int,
        data: DefinitionData,
        held: IndicatorFigures,
        fact: dict[str, Any],
    ) -> None:
        """The list as it was then: once for all who agree on it."""
        if not data.denominator_list or data.kind not in KINDS_WITH_PARTS:
            return
        name, now, here = (
            f"list {data.denominator_list}",
            held.denominator,
            ~np.isnan(held.numerator),
        )
        nothing = np.full(here.size, np.nan), np.zeros(here.size, bool)
        known, seen = self.arrays.get(name, nothing[0]), self._seen.get(name, nothing[1])
        both = here & seen
        if np.array_equal(known[both], now[both], equal_nan=True):
            self.arrays[name], self._seen[name] = np.where(here, now, known), here | seen
        else:
            name = f"list {definition}"
            self.arrays[name] = now.copy()
        fact["list"] = name

    @cached_property
    def _common(self) -> Any:
        """What every hash begins with."""
        digest = hashlib.sha256(repr(self.area).encode())
        digest.update(np.ascontiguousarray(self.practices).data)
        digest.update(np.ascontiguousarray(self.counted).data)
        return digest

    def hash_of(
        self, code: str, data: DefinitionData, held: IndicatorFigures, around: Around
    ) -> str:
        """64 digits that change with anything that this definition is judged by."""
        digest = self._common.copy()
        texts = held.texts if any(held.texts) else []  # most indicators have none
        for words in (code, _said(data), _words_of(around), texts):
            digest.update(repr(words).encode())
        columns: list[NDArray[Any]] = [held.figure_ids, held.states, held.queried]
        columns += [held.numerator, held.denominator, held.value, held.spread]
        columns += _groups_of(data, around).values()
        if around.before is not None:
            columns += [getattr(around.before, name) for name in _BEFORE]
        for column in columns:
            digest.update(np.ascontiguousarray(column).data)
        return str(digest.hexdigest())

    def packed(self) -> bytes:
        whole = {"practices": self.practices, "counted": self.counted, **self.arrays}
        return pack({"area": self.area, "definitions": self.facts}, whole)

    def missing_of(self, definition: int) -> NDArray[Any] | int:
        """By practice, or for all of them, the reason why there was no figure (a NoBand code)."""
        found = self.arrays.get(f"missing {definition}")
        return int(self.facts[str(definition)].get("missing", 0)) if found is None else found

    def fill_lists(self, definition: int, held: IndicatorFigures) -> None:
        """The denominators that came from the list then, never over one that is given."""
        name = self.facts[str(definition)].get("list")
        if name:
            empty = np.isnan(held.denominator) & ~np.isnan(held.numerator)
            held.denominator[empty] = self.arrays[name][empty]

    def around_of(self, definition: int) -> Around:
        """What the definition was judged by beside its figures."""
        fact = self.facts[str(definition)]
        value, name = fact["outside"]
        group = fact.get("group", "")
        labels = self.arrays[group].astype(np.int64) if group else None
        return Around(
            networks=labels if group == "network" else None,
            groups=labels if group.startswith("group ") else None,
            similar=labels if group == "similar" else None,
            before=self._before_of(definition, fact),
            before_name=fact.get("before", ""),
            outside=Benchmark(math.nan if value is None else value, name),
            levels=fact.get("levels", {}),
            own_levels={int(at): levels for at, levels in fact.get("own_levels", {}).items()},
        )

    def members_of(self, definition: int, places: NDArray[np.intp]) -> NDArray[np.int64] | None:
        """Rows that say to whom the practices at `places` were compared: the id of a group, or
        the ids of similar practices in ascending order. None where nobody's group counted."""
        name = self.facts[str(definition)].get("group")
        if name is None:
            return None
        found = self.arrays[name][places].astype(np.int64)
        if name != "similar":
            return found.reshape(-1, 1)
        return np.sort(np.where(found >= 0, self.practices[found], -1), axis=1)

    def _before_of(self, definition: int, fact: Mapping[str, Any]) -> Figures | None:
        if "before" not in fact:
            return None
        nothing = np.full(self.practices.size, np.nan)
        columns = {
            name: self.arrays.get(f"before {name} {definition}", nothing) for name in _BEFORE
        }
        return Figures(peers=self.counted, **columns)


def kept_of(part: RunPart) -> Kept | None:
    """What was kept of a part; None for one that was judged before anything was."""
    found = PartInputs.objects.filter(part=part).first()
    return None if found is None else unpacked(bytes(found.content))


def unpacked(content: bytes) -> Kept:
    facts, arrays = unpack(content)
    practices, counted = arrays.pop("practices"), arrays.pop("counted")
    return Kept(
        practices.astype(np.int64),
        counted.astype(bool),
        facts["area"],
        facts["definitions"],
        arrays,
    )


def hash_of_run(hashes: Sequence[str], code_version: str) -> str:
    """Of a whole run: the hashes of its definitions in any order, and the version of the code."""
    return hashlib.sha256(" ".join([code_version, *sorted(hashes)]).encode()).hexdigest()


def _groups_of(data: DefinitionData, around: Around) -> dict[str, NDArray[Any]]:
    """By the name that they are kept under: the groups, only where the comparator uses them."""
    found = {
        "network": ("network", around.networks),
        "similar": ("similar", around.similar),
        "group": (f"group {data.comparator_group}", around.groups),
    }
    name, labels = found.get(data.comparator, ("", None))
    return {} if labels is None else {name: labels}


def _said(data: DefinitionData) -> list[tuple[str, Any]]:
    """A definition without the fields that say nothing: one that is thought of in a later year
    does not change the hashes of today."""
    given = ((name, getattr(data, name)) for name in FIELDS)
    return [(name, said) for name, said in given if said != getattr(_BLANK, name)]


def _words_of(around: Around) -> Any:
    own = sorted((at, sorted(one.items())) for at, one in around.own_levels.items())
    outside = _outside_as_data(around.outside)
    return sorted(around.levels.items()), own, outside, around.before_name


def _outside_as_data(outside: Benchmark) -> list[Any]:
    value = float(outside.value)
    return [value if math.isfinite(value) else None, outside.name]
