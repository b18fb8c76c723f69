"""Many figures as columns. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators.sources.coded import Coded

Floats = NDArray[np.float64]
STATE_NAMES = ("present", "no_data", "suppressed")

# Whose figure it is where it is no practice's; codes of practices are written in capitals.
ENGLAND, REGION, OWN = "england", "region", "area"
_AREAS = {ENGLAND: "England", REGION: "the region", OWN: "the area itself"}


def whose(code: str) -> str:
    """A practice by its code, or an area, in words."""
    return _AREAS.get(code) or f"practice {code}"


@dataclass(frozen=True)
class Figures:
    """Columns with one entry per figure, NaN where there is no number.

    `state` counts into STATE_NAMES; `period` is "" where the file names none; `above_all` marks
    a part larger than its whole; `adjustments` holds a dict of patients taken out, or None.
    """

    practice: Coded
    indicator: Coded
    period: Coded
    row: NDArray[np.int64]
    state: NDArray[np.int8]
    numerator: Floats
    denominator: Floats
    value: Floats
    text: NDArray[np.object_]
    above_all: NDArray[np.bool_]
    modelled: NDArray[np.bool_]
    adjustments: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.row)

    def where(self, kept: NDArray[np.bool_]) -> "Figures":
        if kept.all():
            return self
        return replace(self, **{f.name: getattr(self, f.name)[kept] for f in fields(self)})

    @classmethod
    def none(cls) -> "Figures":
        texts, numbers, objects = Coded.of([]), np.empty(0), np.empty(0, object)
        flags, states = np.empty(0, np.bool_), np.empty(0, np.int8)
        rows = np.empty(0, np.int64)
        parts = (texts, texts, texts, rows, states, numbers, numbers, numbers, objects)
        return cls(*parts, flags, flags, objects)

    @classmethod
    def joined(cls, parts: Sequence["Figures"]) -> "Figures":
        if len(parts) == 1:
            return parts[0]
        columns = {f.name: [getattr(part, f.name) for part in parts] for f in fields(cls)}
        return cls(**{name: _joined(those) for name, those in columns.items()})


def _joined(columns: Sequence[Any]) -> Any:
    return Coded.joined(columns) if isinstance(columns[0], Coded) else np.concatenate(columns)
