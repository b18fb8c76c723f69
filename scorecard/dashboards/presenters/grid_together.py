"""Rows of the grid for practices put together: their counts added up, never an average."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorecard.calc.rounding import show
from scorecard.cards.models import CardRun
from scorecard.charts.words import counted
from scorecard.dashboards.pooled import Column as Pool
from scorecard.dashboards.pooled import pool
from scorecard.dashboards.presenters.value_texts import value_texts
from scorecard.dashboards.selectors.filters import FIFTH_WORDS, RunPlaces
from scorecard.dashboards.selectors.grid_rows import Places, groups_of
from scorecard.dashboards.selectors.run_columns import columns_of_run
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
    at: Sequence[int],
    kind: str,
    shown: Places,
) -> Pools:
    """`kind` is a key of `grid_asked.POOLS`, not empty; `at` are places of columns in the sheet.

    `order` is who takes part; groups are made of those only that somebody of `shown` is in.
    """
    groups, titles = np.zeros(sheet.practices.size, np.int64), {0: "Everybody shown"}
    found = _columns(card_run, sheet, order, at)
    columns = [sheet.columns[one] for one in at]
    (whole,) = _rows(found, columns, np.zeros(order.size, np.intp), list(titles.values()))
    if kind == "area":
        return Pools(whole, {0: whole}, groups, False)
    groups, titles = groups_of(kind, places), _names(kind, places)
    numbers = np.unique(groups[shown])
    own = np.where(np.isin(groups, numbers), np.searchsorted(numbers, groups), -1)[order]
    rows = _rows(found, columns, own, [titles.get(one, "In none") for one in numbers.tolist()])
    return Pools(whole, dict(zip(numbers.tolist(), rows, strict=True)), groups, True)


def _columns(
    card_run: CardRun, sheet: RunSheet, order: Places, at: Sequence[int]
) -> list[Pool | None]:
    """The columns at these places, as far as the run has them, over the practices of `order`."""
    states = {sheet.columns[one].definition: sheet.states[:, one] for one in at}
    found = dict(columns_of_run(card_run, sheet.practices, states))
    held = [found.get(sheet.columns[one].definition) for one in at]
    return [one and one.only(order) for one in held]


def _names(kind: str, places: RunPlaces) -> dict[int, str]:
    if kind == "network":
        return {one.pk: one.name for one in places.networks}
    return {one: f"Deprivation fifth {words}" for one, words in FIFTH_WORDS.items()}


def _rows(
    found: Sequence[Pool | None],
    columns: Sequence[Column],
    groups: NDArray[np.intp],
    names: Sequence[str],
) -> list[Together]:
    """`groups` has the place of each practice's group in `names`, -1 for none of them."""
    size = len(names)
    texts = [_texts(*pair, groups, size) for pair in zip(found, columns, strict=True)]
    members = np.bincount(groups[groups >= 0], minlength=size).tolist()
    typical = next((one.typical for one in found if one), np.ones(groups.size, np.bool_))
    unlike = np.bincount(groups[(groups >= 0) & ~typical], minlength=size).tolist()
    return [
        Together(
            name,
            f"{counted(members[at], 'practice', 'practices')}, counts added up"
            + _left_out(unlike[at]),
            tuple(column[at] for column in texts),
        )
        for at, name in enumerate(names)
    ]


def _left_out(unlike: int) -> str:
    return f" without {counted(unlike, 'atypical one', 'atypical ones')}" if unlike else ""


def _texts(
    results: Pool | None, column: Column, groups: NDArray[np.intp], size: int
) -> Sequence[str]:
    if results is None:
        return [""] * size
    pooled = pool(column.data, results, groups, size)
    if column.data.kind == "yes_no":
        return ["" if np.isnan(one) else f"{show(float(one))}% yes" for one in pooled.value]
    texts = value_texts(column.data, pooled.value, np.zeros(size, np.int8), {}, {})
    middle = pooled.median.tolist()
    return [
        f"{text} (median)" if median and text else text
        for text, median in zip(texts, middle, strict=True)
    ]
