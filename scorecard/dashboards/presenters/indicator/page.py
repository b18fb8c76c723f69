"""The page of one indicator's results: what all its views share, and the view that is asked for."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse

from indicators import legends, rules
from indicators.presenters.words import moment
from indicators.selectors.definitions import latest_definition
from practices.models import Commissioner
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.charts.many import MANY
from scorecard.charts.types import Chart
from scorecard.dashboards.presenters.case_studies import strong_studies
from scorecard.dashboards.presenters.indicator import comparators
from scorecard.dashboards.presenters.indicator.about import about_rows, topped_out
from scorecard.dashboards.presenters.indicator.asked import ORDERS, VIEWS, Asked, read
from scorecard.dashboards.presenters.indicator.funnel import funnel_view
from scorecard.dashboards.presenters.indicator.groups import groups_view
from scorecard.dashboards.presenters.indicator.missing import missing_view
from scorecard.dashboards.presenters.indicator.national import (
    AreaTwice,
    area_twice,
    two_englands,
)
from scorecard.dashboards.presenters.indicator.over_time import time_view
from scorecard.dashboards.presenters.indicator.ranked import is_drawn, ranked_chart, ranked_view
from scorecard.dashboards.presenters.indicator.reading import Reading
from scorecard.dashboards.presenters.indicator.scatters import cost_view, need_view, settle_beside
from scorecard.dashboards.selectors.indicator_rows import (
    arrivals_of,
    banded_definition,
    published_in,
    rows_of,
)

# Charts that are drawn of every practice; of many they come by an address of their own.
COMPARE = ("practices", "funnel", "groups")
DRAWN = ("practices", "funnel", "cost", "need")


def indicator_page(
    commissioner: Commissioner, query: QueryDict, code: str, today: dt.date, *, numbers: bool
) -> dict[str, Any]:
    """What the page shows. Raises Http404 for an unknown indicator or period.

    `numbers`: whether the reader is told in numbers how certain a band is.
    """
    asked = read(query)
    periods = banded_periods(commissioner, asked.period)
    found = reading_of(commissioner, periods, asked, code)
    if found is None:
        definition = latest_definition(commissioner, code)
        if definition is None:
            raise Http404(f"{commissioner} has no indicator {code}.")
        return {"definition": definition, "periods": periods, "asked": asked, "reading": None}
    reading, offered = found
    reading = replace(reading, draws=not _has_address(reading))
    reading, view = _view_of(reading, today, numbers)
    return {
        "definition": reading.definition,
        "periods": periods,
        "asked": reading.asked,
        "reading": reading,
        "offered": offered,
        "compares": reading.asked.view in COMPARE,
        "orders": ORDERS,
        "tabs": _tabs(reading.asked),
        "view_words": VIEWS[reading.asked.view].lower(),
        "legend": legends.legend(reading.data, reading.rows.banded.levels),
        "is_comparison": rules.is_comparison(reading.data.rule),
        "topped_out": topped_out(reading),
        "banded": moment(reading.periods.current.run.finished_at),
        "england": two_englands(reading.rows, published_in(reading.rows.banded)),
        "area_values": _area_values(reading),
        "chart_address": _chart_address(reading),
        **view,
    }


def chart_of(
    commissioner: Commissioner, query: QueryDict, code: str, today: dt.date
) -> Chart | None:
    """The one chart of a view that draws every practice; None for other views."""
    asked = read(query)
    found = reading_of(commissioner, banded_periods(commissioner, asked.period), asked, code)
    if found is None or found[0].asked.view not in DRAWN:
        return None
    reading = found[0]
    if reading.asked.view == "practices":
        return ranked_chart(reading) if is_drawn(reading) else None
    chart: Chart | None = _view_of(reading, today, False)[1]["view"].chart
    return chart


def reading_of(
    commissioner: Commissioner, periods: BandedPeriods | None, asked: Asked, code: str
) -> tuple[Reading, Mapping[str, str]] | None:
    """The reading, and what can be compared with; None where the run has no such indicator."""
    if periods is None:
        return None
    run = periods.current.run
    run.period.commissioner = commissioner
    banded = banded_definition(run, code)
    if banded is None:
        return None
    rows = rows_of(banded, run.period.ends_on)
    offered = comparators.choices(rows)
    return Reading(commissioner, periods, rows, comparators.settle(asked, offered)), offered


def _area_values(reading: Reading) -> AreaTwice | None:
    """Only where practices are shown beside the area: it takes a query of its own."""
    if reading.asked.view not in ("practices", "about"):
        return None
    return area_twice(reading.rows, published_in(reading.rows.banded))


def _view_of(reading: Reading, today: dt.date, numbers: bool) -> tuple[Reading, dict[str, Any]]:
    """The view that is asked for, with the choices that only it has put right."""
    name = reading.asked.view
    if name == "practices":
        view = ranked_view(reading, today, numbers)
        return reading, {"view": view, **view.closeness}
    if name == "about":
        rows = about_rows(reading, arrivals_of(reading.rows.banded))
        indicator = reading.definition.indicator_id
        studies = strong_studies(reading.commissioner, reading.periods, indicator, today)
        return reading, {"rows": rows, "studies": studies}
    if name in ("cost", "need"):
        held = reading.places.held
        reading = replace(reading, asked=settle_beside(reading, held))
        return reading, {"view": (cost_view if name == "cost" else need_view)(reading, held)}
    return reading, {"view": _PLAIN[name](reading)}


_PLAIN: Mapping[str, Callable[[Reading], Any]] = {
    "funnel": funnel_view,
    "time": time_view,
    "groups": groups_view,
    "missing": missing_view,
}


def _tabs(asked: Asked) -> list[tuple[str, str, bool]]:
    return [(words, asked.query(view=name), name == asked.view) for name, words in VIEWS.items()]


def _has_address(reading: Reading) -> bool:
    """Whether the chart is too large to stand in the page."""
    return len(reading.rows.names) > MANY and reading.asked.view in DRAWN


def _chart_address(reading: Reading) -> str:
    """Where the chart of many practices is fetched; "" where it stands in the page."""
    if not _has_address(reading):
        return ""
    args = [reading.commissioner.code, reading.definition.code]
    return reverse("indicator-chart", args=args) + reading.asked.query()
