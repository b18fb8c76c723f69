"""A part of a run as an order: all that its definitions are judged by, as one string of bytes.

So whoever judges a part reads no figure: those of a run were read once, as one picture, when it
was planned, and a part may be judged on any host, at any time, and again after its worker died.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.inputs import Around, Benchmark, Figures
from indicators.models import Definition, RunDefinition, RunPart
from indicators.packing import pack, unpack
from indicators.selectors.snapshot import IndicatorFigures
from indicators.services.judged import Judged, Progress, judge_one
from indicators.services.runs import Loaded

Arrays = dict[str, NDArray[Any]]
# Numbers come back from `pack` in any kind that holds them.
_KINDS = {"figure_ids": np.int64, "states": np.int8, "queried": np.bool_}
_COLUMNS = ("figure_ids", "states", "numerator", "denominator", "value", "spread", "queried")
_BEFORE = ("numerator", "denominator", "value", "spread", "states")
_GROUPS = {"networks": np.int64, "groups": np.int64, "similar": np.intp}


@dataclass(frozen=True)
class Order:
    """What `judge` needs. Arrays have an entry per practice, in the order of `practices` (ids)."""

    period: int
    area: str
    practices: NDArray[np.int64]
    counted: NDArray[np.bool_]
    held: Mapping[int, IndicatorFigures]  # by definition id
    around: Mapping[int, Around]


def packed_order(order: Order) -> bytes:
    """To be read by `order_of`. An array that several definitions share is packed once."""
    arrays: Arrays = {"practices": order.practices, "counted": order.counted}
    names: dict[int, str] = {}
    facts = {
        str(pk): {
            "texts": {at: text for at, text in enumerate(held.texts) if text},
            "around": _facts_of(order.around[pk]),
            "arrays": _named(_arrays_of(held, order.around[pk]), arrays, names),
        }
        for pk, held in order.held.items()
    }
    return pack({"period": order.period, "area": order.area, "definitions": facts}, arrays)


def order_of(content: bytes) -> Order:
    facts, arrays = unpack(content)
    found = {int(pk): one for pk, one in facts["definitions"].items()}
    named = {
        pk: {to: arrays[name] for to, name in one["arrays"].items()} for pk, one in found.items()
    }
    counted = arrays["counted"].astype(bool)
    return Order(
        period=facts["period"],
        area=facts["area"],
        practices=arrays["practices"].astype(np.int64),
        counted=counted,
        held={pk: _held_of(one["texts"], named[pk]) for pk, one in found.items()},
        around={pk: _around_of(one["around"], named[pk], counted) for pk, one in found.items()},
    )


def judge_order(order: Order, progress: Progress) -> Iterator[Judged]:
    """Judge the definitions of an order one after the other. All is read before the first."""
    definitions = Definition.objects.select_related("indicator").in_bulk(order.held)

    def judged() -> Iterator[Judged]:
        for done, (pk, held) in enumerate(order.held.items(), start=1):
            yield judge_one(definitions[pk], held, order.around[pk], order.counted, order.area)
            one = definitions[pk]
            progress(done, len(definitions), f"Banded {one.code} {one.name}")

    return judged()


def packed_part(loaded: Loaded) -> bytes:
    """What whoever puts a run together needs of a part, to be read by `loaded_of`."""
    names = {field.attname for field in RunDefinition._meta.concrete_fields}
    told = sorted(names - {"id", "run_id", "part_id", "bands", "states"})
    definitions = [{name: getattr(one, name) for name in told} for one in loaded.definitions]
    facts = {"part": loaded.part.pk, "code": loaded.code_version, "definitions": definitions}
    bands = {f"band {pk}": codes for pk, codes in loaded.bands.items()}
    states = {f"state {pk}": codes for pk, codes in loaded.states.items()}
    return pack(facts, {"practices": loaded.practices} | bands | states)


def loaded_of(content: bytes) -> Loaded:
    facts, arrays = unpack(content)
    part = RunPart.objects.get(pk=facts["part"])
    definitions = [RunDefinition(part=part, **one) for one in facts["definitions"]]
    ids = [one.definition_id for one in definitions]
    bands = {pk: arrays[f"band {pk}"].astype(np.int8) for pk in ids}
    states = {pk: arrays[f"state {pk}"].astype(np.int8) for pk in ids}
    for one in definitions:
        one.bands = bands[one.definition_id].tobytes()
        one.states = states[one.definition_id].tobytes()
    return Loaded(
        part=part,
        practices=arrays["practices"].astype(np.int64),
        code_version=facts["code"],
        definitions=definitions,
        bands=bands,
        states=states,
        is_keyed=True,
    )


def _arrays_of(held: IndicatorFigures, around: Around) -> Arrays:
    found = {name: getattr(held, name) for name in _COLUMNS}
    found |= {name: getattr(around, name) for name in _GROUPS if getattr(around, name) is not None}
    if around.before is not None:
        found |= {f"before {name}": getattr(around.before, name) for name in _BEFORE}
    return found


def _named(given: Arrays, arrays: Arrays, names: dict[int, str]) -> dict[str, str]:
    """Put the arrays among those to be packed; under which name each is found."""
    for array in given.values():
        if id(array) not in names:
            names[id(array)] = str(len(names))
            arrays[names[id(array)]] = array
    return {to: names[id(array)] for to, array in given.items()}


def _facts_of(around: Around) -> dict[str, Any]:
    value = float(around.outside.value)
    return {
        "outside": [value if math.isfinite(value) else None, around.outside.name],
        "before_name": around.before_name,
        "levels": dict(around.levels),
        "own_levels": {str(at): dict(one) for at, one in around.own_levels.items()},
    }


def _held_of(texts: Mapping[str, str], arrays: Arrays) -> IndicatorFigures:
    columns: Arrays = {name: arrays[name].astype(_KINDS.get(name, np.float64)) for name in _COLUMNS}
    size = columns["states"].size
    return IndicatorFigures(texts=[texts.get(str(at), "") for at in range(size)], **columns)


def _around_of(facts: Mapping[str, Any], arrays: Arrays, counted: NDArray[np.bool_]) -> Around:
    value, name = facts["outside"]
    before: Arrays = {
        one: arrays[f"before {one}"].astype(_KINDS.get(one, np.float64))
        for one in _BEFORE
        if f"before {one}" in arrays
    }
    groups = {one: arrays[one].astype(kind) for one, kind in _GROUPS.items() if one in arrays}
    return Around(
        before=Figures(peers=counted, **before) if before else None,
        before_name=facts["before_name"],
        outside=Benchmark(math.nan if value is None else value, name),
        levels=facts["levels"],
        own_levels={int(at): levels for at, levels in facts["own_levels"].items()},
        **groups,
    )
