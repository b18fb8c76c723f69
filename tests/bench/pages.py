"""The grid of 40 practices by 24 indicators: its queries, and the bytes of a first visit."""

import gzip
import os
import re
import tempfile
from pathlib import Path

from scorecard.local.postgres import Server
from tests.bench.reporting import Figure, report

QUERIES_ALLOWED = 12
BYTES_ALLOWED = 250_000
ROOT = Path(__file__).parents[2]


def measure() -> list[Figure]:
    """On a database of its own with one quarter of the demo banded."""
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            os.environ |= {
                "SCORECARD_ENV": "test",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "scorecard.config.settings",
            }
            return _measured()


def _measured() -> list[Figure]:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from practices.models import Membership
    from scorecard.accounts.models import User

    settings.ALLOWED_HOSTS += ["testserver"]
    call_command("migrate", verbosity=0)
    call_command("seed_demo", quarters=3, verbosity=0)
    analyst = User.objects.filter(membership__role="analyst").order_by("pk").first()
    membership = Membership.objects.get(user=analyst)
    client = Client()
    client.force_login(analyst)
    address = f"/area/{membership.organisation.code}/grid/"
    client.get(address)  # templates are compiled once
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    html = response.content.decode()
    connections.close_all()
    cells = html.count("</b></a>")
    sizes = {"page": _zipped(response.content), **_files(html)}
    return [
        report(
            "queries of the grid page",
            len(queries) / QUERIES_ALLOWED,
            f"of the {QUERIES_ALLOWED} allowed",
            1.0,
            queries=len(queries),
            cells=cells,
        ),
        report(
            "bytes of a first visit to the grid, gzip, charts excluded",
            sum(sizes.values()) / BYTES_ALLOWED,
            f"of the {BYTES_ALLOWED} bytes allowed",
            1.0,
            **sizes,
        ),
    ]


def _files(html: str) -> dict[str, int]:
    """Every style sheet, script and picture the page names, each by its zipped size."""
    names = sorted(set(re.findall(r"/static/([^\"')?]+)", html)))
    return {name: _zipped((ROOT / "static" / name).read_bytes()) for name in names}


def _zipped(content: bytes) -> int:
    return len(gzip.compress(content, 6))
