"""What the tags of charts hand to their templates."""

from typing import Any

from django import template

from scorecard.ui.colours import in_palette
from scorecard.ui.components import own_template


def chart(
    context: template.Context, chart: Any, id: str = "chart", level: int = 2, address: str = ""
) -> dict[str, Any]:
    """A chart in its three forms; the drawing is in the page unless it has an address."""
    drawn = {} if address else dict(chart.figure)
    figure = in_palette(drawn, str(context.get("palette")))
    address = address if chart.figure else ""
    rows = list(zip(chart.rows, chart.urls or [""] * len(chart.rows), strict=True))
    about = {"heading": chart.heading, "columns": chart.columns, "numbers": chart.numbers}
    # Jinja: a table of a hundred rows takes a third of the time.
    table = own_template("components/chart_table.jinja", rows=rows, **about) if rows else ""
    shown = {"chart": chart, "figure": figure, "address": address, "table": table}
    return {**shown, "id": id, "level": level}


def drawing(context: template.Context, chart: Any, id: str = "drawing") -> dict[str, Any]:
    """The drawing alone, where its sentence and table stand elsewhere on the page."""
    figure = in_palette(dict(chart.figure), str(context.get("palette")))
    return {"chart": chart, "figure": figure, "id": id}


def chart_scripts(context: template.Context) -> dict[str, Any]:
    return {"nonce": context.get("CSP_NONCE")}
