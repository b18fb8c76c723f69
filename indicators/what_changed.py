"""Why results differ between two bandings of one indicator. Pure: arrays with an entry a result."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from scorecard.calc.types import Codes, Flags, Floats, NoBand


class Reason(StrEnum):
    """What differs. Several may hold for one result; CODE and UNKNOWN only where nothing else."""

    ARRIVED = "arrived"
    GONE = "gone"
    CORRECTED = "corrected"
    SOURCE = "source"
    PERIOD = "period"
    DEFINITION = "definition"
    LEVELS = "levels"
    LIST = "list"
    COMPARATOR = "comparator"
    GROUP = "group"
    ATYPICAL = "atypical"
    DUE = "due"
    PRACTICE = "practice"
    CODE = "code"
    UNKNOWN = "unknown"


WORDS: Mapping[Reason, str] = {
    Reason.ARRIVED: "a figure arrived",
    Reason.GONE: "no figure counts now",
    Reason.CORRECTED: "the figure was corrected",
    Reason.SOURCE: "another source counts",
    Reason.PERIOD: "the figure is of another period",
    Reason.DEFINITION: "the definition has a new version",
    Reason.LEVELS: "other levels were agreed",
    Reason.LIST: "the list size changed",
    Reason.COMPARATOR: "what it is compared with changed",
    Reason.GROUP: "the group it is compared with changed",
    Reason.ATYPICAL: "the practice counts as atypical, or no longer does",
    Reason.DUE: "what is due changed",
    Reason.PRACTICE: "the practice was not banded before, or is not now",
    Reason.CODE: "the arithmetic of the product changed",
    Reason.UNKNOWN: "no reason was found",
}


@dataclass(frozen=True)
class Rows:
    """Results of one indicator whose band or state is another one, by practice (ids).

    A band of -1: there was no result. `figure` is 0 where there was no figure. The flags say what
    is the same or another one in the second banding.
    """

    practices: NDArray[np.int64]
    band_before: Codes
    state_before: Codes
    band: Codes
    state: Codes
    figure_before: NDArray[np.int64]
    figure: NDArray[np.int64]
    value_before: Floats
    value: Floats
    same_source: Flags
    same_period: Flags
    other_denominator: Flags
    other_levels: Flags
    other_benchmark: Flags


@dataclass(frozen=True)
class Between:
    """What differs for the whole indicator; `group` and `atypical` for each of the rows.

    `compares`: whether its rule looks at others at all, `by_benchmark`: at their common value; a
    changed benchmark moves no other band.
    """

    definition: bool
    levels: bool
    compares: bool
    by_benchmark: bool
    benchmark: bool
    code: bool
    group: Flags
    atypical: Flags


def reasons_of(rows: Rows, between: Between) -> dict[Reason, Flags]:
    """By reason the rows that it holds for; at least one for every row."""
    before, now = rows.figure_before > 0, rows.figure > 0
    both = (rows.band_before >= 0) & (rows.band >= 0)
    other = before & now & (rows.figure_before != rows.figure) & both
    same = before & (rows.figure_before == rows.figure)
    everybody = np.ones(rows.practices.size, dtype=bool)
    found = {
        Reason.ARRIVED: both & ~before & now,
        Reason.GONE: both & before & ~now,
        Reason.CORRECTED: other & rows.same_period & rows.same_source,
        Reason.SOURCE: other & rows.same_period & ~rows.same_source,
        Reason.PERIOD: other & ~rows.same_period,
        Reason.DEFINITION: both & between.definition,
        Reason.LEVELS: both & (rows.other_levels | between.levels),
        Reason.LIST: both & same & rows.other_denominator,
        Reason.GROUP: both & between.group & between.compares,
        Reason.ATYPICAL: both & between.atypical & between.compares,
        Reason.DUE: both & ~before & ~now & _due_differs(rows),
        Reason.PRACTICE: ~both,
    }
    other_marks = both & between.by_benchmark & (rows.other_benchmark | between.benchmark)
    explained = np.logical_or.reduce(list(found.values()))
    # Quantiles have no benchmark: what moved is where the others stand.
    found[Reason.COMPARATOR] = other_marks | (both & between.compares & ~explained)
    explained |= found[Reason.COMPARATOR]
    found[Reason.CODE] = ~explained & between.code
    found[Reason.UNKNOWN] = ~explained & everybody & (not between.code)
    return {reason: found[reason] for reason in Reason if found[reason].any()}


def _due_differs(rows: Rows) -> Flags:
    due = NoBand.NOT_RETURNED
    return np.asarray((rows.state_before == due) != (rows.state == due))
