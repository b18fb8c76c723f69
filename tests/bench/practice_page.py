"""A practice's page at England's size over a bare handler: one statement, one Jinja template.

Both are called in one process and in turn: from the request to the whole answer by the clock, and
by the processor time of the web process and of its database backend together, which a busy machine
does not stretch. The bare handler knows nobody: no sign-in, no permissions, no links, no words for
a reason why there is no band, no drawings.
"""

import gzip
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.reporting import Figure, report

CODE, PRACTICE = "B04", "B0400005"
RATIO, QUERIES, KILOBYTES, ROUNDS = 3.0, 12, 60, 60

# The same rows, with what the page says of each: figure, band, comparison, trust, others, trend.
BARE = """
SELECT dom.name, i.code, d.name, d.unit, d.decimals, r.value, r.lower, r.upper, r.band, r.no_band,
    r.comparison, r.rank, rd.ranked_of, coalesce(r.own_benchmark, rd.benchmark), rd.benchmark_name,
    c.red, c.amber, c.green, c.rank_best, c.rank_worst, c.too_close, f.modelled, f.adjustments,
    f.counts AND f.replaced_at IS NULL, v.made_at, q.raised_at,
    (SELECT array_agg(b.value ORDER BY e.ends_on) FROM indicators_result b
        JOIN indicators_rundefinition bd USING (definition_id, part_id)
        JOIN indicators_run br ON br.id = bd.run_id JOIN indicators_period e ON e.id = br.period_id
        WHERE b.practice_id = r.practice_id AND b.definition_id = r.definition_id),
    s.score, s.band, s.coverage, s.reds
FROM cards_cardrun cr
JOIN cards_carditem ci ON ci.version_id = cr.version_id
JOIN cards_domain dom ON dom.id = ci.domain_id
JOIN indicators_definition d ON d.id = ci.definition_id
JOIN indicators_indicator i ON i.id = d.indicator_id
JOIN indicators_rundefinition rd ON rd.run_id = cr.run_id AND rd.definition_id = d.id
JOIN indicators_result r ON r.part_id = rd.part_id AND r.definition_id = d.id
JOIN practices_practice p ON p.id = r.practice_id AND p.code = %s
LEFT JOIN indicators_certainty c ON c.part_id = r.part_id AND c.practice_id = p.id
    AND c.definition_id = d.id
LEFT JOIN indicators_figure f ON f.id = r.figure_id
LEFT JOIN LATERAL (SELECT max(made_at) AS made_at FROM indicators_verification
    WHERE practice_id = p.id AND period_id = f.period_id) v ON true
LEFT JOIN LATERAL (SELECT min(raised_at) AS raised_at FROM indicators_query
    WHERE figure_id = f.id) q ON true
LEFT JOIN cards_score s ON s.card_run_id = cr.id AND s.practice_id = p.id
    AND s.domain_id = ci.domain_id
WHERE cr.id = %s ORDER BY dom."order", ci."order"
"""

TEMPLATE = """<!DOCTYPE html><html lang="en"><title>{{ practice }}</title><h1>{{ practice }}</h1>
<table>{% for row in rows %}<tr>{% for cell in row %}<td>{% if cell is none %}–{% else %}{{ cell }}
{%- endif %}</td>{% endfor %}</tr>{% endfor %}</table></html>"""


def figures(found: dict[str, Any]) -> list[Figure]:
    return [
        *(
            report(
                f"a practice's page at England's size, {what}",
                found[name][0] / found[name][1],
                "times one statement and one Jinja template",
                RATIO,
                milliseconds=round(found[name][0] * 1000, 1),
                bare_milliseconds=round(found[name][1] * 1000, 1),
            )
            for what, name in (("from request to answer", "clock"), ("processor time", "busy"))
        ),
        report(
            "queries of a practice's page",
            found["queries"] / QUERIES,
            f"of the {QUERIES} allowed",
            1.0,
            queries=found["queries"],
        ),
        report(
            "a practice's page of 156 indicators, gzip",
            found["zipped"] / (KILOBYTES * 1000),
            f"of the {KILOBYTES} kB allowed",
            1.0,
            bytes=found["zipped"],
        ),
    ]


def _measured() -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page, bare = _page(), _bare()
    with CaptureQueriesContext(connection) as captured:
        html = page()
    queries = len(captured)  # of a first visit
    rounds = [_round(page, bare) for _ in range(ROUNDS)]
    clock, busy = ([[one[at] for one in turn] for turn in rounds] for at in (0, 1))
    return {
        "clock": [statistics.median(times) for times in zip(*clock, strict=True)],
        # The database tells hundredths of a second: only a sum of many says something.
        "busy": [sum(times) / ROUNDS for times in zip(*busy, strict=True)],
        "queries": queries,
        "zipped": len(gzip.compress(html, 6)),
    }


def _page() -> Callable[[], bytes]:
    """Signed in, with permissions and all that is shown."""
    from django.conf import settings

    from scorecard.cards.models import CardVersion
    from tests.bench.areas import signed_in

    settings.ALLOWED_HOSTS += ["testserver"]
    client = signed_in(CardVersion.objects.get(scorecard__commissioner__code=CODE))
    return lambda: bytes(client.get(f"/area/{CODE}/practices/{PRACTICE}/").content)


def _bare() -> Callable[[], bytes]:
    from django.db import connection
    from jinja2 import Environment

    from scorecard.cards.models import CardRun

    template = Environment(autoescape=True).from_string(TEMPLATE)
    newest = CardRun.objects.filter(run__commissioner__code=CODE).first()
    if newest is None:
        raise RuntimeError("Band first: its results are read.")

    def handler() -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [PRACTICE, newest.pk])
            rows = cursor.fetchall()
        return template.render(practice=PRACTICE, rows=rows).encode()

    return handler


def _round(*work: Callable[[], bytes]) -> list[tuple[float, float]]:
    """Of each: seconds by the clock, and seconds of processor time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone() or (0,)
    found = []
    for one in work:
        busy, clock = time.process_time() + _seconds_of(backend), time.perf_counter()
        one()
        clock = time.perf_counter() - clock
        found.append((clock, time.process_time() + _seconds_of(backend) - busy))
    return found


def _seconds_of(process: int) -> float:
    """Processor time of another process of this machine so far, in hundredths of a second."""
    columns = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(columns[11]) + int(columns[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    import json
    import logging

    import django

    django.setup()
    logging.disable()
    print(json.dumps(_measured()))
