"""Which practices stand in the grid, and in what order: by arrays of the whole run."""

from collections.abc import Mapping

import numpy as np
from django.http import QueryDict
from numpy.typing import NDArray

from scorecard.calc.types import Flags, Floats
from scorecard.dashboards.selectors.filters import RunPlaces, chosen
from scorecard.dashboards.selectors.grid_asked import (
    BANDS,
    SORTS,
    STATES,
    TOO_CLOSE,
    GridAsked,
    columns_of,
    number,
    sorted_column,
)
from scorecard.dashboards.selectors.places_read import (
    COLUMN,
    ENGLAND_SCORES,
    GROUPS,
    LINKS,
    LISTS,
    MEMBERS,
    NAMES,
    ORDER,
    SCORED,
    SIZES,
)
from scorecard.dashboards.selectors.run_sheet import RunSheet

Places = NDArray[np.intp]
Names = Mapping[int, tuple[str, str, str]]
Ids = dict[str, int]
# Of so few practices all names are read at once; of more those of the page.
FEW = 500
# In a longer list nobody finds a network: its code is typed.
MOST_PRACTICES_TO_LIST = 400


def places_in_order(asked: GridAsked, sheet: RunSheet, places: RunPlaces, names: Names) -> Places:
    """Places (in the sheet) of the practices that are asked for, in the order asked for; `names`
    are those of all of them, where they are read."""
    flags = _cells(asked, sheet)
    if asked.filters:
        flags &= chosen(asked.filters, places)
    if asked.band:
        flags &= sheet.overall == BANDS[asked.band][0]
    by_name = _by_name(sheet, places, names)
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
    ids, found = places.column(column.part, column.definition)
    for pk, value in zip(ids.tolist(), found.tolist(), strict=True):
        if pk in sheet.place:
            values[sheet.place[pk]] = value
    return values * (1 if asked.sort.startswith("-") else -1)


def _by_name(sheet: RunSheet, places: RunPlaces, names: Names) -> Places:
    """Names are the one thing here that changes after a run."""
    ids = np.array(list(names), np.int64) if names else places.by_name
    order = sheet.order
    return np.asarray(order[np.searchsorted(sheet.practices, ids, sorter=order)])


def kinds_asked(query: QueryDict, sheet: RunSheet, places: RunPlaces) -> tuple[list[str], Ids]:
    """What the page will ask of `places`, for `RunPlaces.read_together`."""
    few, ids = sheet.practices.size < FEW, {}
    pool, sort = query.get("pool", ""), query.get("sort", "")
    kinds = [GROUPS, NAMES if few else ORDER]
    listed = sheet.practices.size <= MOST_PRACTICES_TO_LIST
    if listed or query.get("network") or pool == "network":
        kinds.append(LINKS)
    if sheet.has_fifths and (query.get("fifth") or pool == "fifth"):
        kinds += [SCORED, ENGLAND_SCORES]
    if query.get("size") or sort in ("largest", "smallest"):
        kinds.append(SIZES)
    for name, kind in (("group", MEMBERS), ("list", LISTS)):
        if number(query.get(name, "")):
            kinds.append(kind)
            ids[name] = number(query.get(name, ""))
    column = sorted_column(sort, sheet) if sort not in SORTS else None
    if column is not None and column.part is not None:
        kinds.append(COLUMN)
        ids |= {"part": column.part, "definition": column.definition}
    return kinds, ids
