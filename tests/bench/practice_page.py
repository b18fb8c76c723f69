"""A practice's page at England's size over a bare handler: one statement, one Jinja template.

Processor time of the web process and of its database backend together, since a busy machine
stretches the clock; the two in turn. The bare handler knows nobody: no sign-in, no permissions,
no links, no words for a reason why there is no band, no drawings.
"""

import datetime as dt
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scorecard.local.postgres import Server
from tests.bench.reporting import Figure, report

CODE, PRACTICES, INDICATORS = "B04", 6400, 156
PRACTICE = "B0400005"
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


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            os.environ |= {
                "SCORECARD_ENV": "test",
                "JOBS_AT_ONCE": "no",
                "CELERY_BROKER_URL": "memory://",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "scorecard.config.settings",
            }
            for step in ("make", "band", "certain"):
                size = map(str, (CODE, PRACTICES, INDICATORS))
                command = [sys.executable, "-m", "tests.bench.banding_steps", step, *size]
                subprocess.run(command, check=True, capture_output=True)
            return measured()


def measured() -> list[Figure]:
    """On the database of the environment, which holds the banded nation."""
    import django

    django.setup()
    from django.db import connection, connections
    from django.test.utils import CaptureQueriesContext

    page, bare = _page(), _bare()
    html = page()
    with CaptureQueriesContext(connection) as captured:
        page()
        queries = len(captured)
    rounds = [_round(page, bare) for _ in range(ROUNDS)]
    took = [sum(times) / ROUNDS for times in zip(*rounds, strict=True)]
    connections.close_all()
    zipped = len(gzip.compress(html, 6))
    size = {"practices": PRACTICES, "indicators": INDICATORS}
    return [
        report(
            "a practice's page at England's size, processor time",
            took[0] / took[1],
            "times one statement and one Jinja template",
            RATIO,
            milliseconds=round(took[0] * 1000, 1),
            bare_milliseconds=round(took[1] * 1000, 1),
            **size,
        ),
        report(
            "queries of a practice's page",
            queries / QUERIES,
            f"of the {QUERIES} allowed",
            1.0,
            queries=queries,
        ),
        report(
            "a practice's page of 156 indicators, gzip",
            zipped / (KILOBYTES * 1000),
            f"of the {KILOBYTES} kB allowed",
            1.0,
            bytes=zipped,
        ),
    ]


def _page() -> Callable[[], bytes]:
    """Signed in, with permissions and all that is shown."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from practices.models import Commissioner
    from practices.services.memberships import add_membership
    from scorecard.accounts.models import User
    from scorecard.accounts.roles import Role
    from scorecard.accounts.services import add_user
    from scorecard.cards.models import CardRun
    from scorecard.cards.services.around import keep_around

    settings.ALLOWED_HOSTS += ["testserver"]
    by: dict[str, Any] = {"by": None, "at": timezone.now()}
    for card_run in CardRun.objects.filter(run__commissioner__code=CODE):
        keep_around(card_run=card_run, **by)
    email = "bench.reader@test.example"
    reader = User.objects.filter(email=email).first()
    if reader is None:
        reader = add_user(email=email, name="Reader", password="correct horse battery", **by)
        area = Commissioner.objects.get(code=CODE)
        start = dt.date(2020, 4, 1)
        add_membership(user=reader, organisation=area, role=Role.ANALYST, starts_on=start, **by)
    client = Client()
    client.force_login(reader)
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


def _round(*work: Callable[[], bytes]) -> list[float]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone() or (0,)
    found = []
    for one in work:
        started = time.process_time() + _seconds_of(backend)
        one()
        found.append(time.process_time() + _seconds_of(backend) - started)
    return found


def _seconds_of(process: int) -> float:
    """Processor time of another process of this machine so far, in hundredths of a second."""
    columns = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(columns[11]) + int(columns[12])) / os.sysconf("SC_CLK_TCK")
