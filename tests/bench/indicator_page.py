"""The page of an indicator at England's size: 6,400 practices, each view and its chart.

The twin is a bare handler: one statement for the same rows, written by one Jinja template, without
sign-in, permissions, menu, comparison, finding or chart. Processor time, since the machine may be
busy; both go through the same driver to the same server.
"""

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scorecard.local.postgres import Server
from tests.bench.reporting import Figure, report

SIZE = ("B04", "6400", "156")
QUERIES, TIMES, HTML, CHART, SECONDS = 12, 3.0, 60_000, 150_000, 2.0
VIEWS = ("practices", "funnel", "time", "groups", "cost", "missing", "about")
REPEATS = 9
ROOT = Path(__file__).parents[2]
# Names as long as real ones, since they make most of the bytes of a chart.
NAMED = """
UPDATE practices_practice SET name = initcap(
    (ARRAY['ash','birch','cedar','dale','elm','fern','grange','heath','ivy','juniper'])[id % 10 + 1]
    || (ARRAY['wood','field','brook','gate','mead','stone','ford','ton'])[id / 10 % 8 + 1] || ' '
    || (ARRAY['park','road','hill','street','green','lane','court','way'])[id / 80 % 8 + 1] || ' '
    || (ARRAY['surgery','medical centre','health centre','practice'])[id / 640 % 4 + 1])
    || ' ' || id / 2560
"""
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


def measure() -> list[Figure]:
    """On a server of its own, with the data of the bench of banding."""
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            environment = {
                **os.environ,
                "SCORECARD_ENV": "test",
                "JOBS_AT_ONCE": "no",
                "CELERY_BROKER_URL": "memory://",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "scorecard.config.settings",
            }
            for step in ("make", "band"):
                _run(environment, "tests.bench.banding_steps", step, *SIZE)
            return _report(json.loads(_run(environment, "tests.bench.indicator_page")))


def _run(environment: dict[str, str], module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[-1] if done.stdout else ""


def _report(found: dict[str, Any]) -> list[Figure]:
    views, bare, charts = found["views"], found["bare"], found["charts"]
    slowest = max(views, key=lambda view: views[view]["seconds"])
    shown = {view: round(one["seconds"] * 1000, 1) for view, one in views.items()}
    most = max(one["queries"] for one in views.values())
    largest = max(one["bytes"] for one in views.values())
    return [
        report(
            "an indicator's page of 6,400 practices over a bare handler of the same rows",
            views["practices"]["seconds"] / bare,
            "times the processor time of one statement and one Jinja template",
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
            None,
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
    from django.db import connection

    from scorecard.cards.models import CardVersion
    from tests.bench.areas import signed_in

    settings.ALLOWED_HOSTS += ["testserver"]
    with connection.cursor() as cursor:
        cursor.execute(NAMED)
    client = signed_in(CardVersion.objects.get(scorecard__commissioner__code="B04"))
    base = "/area/B04/indicators/IND00/results/"
    pages = {view: _times(client, f"{base}?view={view}") for view in VIEWS}
    drawn = ("practices", "funnel", "cost")
    charts = {view: _times(client, f"{base}chart.json?view={view}") for view in drawn}
    figure = client.get(f"{base}chart.json?view=funnel").content.decode()
    whole, short = _bare(None), _bare(100)
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
    seconds = _processor(lambda: client.get(address))
    return {"seconds": seconds, "queries": asked, "bytes": len(gzip.compress(html, 6))}


def _bare(written: int | None) -> float:
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

    return _processor(handler)


def _processor(work: Callable[[], Any]) -> float:
    taken = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


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
