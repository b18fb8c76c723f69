"""What the page of a network is made of, read once: runs, practices on each last day, results."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.assessing import same_measure
from indicators.definitions import DefinitionData
from indicators.models import Definition
from indicators.selectors.definitions import data_of
from practices.models import Commissioner
from practices.selectors import atypical_on
from scorecard.calc.dispersion import Dispersion
from scorecard.calc.types import Band
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.selectors.run_arrays import arrays_of_run
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.dashboards.pooled import Column, Pooled, pool, scatter_of, value_of_area
from scorecard.dashboards.presenters.network_lines import Mark, needs_area
from scorecard.dashboards.presenters.network_members import members_on
from scorecard.dashboards.selectors.networks import (
    Linked,
    Row,
    column_of,
    definitions_of,
    items_with_benchmarks,
    rows_of,
)
from scorecard.dashboards.selectors.periods import same_length


@dataclass(frozen=True)
class NetworkRead:
    """`runs` are the current one and those of earlier periods of the same length, newest first.

    `rows` are by run and indicator; `earlier` are definitions of earlier runs that the card has
    no more.
    """

    current: CardRun
    items: Sequence[CardItem]
    links: Sequence[Linked]
    runs: Sequence[CardRun]
    rows: Mapping[tuple[int, int], Sequence[Row]]
    earlier: Mapping[int, Definition]
    in_run: Mapping[int, frozenset[int]]

    @property
    def before(self) -> CardRun | None:
        return self.runs[1] if len(self.runs) > 1 else None

    def members(self, run: CardRun) -> list[Linked]:
        """Those of the run's last day that have results in it."""
        have = self.in_run.get(run.run_id, frozenset())
        on = members_on(self.links, run.run.period.ends_on)
        return [one for one in on if one.practice.pk in have]

    def held(self, run: CardRun, item: CardItem) -> Sequence[Row]:
        return self.rows.get((run.run_id, item.definition.indicator_id), ())

    def column(self, run: CardRun, item: CardItem) -> Column:
        return column_of(self.held(run, item), self.members(run), run.run.period.ends_on)

    def pooled(
        self, run: CardRun, item: CardItem, scatter: Dispersion | None = None
    ) -> Pooled | None:
        """What the practices of then come to; None where it was not the same that was measured.

        `scatter` is that of the area now, by which intervals are widened.
        """
        data = data_of(item.definition)
        if data.level != "practice" or data.kind == "fact" or not self.alike(run, data, item):
            return None
        column = self.column(run, item)
        return pool(data, column, np.zeros(column.value.size, dtype=np.intp), 1, scatter)

    def alike(self, run: CardRun, data: DefinitionData, item: CardItem) -> bool:
        """Whether the run measured the same; other levels make no other measure."""
        made = {row.definition for row in self.held(run, item)} - {item.definition_id}
        return all(same_measure(data, data_of(self.earlier[one])) for one in made)

    def bands(self, run: CardRun) -> list[int]:
        """The bands of the weighted figures; one that the practices share is one."""
        members = {one.practice.pk for one in self.members(run)}
        found: list[int] = []
        for item in self.items:
            if item.role != CardItem.Role.WEIGHTED:
                continue
            rows = self.held(run, item)
            held = [row.band for row in rows if row.practice in members and row.band != Band.NONE]
            found += held if item.definition.level == "practice" else held[:1]
        return found


def read_network(periods: BandedPeriods, links: Sequence[Linked]) -> NetworkRead:
    items = list(items_with_benchmarks(periods.current))
    runs = same_length(periods)
    rows: dict[tuple[int, int], list[Row]] = defaultdict(list)
    in_run: dict[int, set[int]] = defaultdict(set)
    for row in rows_of(runs, sorted({one.practice.pk for one in links})):
        rows[row.run, row.indicator].append(row)
        in_run[row.run].add(row.practice)
    known = {item.definition_id for item in items}
    wanted = {item.definition.indicator_id for item in items}
    others = {
        row.definition
        for (_, indicator), held in rows.items()
        for row in held
        if indicator in wanted and row.definition not in known
    }
    return NetworkRead(
        current=periods.current,
        items=items,
        links=links,
        runs=runs,
        rows=rows,
        earlier=definitions_of(others),
        in_run={run: frozenset(held) for run, held in in_run.items()},
    )


def marks_of(commissioner: Commissioner, read: NetworkRead) -> dict[int, Mark]:
    """By definition: the benchmark of the run or, where it has none, the area's own value."""
    found = {
        item.definition_id: Mark(item.benchmark, item.benchmark_name, area=commissioner.name)  # type: ignore[attr-defined]
        for item in read.items
        if item.benchmark is not None  # type: ignore[attr-defined]
    }
    wanted = {item.definition_id: item for item in read.items if needs_area(item)}
    for definition, column in _of_area(read.current, list(wanted)).items():
        data = data_of(wanted[definition].definition)
        scatter = scatter_of(data, column)
        if definition in found:
            held = found[definition]
            found[definition] = Mark(held.value, held.name, scatter, commissioner.name)
            continue
        area = value_of_area(data, column)
        together = "the middle practice" if area.median[0] else "all practices together"
        name = f"{commissioner.name}, {together}"
        found[definition] = Mark(float(area.value[0]), name, scatter, commissioner.name)
    return found


def _of_area(run: CardRun, definitions: Sequence[int]) -> dict[int, Column]:
    """All practices of the run on these definitions."""
    if not definitions:
        return {}
    practices = np.sort(np.frombuffer(run.run.practices, np.int64))
    arrays = arrays_of_run(run, practices, definitions)
    unlike = atypical_on([int(one) for one in practices], run.run.period.ends_on)
    typical = ~np.isin(practices, list(unlike))
    return {
        definition: Column(
            arrays.states[:, at],
            arrays.value[:, at],
            arrays.numerator[:, at],
            arrays.denominator[:, at],
            typical,
        )
        for at, definition in enumerate(arrays.definitions)
    }
