"""The grid at England's size: beside a bare cursor reading the same rows, and with 16 readers."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from scorecard.local.postgres import Server
from tests.bench.reporting import Figure, report

NATION = ("B07", 6400, 156)
TIMES_BARE, LEAST_GAIN, ZIPPED, QUERIES = 6.0, 1.7, 60_000, 12


def measure() -> list[Figure]:
    """On a database of its own; each step in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            environment = {
                **os.environ,
                "SCORECARD_ENV": "test",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "scorecard.config.settings",
                "LOG_LEVEL": "WARNING",
            }
            run_step(environment, "make", *NATION)
            return figures(
                run_step(environment, "page", *NATION), run_step(environment, "readers", *NATION)
            )


def figures(page: dict[str, Any], readers: dict[str, Any]) -> list[Figure]:
    return [
        report(
            "grid page of 100 x 60 cells, of 6,400 practices, over a bare cursor reading its rows",
            page["page"] / page["bare"],
            "times the bare cursor",
            TIMES_BARE,
            page_ms=round(page["page"] * 1000, 1),
            zipped_page_ms=round(page["zipped_page"] * 1000, 1),
            bare_ms=round(page["bare"] * 1000, 1),
            cells=page["cells"],
        ),
        report(
            "the grid's other ways to look at a nation, slowest",
            page["slowest"],
            "seconds",
            None,
            **page["others"],
        ),
        report(
            "bytes of that page, gzip",
            page["zipped"] / ZIPPED,
            f"of the {ZIPPED:,} allowed",
            1.0,
            bytes=page["zipped"],
        ),
        report(
            "queries of that page",
            page["queries"] / QUERIES,
            f"of the {QUERIES} allowed",
            1.0,
            queries=page["queries"],
        ),
        report(
            "16 readers of the grid over one: pages a second, two workers",
            LEAST_GAIN / readers["gain"],
            f"of the time that {LEAST_GAIN} times the pages allow",
            1.0,
            gain=round(readers["gain"], 2),
            one=round(readers["one"], 1),
            sixteen=round(readers["sixteen"], 1),
        ),
        report(
            "pages that failed for 16 readers",
            readers["failed"],
            "pages",
            0.0,
            read=readers["read"],
        ),
    ]


def run_step(
    environment: dict[str, str], step: str, code: str, practices: int, indicators: int
) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.grid_steps", step, code]
    done = subprocess.run(
        [*command, str(practices), str(indicators)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
