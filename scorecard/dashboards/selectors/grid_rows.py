"""Which practices stand in the grid, and in what order: by arrays of the whole run."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import F
from numpy.typing import NDArray

from practices.models import Practice
from practices.selectors import one_of, with_atypical
from scorecard.calc.types import Flags, Floats
from scorecard.cards.models import CardRun
from scorecard.dashboards.selectors.filters import RunPlaces, chosen
from scorecard.dashboards.selectors.grid_asked import (
    BANDS,
    STATES,
    TOO_CLOSE,
    GridAsked,
    columns_of,
    sorted_column,
)
from scorecard.dashboards.selectors.run_sheet import KEPT, RunSheet

_BY_NAME = """
SELECT string_agg(int8send(p.id), ''::bytea ORDER BY p.sort_key, p.code)
FROM practices_practice p WHERE p.id = ANY(%s::bigint[])
"""
_COLUMN = """
SELECT string_agg(int8send(practice_id), ''::bytea), string_agg(float8send(value), ''::bytea)
FROM indicators_result WHERE part_id = %s AND definition_id = %s AND value IS NOT NULL
"""
Places = NDArray[np.intp]
Names = Mapping[int, tuple[str, str, str]]


def places_in_order(asked: GridAsked, sheet: RunSheet, places: RunPlaces, names: Names) -> Places:
    """Places (in the sheet) of the practices that are asked for, in the order asked for.

    `names` are those of `names_of`."""
    flags = _cells(asked, sheet)
    if asked.filters:
        flags &= chosen(asked.filters, places)
    if asked.band:
        flags &= sheet.overall == BANDS[asked.band][0]
    by_name = _by_name(sheet, names)
    order = by_name[flags[by_name]]
    key = _key(asked, sheet, places)
    if key is not None:
        order = order[np.argsort(key[order], kind="stable")]
    if asked.pool in ("network", "fifth"):
        groups = groups_of(asked.pool, places)
        order = order[np.argsort(_rank(groups, asked.pool, places)[order], kind="stable")]
    return np.asarray(order)


def groups_of(pool: str, places: RunPlaces) -> NDArray[np.int64]:
    """By place the practice's network (its id) or fifth; 0 is none."""
    if pool == "network":
        return places.network_ids
    return places.fifths.codes.astype(np.int64)


def _rank(groups: NDArray[np.int64], pool: str, places: RunPlaces) -> NDArray[np.int64]:
    """Networks in order of name, fifths by number; those in none come last."""
    names = [one.pk for one in places.networks] if pool == "network" else [1, 2, 3, 4, 5]
    rank = {name: at for at, name in enumerate(names)}
    return np.array([rank.get(one, len(rank)) for one in groups.tolist()], np.int64)


def _cells(asked: GridAsked, sheet: RunSheet) -> Flags:
    """Who has at least one such cell among the columns that are shown."""
    if not asked.state:
        return np.ones(sheet.practices.size, dtype=np.bool_)
    columns = columns_of(asked, sheet)
    if asked.state == TOO_CLOSE:
        return np.asarray(sheet.close[:, columns].any(axis=1))
    code = STATES[asked.state][0]
    if code < 0:
        return np.asarray((sheet.bands[:, columns] == -code).any(axis=1))
    shown = (sheet.bands[:, columns] == 0) & (sheet.states[:, columns] == code)
    return np.asarray(shown.any(axis=1))


def _key(asked: GridAsked, sheet: RunSheet, places: RunPlaces) -> Floats | None:
    """Lowest first; NaN, who is last either way, is what numpy puts last."""
    if asked.sort == "name":
        return None
    if asked.sort in ("best", "worst"):
        return sheet.scores * (-1 if asked.sort == "best" else 1)
    if asked.sort in ("largest", "smallest"):
        return places.list_sizes * (-1 if asked.sort == "largest" else 1)
    column = sorted_column(asked.sort, sheet)
    if column is None or column.part is None:
        return None
    values = np.full(sheet.practices.size, np.nan)
    ids, found = _values(column.part, column.definition)
    for pk, value in zip(ids.tolist(), found.tolist(), strict=True):
        if pk in sheet.place:
            values[sheet.place[pk]] = value
    return values * (1 if asked.sort.startswith("-") else -1)


def names_of(card_run: CardRun, ids: Sequence[int]) -> Names:
    """By practice id, in order of name: its code, its name and why it is not ranked."""
    found = with_atypical(
        Practice.objects.filter(pk__in=one_of(ids)), card_run.run.period.ends_on
    ).order_by("sort_key", "code")
    rows: Iterable[Any] = found.values_list("pk", "code", "name", F("why_atypical"))
    return {pk: (code, name, why) for pk, code, name, why in rows}


def _by_name(sheet: RunSheet, names: Names) -> Places:
    """Names are the one thing here that changes after a run."""
    if names:
        ids = np.array(list(names), np.int64)
    else:
        with connection.cursor() as cursor:
            cursor.execute(_BY_NAME, [sheet.ids])
            (packed,) = cursor.fetchone()
        ids = np.frombuffer(bytes(packed or b""), ">i8").astype(np.int64)
    order = sheet.order
    return np.asarray(order[np.searchsorted(sheet.practices, ids, sorter=order)])


@lru_cache(maxsize=KEPT * 8)
def _values(part: int, definition: int) -> tuple[NDArray[np.int64], Floats]:
    """A column of a part, which never changes: practices and their values."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMN, [part, definition])
        ids, values = cursor.fetchone()
    return (
        np.frombuffer(bytes(ids or b""), ">i8").astype(np.int64),
        np.frombuffer(bytes(values or b""), ">f8").astype(np.float64),
    )
