"""Many figures as columns, and what of them contradicts itself. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Objects = NDArray[np.object_]

# By their place here states are numbers in a column; the first three are those of national files.
STATES = ("present", "no_data", "suppressed", "not_applicable")
NUMBERS = ("numerator", "denominator", "value", "spread")
NO_ROW = -1
# The source of a figure that corrects another after a query.
CORRECTION = "query"


class FiguresRefused(ValueError):
    """The rows contradict themselves; nothing was kept."""


class FigureRow(NamedTuple):
    """One figure as it is given. `value` is in the unit shown; `row` is the row of the file."""

    practice_id: int
    indicator_id: int
    period_id: int
    state: str = "present"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    spread: float | None = None
    text: str = ""
    row: int | None = None
    modelled: bool = False
    adjustments: dict[str, int] | None = None


@dataclass(frozen=True)
class ManyFigures:
    """One entry per figure in each. `state` counts into STATES; NaN is no number, NO_ROW no row.

    `text` holds str, `adjustments` a dict or None.
    """

    practice: Ids
    indicator: Ids
    period: Ids
    state: NDArray[np.int8]
    numerator: Floats
    denominator: Floats
    value: Floats
    spread: Floats
    text: Objects
    row: Ids
    modelled: Flags
    adjustments: Objects

    def __len__(self) -> int:
        return len(self.practice)

    def part(self, at: Ids) -> "ManyFigures":
        """The figures at some places of the columns, in that order."""
        return ManyFigures(*(getattr(self, one.name)[at] for one in fields(self)))

    @classmethod
    def of_rows(cls, rows: Iterable[FigureRow]) -> "ManyFigures":
        """Raises FiguresRefused for a state that there is not and a number that is none."""
        given = [
            _numbered(row) if row.__class__ is FigureRow else _numbered(FigureRow(*row))
            for row in rows
        ]
        columns = list(zip(*given, strict=True)) or [()] * len(fields(cls))
        kinds = [np.int64] * 3 + [np.int8] + [np.float64] * 4 + [object, np.int64, np.bool_, object]
        return cls(*(_column(one, kind) for one, kind in zip(columns, kinds, strict=True)))


def _numbered(row: FigureRow) -> tuple[Any, ...]:
    if row.state not in STATES:
        raise FiguresRefused(f"A figure cannot have the state {row.state!r}.")
    if any(number is not None and not np.isfinite(number) for number in row[4:8]):
        raise _not_finite(row.practice_id, row.indicator_id, row.period_id)
    number = NO_ROW if row.row is None else row.row
    state = STATES.index(row.state)
    return (*row[:3], state, *row[4:8], row.text, number, row.modelled, row.adjustments)


def _column(values: Any, kind: Any) -> NDArray[Any]:
    column = np.empty(len(values), kind)
    column[:] = values
    return column


class Places:
    """Numbers for places, in order of practice, period and indicator."""

    def __init__(self, figures: ManyFigures) -> None:
        self._all = (figures.practice, figures.period, figures.indicator)
        self._spans = [_span(ids) for ids in self._all]
        self._wide = len(figures) > 0 and np.prod([float(size) for _, size in self._spans]) > 2**62
        self.given = self.of(*self._all)
        self.order = np.argsort(self.given, kind="stable")

    def of(self, practice: Ids, period: Ids, indicator: Ids) -> Ids:
        """The numbers of places whose ids all occur among the given ones."""
        number = np.zeros(len(practice), np.int64)
        for ids, known, (first, size) in zip(
            (practice, period, indicator), self._all, self._spans, strict=True
        ):
            if self._wide:  # ids so far apart that their product does not fit
                known = np.unique(known)
                first, size, ids = 0, len(known), np.searchsorted(known, ids)
            number = number * size + (ids - first)
        return number


def _span(ids: Ids) -> tuple[int, int]:
    return (int(ids.min()), int(ids.max() - ids.min()) + 1) if len(ids) else (0, 1)


def refuse_contradictions(figures: ManyFigures, places: Places) -> None:
    """Raises FiguresRefused for a place given twice, no finite number, and present without any."""
    ordered = places.given[places.order]
    twice = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(twice):
        where = "Practice {} has more than one figure for indicator {} and period {}."
        raise FiguresRefused(where.format(*_place(figures, places.order[twice[0]])))
    for name in NUMBERS:
        infinite = np.flatnonzero(np.isinf(getattr(figures, name)))
        if len(infinite):
            raise _not_finite(*_place(figures, infinite[0]))
    nothing = (figures.state == 0) & np.isnan(figures.numerator) & np.isnan(figures.value)
    for at in np.flatnonzero(nothing).tolist():
        if figures.text[at] == "":
            said = "Practice {} has nothing for indicator {} and period {}: missing is a state of"
            raise FiguresRefused(f"{said.format(*_place(figures, at))} its own.")


def _place(figures: ManyFigures, at: Any) -> tuple[int, int, int]:
    return int(figures.practice[at]), int(figures.indicator[at]), int(figures.period[at])


def _not_finite(practice: int, indicator: int, period: int) -> FiguresRefused:
    return FiguresRefused(
        f"Practice {practice} has a number that is not finite for indicator {indicator} and period"
        f" {period}; give no number and the state that says why."
    )
