"""Figures that a file gives twice: the same count once, contradictions not at all. Pure."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from indicators.sources.columns import Figures, whose
from indicators.sources.notices import SHOWN, Found, Notice


def each_once(figures: Figures, notices: list[Notice]) -> Figures:
    """Rows given twice: the same figures count once; two different ones are both refused."""
    order, starts = _grouped(figures)
    if len(starts) == len(order):
        return figures
    sizes = np.diff(starts, append=len(order))
    first = np.repeat(order[starts], sizes)
    same = np.logical_and.reduceat(_equal(figures, order, first), starts)
    kept = np.ones(len(figures), np.bool_)
    # Of those that are the same the first stays, of those that contradict each other none.
    kept[order] = np.repeat(same, sizes) & (order == first)
    kept[order[starts[sizes == 1]]] = True
    for found, those in ((Found.CONTRADICTION, ~same), (Found.DUPLICATE, same & (sizes > 1))):
        groups = [order[starts[at] : starts[at] + sizes[at]] for at in np.flatnonzero(those)]
        notices += _notices(found, figures, groups)
    return figures.where(kept)


def _grouped(figures: Figures) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in groups of the same practice, indicator and period, and where groups start."""
    key = np.zeros(len(figures), np.int64)
    for column in (figures.practice, figures.period, figures.indicator):
        key = key * len(column.words) + column.at
    # A file is nearly always in some order already, and a stable sort is quick with such.
    order = np.argsort(key, kind="stable")
    starts = np.flatnonzero(np.diff(key[order], prepend=-1))
    return order, starts


def _equal(figures: Figures, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether figures say the same, place by place."""
    equal: NDArray[np.bool_] = figures.state[one] == figures.state[other]
    for column in (figures.numerator, figures.denominator, figures.value):
        a, b = column[one], column[other]
        equal &= (a == b) | (np.isnan(a) & np.isnan(b))
    equal &= (figures.text[one] == figures.text[other]).astype(np.bool_)
    return equal


def _notices(
    found: Found, figures: Figures, groups: Sequence[NDArray[np.int64]]
) -> Iterator[Notice]:
    """For each of the first groups; one more for all the others."""
    yield from (_notice(found, figures, group) for group in groups[:SHOWN])
    if rest := groups[SHOWN:]:
        more = lambda: (_notice(found, figures, group) for group in rest)  # noqa: E731
        count = sum(map(len, rest)) - (len(rest) if found is Found.DUPLICATE else 0)
        yield Notice(found, "and others", count=count, more=more)


def _notice(found: Found, figures: Figures, group: NDArray[np.int64]) -> Notice:
    rows = ", ".join(str(row) for row in figures.row[group].tolist())
    what = f"{whose(figures.practice[group[0]])}, {figures.indicator[group[0]]}, rows {rows}"
    if found is Found.DUPLICATE:
        return Notice(found, f"{what}.", count=len(group) - 1)
    said = f"{what}: which is right cannot be told, so none is kept."
    return Notice(found, said, count=len(group))
