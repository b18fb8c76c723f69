"""The page of an indicator at England's size: 6,400 practices, each view and its chart.

The twin is a bare handler: one statement for the same rows, written by one Jinja template, without
sign-in, permissions, menu, comparison, finding or chart. It reads every practice, as the page must
for its finding, and writes either all of them or, the stricter twin, the hundred of a page. By the
clock, from request to answer, page and twins in turn in one process; the median of each.
"""

import gzip
import json
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.reporting import Figure, report

QUERIES, TIMES, HTML, CHART, SECONDS = 12, 3.0, 60_000, 150_000, 2.0
VIEWS = ("practices", "funnel", "time", "groups", "cost", "need", "missing", "about")
REPEATS = 15
ROOT = Path(__file__).parents[2]
ROWS = """
SELECT p.code, p.name, r.band, r.no_band, r.comparison, r.value, r.lower, r.upper, r.numerator,
    r.denominator, r.rank, coalesce(r.own_benchmark, rd.benchmark) AS benchmark
FROM indicators_result r
JOIN indicators_rundefinition rd ON rd.part_id = r.part_id AND rd.definition_id = r.definition_id
JOIN indicators_definition d ON d.id = r.definition_id
JOIN indicators_indicator i ON i.id = d.indicator_id
JOIN practices_practice p ON p.id = r.practice_id
WHERE i.code = 'IND00' AND r.part_id = ANY(%s) AND rd.run_id = %s ORDER BY p.sort_key, p.code
"""
TEMPLATE = """<!DOCTYPE html><title>Results</title><table>
{% for row in rows %}<tr><td>{{ row[0] }}</td><td>{{ row[1] }}</td><td>{{ row[2] or row[3] }}</td>
<td>{{ row[4] }}</td><td>{{ row[5] }}</td><td>{{ row[6] }} to {{ row[7] }}</td>
<td>{{ row[8] }} of {{ row[9] }}</td><td>{{ row[10] }}</td><td>{{ row[11] }}</td></tr>
{% endfor %}</table>"""


def figures(found: dict[str, Any]) -> list[Figure]:
    views, bare, charts = found["views"], found["bare"], found["charts"]
    slowest = max(views, key=lambda view: views[view]["seconds"])
    shown = {view: round(one["seconds"] * 1000, 1) for view, one in views.items()}
    most = max(one["queries"] for one in views.values())
    largest = max(one["bytes"] for one in views.values())
    return [
        report(
            "an indicator's page of 6,400 practices over a bare handler of the same rows",
            views["practices"]["seconds"] / bare,
            "times one statement and one Jinja template",
            TIMES,
            milliseconds=shown["practices"],
            bare_milliseconds=round(bare * 1000, 1),
        ),
        report(
            f"the same for the slowest of its views ({slowest})",
            views[slowest]["seconds"] / bare,
            "times the same",
            TIMES,
            **shown,
        ),
        report(
            "the page over a bare handler that reads all rows and writes the hundred it shows",
            views["practices"]["seconds"] / found["short"],
            "times one statement and one Jinja template",
            TIMES,
            milliseconds=shown["practices"],
            bare_milliseconds=round(found["short"] * 1000, 1),
        ),
        report(
            "the page and its chart together, two answers",
            (views["practices"]["seconds"] + charts["practices"]["seconds"]) / bare,
            "times the same",
            None,
        ),
        report(
            "most questions of any view",
            most / QUERIES,
            f"of the {QUERIES} allowed",
            1.0,
            most=most,
        ),
        report("HTML of any view, gzip", largest / HTML, f"of {HTML} bytes", 1.0, largest=largest),
        report(
            "the chart of 6,400 practices in the funnel, gzip",
            charts["funnel"]["bytes"] / CHART,
            f"of {CHART} bytes",
            1.0,
            **{view: one["bytes"] for view, one in charts.items()},
        ),
        report(
            "the funnel of 6,400 practices from opening to hovering, in Chromium",
            found["browser"] / SECONDS,
            f"of {SECONDS:g} s",
            1.0,
            seconds=round(found["browser"], 2),
            load=round(os.getloadavg()[0], 1),
        ),
    ]


def _measured() -> dict[str, Any]:
    from django.conf import settings

    from scorecard.cards.models import CardVersion
    from tests.bench.areas import signed_in

    settings.ALLOWED_HOSTS += ["testserver"]
    client = signed_in(CardVersion.objects.get(scorecard__commissioner__code="B04"))
    base = "/area/B04/indicators/IND00/results/"
    pages = {view: _times(client, f"{base}?view={view}") for view in VIEWS}
    drawn = ("practices", "funnel", "cost")
    charts = {view: _times(client, f"{base}chart.json?view={view}") for view in drawn}
    figure = client.get(f"{base}chart.json?view=funnel").content.decode()
    page = partial(client.get, f"{base}?view=practices")
    pages["practices"]["seconds"], whole, short = _clock(page, _bare(None), _bare(100))
    found = {"views": pages, "charts": charts, "bare": whole, "short": short}
    return {**found, "browser": _browser(figure)}


def _times(client: Any, address: str) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)  # templates are compiled once
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)  # the log begins anew with the next request
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}.")
    html = re.sub(rb'(type="application/json">).*?(</script>)', rb"\1\2", response.content)
    (seconds,) = _clock(lambda: client.get(address))
    return {"seconds": seconds, "queries": asked, "bytes": len(gzip.compress(html, 6))}


def _bare(written: int | None) -> Callable[[], bytes]:
    """A handler that reads every row and writes all of them, or the first so many."""
    from django.db import connection
    from jinja2 import Environment

    from indicators.models import Run

    run = Run.objects.filter(commissioner__code="B04", rest_from=None).first()
    if run is None:
        raise RuntimeError("Band first: its results are shown.")
    template = Environment(autoescape=True).from_string(TEMPLATE)

    def handler() -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(ROWS, [run.parts, run.pk])
            return template.render(rows=cursor.fetchall()[:written]).encode()

    return handler


def _clock(*works: Callable[[], Any]) -> list[float]:
    """The median seconds of each; they take turns, so that they meet the same machine."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(REPEATS):
        for times, work in zip(taken, works, strict=True):
            started = time.perf_counter()
            work()
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in taken]


def _browser(figure: str) -> float:
    """Seconds from opening a page with the script and the figure to a practice's name on hover."""
    from playwright.sync_api import sync_playwright

    from scorecard.local.browser import find

    script = (ROOT / "static/vendor/plotly/plotly-basic.js").read_text()
    figure = figure.replace("</", "<\\/")
    page = (
        "<!DOCTYPE html><meta charset=utf-8><div id=chart style='width:960px'></div>"
        f"<script>{script}</script><script id=json type='application/json'>"
        f"{figure}</script><script>"
        "const f = JSON.parse(document.getElementById('json').textContent);"
        "Plotly.newPlot('chart', f.data, f.layout, f.config).then(() => { window.drawn = true; });"
        "</script>"
    )
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        file = Path(name) / "funnel.html"
        file.write_text(page)
        browser = driver.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 1280, "height": 900})
        taken = []
        for _ in range(REPEATS):  # the best: a busy machine stretches the clock
            started = time.perf_counter()
            shown.goto(file.as_uri())
            shown.wait_for_function("window.drawn")
            shown.mouse.move(400, 250)
            shown.mouse.move(402, 252)
            shown.wait_for_selector(".hovertext")
            taken.append(time.perf_counter() - started)
        browser.close()
    return min(taken)


if __name__ == "__main__":
    import logging

    import django

    django.setup()
    logging.disable()
    print(json.dumps(_measured()))
