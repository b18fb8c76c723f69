"""Rows of the grid for practices put together: their counts added up, never an average."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from practices.selectors import atypical_on
from scorecard.calc.rounding import show
from scorecard.cards.models import CardRun
from scorecard.charts.words import counted
from scorecard.dashboards.pooled import Column as Pool
from scorecard.dashboards.pooled import pool
from scorecard.dashboards.presenters.value_texts import value_texts
from scorecard.dashboards.selectors.filters import FIFTH_WORDS, RunPlaces
from scorecard.dashboards.selectors.grid_rows import Names, Places, groups_of
from scorecard.dashboards.selectors.results_wide import Wide, wide
from scorecard.dashboards.selectors.run_sheet import Column, RunSheet


@dataclass(frozen=True)
class Together:
    """One row: `texts` are the pooled figures, column by column, empty where there is none."""

    name: str
    note: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Pools:
    """`whole` are all practices shown; `of` are the groups, by the number of each practice's
    group in `groups` (by its place in the sheet)."""

    whole: Together
    of: Mapping[int, Together]
    groups: NDArray[np.int64]
    grouped: bool


def pools_of(
    card_run: CardRun,
    sheet: RunSheet,
    places: RunPlaces,
    order: Places,
    columns: Sequence[Column],
    kind: str,
    names: Names,
) -> Pools:
    """`kind` is a key of `grid_asked.POOLS`, not empty; `names` those of `names_of`, if known."""
    ids = sheet.practices[order].tolist()
    found = wide(card_run.run, ids, [one.definition for one in columns], sheet.parts)
    left_out = {} if names else atypical_on(ids, card_run.run.period.ends_on)
    typical = [not names[pk][2] if pk in names else pk not in left_out for pk in ids]
    groups = np.zeros(sheet.practices.size, np.int64)
    titles: dict[int, str] = {}
    if kind != "area":
        groups, titles = groups_of(kind, places), _names(kind, places)
    numbers, own = np.unique(groups[order], return_inverse=True)
    whole = _rows(
        found,
        np.array(typical, np.bool_),
        columns,
        np.zeros(len(ids), np.intp),
        ["Everybody shown"],
    )
    rows = _rows(
        found,
        np.array(typical, np.bool_),
        columns,
        own,
        [titles.get(one, "In none") for one in numbers.tolist()],
    )
    return Pools(whole[0], dict(zip(numbers.tolist(), rows, strict=True)), groups, kind != "area")


def _names(kind: str, places: RunPlaces) -> dict[int, str]:
    if kind == "network":
        return {one.pk: one.name for one in places.networks}
    return {one: f"Deprivation fifth {words}" for one, words in FIFTH_WORDS.items()}


def _rows(
    found: Wide,
    typical: NDArray[np.bool_],
    columns: Sequence[Column],
    groups: NDArray[np.intp],
    names: Sequence[str],
) -> list[Together]:
    size = len(names)
    texts = [_texts(found, typical, one, at, groups, size) for at, one in enumerate(columns)]
    members = np.bincount(groups, minlength=size).tolist()
    return [
        Together(
            name,
            f"{counted(members[at], 'practice', 'practices')}, counts added up",
            tuple(column[at] for column in texts),
        )
        for at, name in enumerate(names)
    ]


def _texts(
    found: Wide,
    typical: NDArray[np.bool_],
    column: Column,
    at: int,
    groups: NDArray[np.intp],
    size: int,
) -> list[str]:
    results = Pool(
        found.states[:, at],
        found.value[:, at],
        found.numerator[:, at],
        found.denominator[:, at],
        typical,
    )
    pooled = pool(column.data, results, groups, size)
    if column.data.kind == "yes_no":
        return ["" if np.isnan(one) else f"{show(float(one))}% yes" for one in pooled.value]
    texts = value_texts(column.data, pooled.value, np.zeros(size, np.int8), {}, {})
    middle = pooled.median.tolist()
    return [
        f"{text} (median)" if median and text else text
        for text, median in zip(texts, middle, strict=True)
    ]
