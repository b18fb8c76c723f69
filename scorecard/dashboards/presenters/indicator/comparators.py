"""With what the reader compares practices: the agreed comparator, or another of their choice.

Another one redraws the line and says better, similar or worse anew. It never touches the band.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from indicators import comparing, likeness
from indicators.comparing import OF_EACH
from indicators.inputs import NO_BENCHMARK, Around, Benchmark
from practices.group_selectors import groups_by_practice
from scorecard.calc import comparators
from scorecard.calc.types import Codes, Floats, Polarity
from scorecard.dashboards.presenters.indicator.asked import Asked, unknown
from scorecard.dashboards.selectors.indicator_rows import (
    IndicatorRows,
    group_sets_in,
    published_in,
)
from scorecard.dashboards.selectors.run_places import RunPlaces

# Alike is looked for among all pairs: a nation has twenty million of them.
MOST_FOR_SIMILAR = 1_000
_GROUP = "group:"
_PUBLISHED = {"england": "England", "region": "The region"}


@dataclass(frozen=True)
class Compared:
    """`line` is one value for all (None where each practice has its own); `marks` are those that
    each is compared with, `codes` the Comparison codes of its 95% interval against them."""

    name: str
    line: float | None
    marks: Floats
    codes: Codes
    is_agreed: bool


def choices(rows: IndicatorRows) -> dict[str, str]:
    """What can be chosen on this indicator, by the word in the address: short words, since a
    phone cuts a longer choice; the page says above what was agreed."""
    found = {"": "As agreed" if rows.banded.benchmark_name else "As agreed: nothing"}
    data = rows.data
    if data.kind in ("fact", "yes_no") or comparing.is_standardised(data):
        return found
    if data.level == "practice":
        found["area"] = "All practices of the area"
        found["network"] = "Others of its network"
        if rows.practices.size <= MOST_FOR_SIMILAR:
            found["similar"] = f"{likeness.SIMILAR} most similar in list size"
        sets = group_sets_in(rows.banded)
        found |= {f"{_GROUP}{name}": f"Its group in “{name}”" for name in sets}
    held = {one.area for one in published_in(rows.banded)}
    found |= {area: name for area, name in _PUBLISHED.items() if area in held}
    return found


def settle(asked: Asked, offered: Mapping[str, str]) -> Asked:
    """The choice as far as it is offered."""
    if asked.against in offered:
        return asked
    said = unknown("comparison", asked.against, "the agreed one")
    return asked.instead(said, against="")


def agreed(rows: IndicatorRows) -> Compared:
    """As the run compared: nothing is worked out again."""
    value = rows.banded.benchmark
    line = np.nan if value is None else value
    marks = np.where(np.isnan(rows.own_benchmark), line, rows.own_benchmark)
    return Compared(
        rows.banded.benchmark_name,
        None if value is None or rows.data.comparator in OF_EACH else value,
        marks,
        rows.comparisons,
        is_agreed=True,
    )


def has_no_line(against: str) -> bool:
    """Whether each practice has a value of its own that it is compared with."""
    return against.partition(":")[0] in OF_EACH


def compared(rows: IndicatorRows, against: str, places: RunPlaces) -> Compared:
    """Every practice against what the reader chose; a practice is never in the group that it is
    compared with."""
    if not against:
        return agreed(rows)
    found = _benchmark(rows, against, places)
    marks = found.own if found.own is not None else np.full(rows.value.shape, found.value)
    codes = comparators.compare(rows.lower, rows.upper, marks, Polarity(rows.data.polarity))
    line = None if found.own is not None or np.isnan(found.value) else found.value
    return Compared(found.name, line, marks, codes, is_agreed=False)


def _benchmark(rows: IndicatorRows, against: str, places: RunPlaces) -> Benchmark:
    area = rows.banded.run.period.commissioner.name
    kind, _, group = against.partition(":")
    if kind == "area" and (rows.typical & rows.has_value).sum() < comparing.FEWEST_OTHERS:
        return replace(NO_BENCHMARK, name=area)  # it would be compared with itself
    data = replace(rows.data, comparator=kind, comparator_group=group)
    around = _around(rows, kind, group, places)
    return comparing.benchmark_of(data, rows.figures, rows.value, area, around)


def _around(rows: IndicatorRows, kind: str, group: str, places: RunPlaces) -> Around:
    ids, period = rows.practices.tolist(), rows.banded.run.period
    at = np.searchsorted(places.practices, rows.practices)
    if kind == "network":
        own = places.network_ids[at]
        return Around(networks=np.where(own > 0, own, -1))
    if kind == "group":
        groups = groups_by_practice(period.commissioner, [group], ids, period.ends_on)[group]
        return Around(groups=np.array([groups.get(one, -1) for one in ids], dtype=np.int64))
    if kind == "similar":
        return Around(similar=likeness.alike(places.list_sizes[at], [], rows.typical))
    held = next((one for one in published_in(rows.banded) if one.area == kind), None)
    if held is None:
        return Around()
    named = f"{_PUBLISHED[kind]}, {period.name}, as published by {held.source}"
    return Around(outside=Benchmark(held.value, named))
