"""The lists behind the numbers of the overview: practices by band, results without a band."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from practices.models import Practice
from practices.selectors import one_of
from scorecard.calc.types import Flags
from scorecard.dashboards.selectors.run_bands import RunBands
from scorecard.dashboards.selectors.scores import Scores

MOVES = ("up", "down", "stayed")


@dataclass(frozen=True)
class Place:
    """A practice in a list: `at` is its place among the scores, `before` among those before."""

    code: str
    name: str
    at: int
    before: int | None


def in_order(practices: Sequence[int]) -> list[tuple[int, str, str]]:
    """Id, code and name of practices, by name."""
    found = Practice.objects.filter(pk__in=one_of(practices)).order_by("sort_key", "code")
    return list(found.values_list("pk", "code", "name"))


def practice_with(code: str) -> int:
    """The id of the practice with a code; 0, which nobody has, where there is none."""
    return Practice.objects.filter(code=code).values_list("pk", flat=True).first() or 0


def places(
    scores: Sequence[Mapping[int | None, Scores]], domain: int | None, band: int | None, moved: str
) -> list[Place]:
    """The practices with that band (None: any) in a domain (None: as a whole), by name.

    `moved`: only those that went up, down or stayed since the period before.
    """
    now = scores[0].get(domain)
    before = scores[1].get(domain) if len(scores) > 1 else None
    if now is None:
        return []
    were = _before(now, before)
    keep = np.ones(now.practices.size, dtype=bool) if band is None else now.bands == band
    if moved:
        keep &= _moved(now, before, were, moved)
    at = {int(now.practices[place]): int(place) for place in np.flatnonzero(keep)}
    return [
        Place(code, name, at[pk], None if were[at[pk]] < 0 else int(were[at[pk]]))
        for pk, code, name in in_order(list(at))
    ]


def _before(now: Scores, before: Scores | None) -> NDArray[np.intp]:
    """Where each practice stands among the scores before; -1 where it does not."""
    if before is None or not before.practices.size:
        return np.full(now.practices.size, -1)
    at = np.minimum(np.searchsorted(before.practices, now.practices), before.practices.size - 1)
    return np.where(before.practices[at] == now.practices, at, -1)


def _moved(now: Scores, before: Scores | None, were: NDArray[np.intp], moved: str) -> Flags:
    if before is None or not before.practices.size:
        return np.zeros(now.practices.size, dtype=bool)
    bands = np.where(were >= 0, before.bands[were], 0)
    known = (bands > 0) & (now.bands > 0)
    way = {"up": now.bands > bands, "down": now.bands < bands, "stayed": now.bands == bands}
    return np.asarray(known & way[moved])


def unbanded(
    bands: RunBands, indicators: Collection[int], state: int | None
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Practices, indicators (ids) and reasons of the results without a band, an entry each."""
    found = []
    for indicator, column in bands.columns.items():
        if indicator not in indicators:
            continue
        here = column.states > 0 if state is None else column.states == state
        number = int(here.sum())
        found.append(
            (
                bands.practices[here],
                np.full(number, indicator, np.int64),
                column.states[here].astype(np.int64),
            )
        )
    empty = np.zeros(0, np.int64)
    columns = zip(*found, strict=True) if found else ((empty,), (empty,), (empty,))
    practices, which, states = (np.concatenate(list(column)) for column in columns)
    return practices, which, states
