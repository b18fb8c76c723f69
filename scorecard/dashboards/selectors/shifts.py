"""Figures that moved by more than noise while their band stayed: what no list of bands tells."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scorecard.calc.types import Comparison, Flags
from scorecard.cards.models import CardRun
from scorecard.dashboards.noise import Verdict, shifts
from scorecard.dashboards.selectors.moves import Cells, Moved
from scorecard.dashboards.selectors.run_bands import RunBands, bands_of


@dataclass(frozen=True)
class Shifted:
    """One indicator: its results that moved beyond noise inside their band, and which for the
    better."""

    moved: Moved
    better: Flags

    def of(self, practice: int) -> "Shifted":
        mine = self.moved.practices == practice
        return Shifted(self.moved.chosen(mine), self.better[mine])


def shifts_between(
    before: CardRun, now: CardRun, bands: Sequence[RunBands], indicators: Collection[int]
) -> list[Shifted]:
    """By code, the `indicators` (ids) on which something shifted. `bands`: of `now`, `before`.

    An indicator after the other: all results of a nation would not fit at once.
    """
    second, first = bands
    found = []
    for indicator in indicators:
        column, was = second.columns.get(indicator), first.columns.get(indicator)
        if column is None or was is None:
            continue
        stayed = (column.bands > 0) & (column.bands == was.bands)
        if not stayed.any():
            continue
        cells = Cells(judge=shifts)
        cells.add(was.definition, was.part, column.definition, column.part, stayed)
        cells.place(second.practices[stayed], was.bands[stayed], column.bands[stayed])
        found += [one for moved in cells.read(before, now) if (one := _shifted(moved))]
    return sorted(found, key=lambda one: one.moved.definition.code)


def same_shifts(one: CardRun, other: CardRun, before: CardRun, indicators: Collection[int]) -> bool:
    """Whether two runs of a period tell the same shifts since the run of the period before."""
    first, second = (
        shifts_between(before, run, bands_of([run, before]), indicators) for run in (one, other)
    )
    return _told(first) == _told(second)


def _told(found: Sequence[Shifted]) -> set[tuple[int, int, bool]]:
    return {
        (one.moved.indicator, practice, better)
        for one in found
        for practice, better in zip(one.moved.practices.tolist(), one.better.tolist(), strict=True)
    }


def _shifted(moved: Moved) -> Shifted | None:
    """Those that are better or worse, with a verdict instead of the comparison."""
    beyond = np.isin(moved.verdicts, (Comparison.BETTER, Comparison.WORSE))
    if not beyond.any():
        return None
    chosen = moved.chosen(beyond)
    better = chosen.verdicts == Comparison.BETTER
    said = np.full(better.shape, Verdict.BEYOND, dtype=np.int8)
    return Shifted(replace(chosen, verdicts=said), better)
