"""All England in a database of its own, once for every bench of a page: two quarters of 6,400
practices by 156 indicators and a deprivation score, with all that the jobs after a run prepare.
"""

import json
import os
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

from scorecard.local.postgres import Server
from tests.bench import indicator_page, practice_page, whole_pages
from tests.bench.reporting import Figure

CODE, PRACTICES, INDICATORS = "B04", 6400, 156
# Names as long as real ones, since they make most of the bytes of a large chart.
NAMED = """
UPDATE practices_practice SET name = initcap(
    (ARRAY['ash','birch','cedar','dale','elm','fern','grange','heath','ivy','juniper'])[id % 10 + 1]
    || (ARRAY['wood','field','brook','gate','mead','stone','ford','ton'])[id / 10 % 8 + 1] || ' '
    || (ARRAY['park','road','hill','street','green','lane','court','way'])[id / 80 % 8 + 1] || ' '
    || (ARRAY['surgery','medical centre','health centre','practice'])[id / 640 % 4 + 1])
    || ' ' || id / 2560
"""
PAGES = (practice_page, indicator_page, whole_pages)


def measure() -> list[Figure]:
    """Each page in a process of its own."""
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
            _run(environment, __name__)
            found = [
                (page, json.loads(_run(environment, page.__name__).splitlines()[-1]))
                for page in PAGES
            ]
    return [figure for page, numbers in found for figure in page.figures(numbers)]


def _run(environment: dict[str, str], module: str) -> str:
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def make() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from indicators.models import Period
    from indicators.services.certainty import work_out_certainty
    from scorecard.cards.services.around import keep_around
    from scorecard.cards.services.banding import band_period
    from scorecard.dashboards.services.preparing import prepare
    from tests.bench.areas import BY, mixed_area

    call_command("migrate", verbosity=0)
    version, _ = mixed_area(CODE, PRACTICES, INDICATORS, quarters=2, deprived=True)
    for period in Period.objects.filter(commissioner__code=CODE).order_by("ends_on"):
        about: dict[str, Any] = {"key": uuid.uuid4(), "clock": timezone.now}
        card_run = band_period(version=version, period=period, **about, **BY)
        work_out_certainty(run=card_run.run, **BY)
        keep_around(card_run=card_run, **BY)
        prepare(card_run=card_run, **BY)
    with connection.cursor() as cursor:
        cursor.execute(NAMED)
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    import django

    django.setup()
    make()
