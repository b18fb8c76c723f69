"""One page of the grid, in all its parts; and the same grid, whole, for a file."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.safestring import SafeString

from scorecard.cards.models import CardRun
from scorecard.cards.presenters.certainty import NONE_TOO_CLOSE, note_of
from scorecard.cards.presenters.levels import overall_rule
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.words import counted
from scorecard.dashboards.presenters.grid import Block, block_of
from scorecard.dashboards.presenters.grid_change import change_cells
from scorecard.dashboards.presenters.grid_form import (
    Chip,
    Field,
    chips,
    filter_fields,
    view_fields,
)
from scorecard.dashboards.presenters.grid_head import (
    Over,
    column_heads,
    domains_over,
    sections_over,
)
from scorecard.dashboards.presenters.grid_html import rows_html
from scorecard.dashboards.presenters.grid_sparks import Scale, green_scale, scale_of, score_sparks
from scorecard.dashboards.presenters.grid_together import Pools, pools_of
from scorecard.dashboards.selectors.filters import RunPlaces
from scorecard.dashboards.selectors.grid_asked import (
    TOO_CLOSE,
    GridAsked,
    columns_of,
    page_size,
    read_grid,
)
from scorecard.dashboards.selectors.grid_rows import (
    FEW,
    Names,
    Places,
    kinds_asked,
    places_in_order,
)
from scorecard.dashboards.selectors.page_read import read_page
from scorecard.dashboards.selectors.run_sheet import Column, RunSheet, sheet_of
from scorecard.ui.paging import page_links

PERIODS_TOLD = 8


@dataclass(frozen=True)
class Grid:
    """What a reader asks for, and which practices and columns answer it."""

    asked: GridAsked
    sheet: RunSheet
    places: RunPlaces
    order: Places
    at: tuple[int, ...]
    names: Names

    @property
    def columns(self) -> list[Column]:
        return [self.sheet.columns[at] for at in self.at]


@dataclass(frozen=True)
class GridPage:
    """`unknown` says what of the address is not known, `empty` why nobody is shown, `since` what
    cells say of change; `trend` is whether there is a column of small lines."""

    summary: str
    unknown: tuple[str, ...]
    chips: tuple[Chip, ...]
    without_all: str
    views: tuple[Field, ...]
    filters: tuple[Field, ...]
    counted: tuple[str, ...]
    sections: tuple[Over, ...]
    domains: tuple[Over, ...]
    heads: SafeString
    trend: Scale | None
    green_scale: Scale
    corner: int
    pooled: bool
    changes: bool
    since: str
    rows: list[SafeString]
    empty: str
    query: str
    links: dict[str, Any]
    overall_rule: str


def grid_asked(periods: BandedPeriods, query: QueryDict, reader: Any = None) -> Grid:
    card_run = periods.current
    sheet = sheet_of(card_run, _earlier(periods))
    places = RunPlaces(card_run, reader)
    kinds, ids = kinds_asked(query, sheet, places)
    places.read_together(*kinds, **ids)
    asked = read_grid(query, card_run.run.period.code, sheet, places)
    names = places.names if sheet.practices.size < FEW else {}
    order = places_in_order(asked, sheet, places, names)
    return Grid(asked, sheet, places, order, tuple(columns_of(asked, sheet)), names)


def grid_page(
    periods: BandedPeriods, query: QueryDict, base: str, today: dt.date, reader: Any = None
) -> GridPage:
    """`base` is the address of the area; `reader` is whose lists there are to choose from."""
    grid = grid_asked(periods, query, reader)
    card_run, asked, columns = periods.current, grid.asked, grid.columns
    page = Paginator(range(len(grid.order)), page_size(len(grid.at), asked.view)).get_page(
        asked.page
    )
    shown = grid.order[max(page.start_index() - 1, 0) : page.end_index()]
    block = seen(grid, periods, shown, today)
    pools = pools_seen(grid, card_run, shown)
    scores = grid.sheet.past_scores[shown]
    scale, greens = scale_of(scores), [grid.sheet.green[at] for at in grid.at]
    sparks = score_sparks(scores, scale)
    trend = any(sparks)
    version, code = card_run.version, card_run.run.period.code
    by_reds = version.overall_by != "score"
    return GridPage(
        summary=_summary(grid, card_run.run.period.name),
        unknown=asked.unknown,
        chips=chips(asked),
        without_all=_address(asked, **{one.name: "" for one in asked.said}),
        views=view_fields(asked, grid.sheet, periods),
        filters=filter_fields(asked, grid.sheet, grid.places),
        counted=grid.sheet.counted,
        sections=sections_over(columns),
        domains=domains_over(columns),
        heads=column_heads(
            columns,
            greens,
            base,
            code,
            asked.sort,
            partial(_address, asked),
        ),
        trend=scale if trend else None,
        green_scale=green_scale(greens),
        corner=2 + trend + len(grid.sheet.counted),
        pooled=pools is not None,
        changes=asked.view == "change",
        since=_since(periods) if asked.view == "change" else "",
        rows=rows_html(block, columns, base, code, by_reds, sparks, pools),
        empty="" if block.rows else _empty(grid, periods),
        query=asked.as_query().urlencode(),
        links=page_links(page, asked.as_query()),
        overall_rule=overall_rule(version),
    )


def seen(grid: Grid, periods: BandedPeriods, places: Places, today: dt.date) -> Block:
    """The practices at these places as the reader asks to see them."""
    changes = grid.asked.view == "change"
    before = periods.previous if changes else None
    read = read_page(periods.current, grid.sheet, places, grid.columns, grid.names, before)
    block = block_of(periods.current, grid.sheet, places, grid.at, today, read)
    if not changes:
        return block
    return replace(block, cells=change_cells(periods.current, grid.columns, before, read))


def pools_seen(grid: Grid, card_run: CardRun, shown: Places) -> Pools | None:
    """The rows put together of those in which somebody is `shown`; None where nobody asked for any,
    or nobody is shown."""
    if not grid.asked.pool or not len(grid.order):
        return None
    return pools_of(card_run, grid.sheet, grid.places, grid.order, grid.at, grid.asked.pool, shown)


def _earlier(periods: BandedPeriods) -> tuple[Any, ...]:
    """Oldest first."""
    after = periods.runs[periods.runs.index(periods.current) + 1 :]
    return tuple(reversed(after[: PERIODS_TOLD - 1]))


def _address(asked: GridAsked, **changes: str) -> str:
    return f"?{asked.as_query(**changes).urlencode()}"


def _since(periods: BandedPeriods) -> str:
    if periods.previous is None:
        return "No earlier period is banded, so nothing can have changed."
    before = periods.previous.run.period.name
    return f"Each cell says how the figure moved since {before}, and by more than chance or not."


def _summary(grid: Grid, period: str) -> str:
    whole = grid.sheet.practices.size
    shown = counted(len(grid.order), "practice", "practices")
    of = f" of {whole:,}" if len(grid.order) < whole else ""
    what = f"{shown}{of}, {counted(len(grid.at), 'indicator', 'indicators')}, {period}."
    by_fifths = grid.asked.filters.fifth or grid.asked.pool == "fifth"
    return f"{what} {grid.places.fifths.words}" if by_fifths else what


def _empty(grid: Grid, periods: BandedPeriods) -> str:
    if grid.asked.state == TOO_CLOSE and len(grid.asked.said) == 1:
        return note_of(periods.current.run, (), numbers=True) or NONE_TOO_CLOSE
    return "No practice is like that. Remove a filter."
