"""Hashes that tell whether a run was given the same, and judged by the same arithmetic."""

import hashlib
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators import comparing, inputs, judging, pooling, rules
from indicators.definitions import DefinitionData
from indicators.inputs import Around
from indicators.selectors.definitions import data_of
from indicators.services.judged import Judged
from scorecard import calc


def code_version() -> str:
    """Twelve digits that change whenever the arithmetic, or the judging by it, does."""
    folder = Path(calc.__file__).parent
    judges = [Path(str(module.__file__)) for module in (comparing, inputs, judging, pooling, rules)]
    digest = hashlib.sha256()
    for path in [*sorted(folder.glob("*.py")), *judges]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def add_to_hash(digest: Any, one: Judged) -> None:
    data: DefinitionData = data_of(one.definition)
    digest.update(repr((one.definition.code, astuple(data))).encode())
    held = one.figures
    for column in (held.states, held.numerator, held.denominator, held.value, held.spread):
        digest.update(np.ascontiguousarray(column).tobytes())
    digest.update(repr(held.texts).encode())
    for part in _parts_of(one.around, data.comparator):
        digest.update(part)


def _parts_of(around: Around, comparator: str) -> Iterator[bytes]:
    """What a definition was judged by beside its figures: groups only where it uses them."""
    yield repr((dict(around.levels), sorted(around.own_levels.items()))).encode()
    yield repr((around.outside.value, around.outside.name, around.before_name)).encode()
    members = {"network": around.networks, "group": around.groups, "similar": around.similar}
    group = members.get(comparator)
    before = around.before
    columns: list[NDArray[Any]] = [] if group is None else [group]
    if before is not None:
        columns += [before.states, before.numerator, before.denominator]
        columns += [before.value, before.spread]
    for column in columns:
        yield np.ascontiguousarray(column).tobytes()
