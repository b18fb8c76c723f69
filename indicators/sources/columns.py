"""Many figures as columns. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Texts = NDArray[np.str_]
STATE_NAMES = ("present", "no_data", "suppressed")


@dataclass(frozen=True)
class Figures:
    """Columns with one entry per figure, NaN where there is no number.

    `state` counts into STATE_NAMES; `period` is "" where the file names none; `above_all` marks
    a part larger than its whole; `adjustments` holds a dict of patients taken out, or None.
    """

    practice: Texts
    indicator: Texts
    period: Texts
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
        return replace(self, **{f.name: getattr(self, f.name)[kept] for f in fields(self)})

    @classmethod
    def joined(cls, parts: Sequence["Figures"]) -> "Figures":
        names = [f.name for f in fields(cls)]
        return cls(**{n: np.concatenate([getattr(part, n) for part in parts]) for n in names})
