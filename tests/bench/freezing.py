"""Freezing an edition of a nation, a million figures, over the bare COPY of its own rows.

The bare sum, measured beside each edition: the same rows copied into a bare table and its key
built, in the text form of COPY. Half of the indicators count patients and nobody has published
them, so the policy for small numbers has its work. Each edition has a process of its own.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from scorecard.local.postgres import Server
from tests.bench.reporting import Figure, report

NATION = ("B07", "6400", "156")
LIMIT, MEGABYTES, REPEATS = 2.0, 300, 5
PAGE_KILOBYTES, SENDING_MEGABYTES = 60, 300


def measure() -> list[Figure]:
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
            for step in ("make", "band", "certain"):
                _run("banding_steps", step, environment)
            _run("freezing_steps", "prepare", environment)
            rounds = [_run("freezing_steps", "freeze", environment) for _ in range(REPEATS)]
            opened = _run("freezing_steps", "open_up", environment)
            read = _run("freezing_steps", "read", environment)
            corrected = _run("freezing_steps", "correct", environment)
    took = statistics.median(one["seconds"] for one in rounds)
    return [
        *_report(rounds, opened["seconds"]),
        *_of_readers(read),
        *_of_a_correction(corrected, took),
    ]


def _run(module: str, step: str, environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", f"tests.bench.{module}", step, *NATION]
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _of_a_correction(found: dict[str, float], took: float) -> list[Figure]:
    """A million figures beside a million."""
    detail = {name: found[name] for name in ("different", "overall")}
    return [
        report(
            "a correction of it, with the notice of what is different, over the edition",
            found["seconds"] / took,
            "times the edition",
            None,
            seconds=round(found["seconds"], 2),
            **detail,
        ),
        report(
            "what is different, on its page, over the edition",
            found["page"] / took,
            "times the edition",
            None,
            seconds=round(found["page"], 2),
        ),
        report(
            "memory of it",
            found["megabytes"] / MEGABYTES,
            f"of {MEGABYTES} MB",
            1.0,
            mb=round(found["megabytes"]),
        ),
    ]


def _of_readers(found: dict[str, float]) -> list[Figure]:
    """Its first page, and its file of a million rows: it begins at once and is never held whole."""
    megabytes = found["megabytes"]
    file = {name: found[name] for name in ("rows", "file_seconds", "file_bytes")}
    pages = {"area": found["page"] / 1000, "indicator": found["indicator"] / 1000}
    return [
        *(
            report(
                f"the page of it of the {name}, zipped",
                kilobytes / PAGE_KILOBYTES,
                f"of {PAGE_KILOBYTES} kB",
                1.0,
                kb=round(kilobytes, 1),
            )
            for name, kilobytes in pages.items()
        ),
        report("its file of figures begins", found["first"], "seconds", 1.0, **file),
        report(
            "memory of sending it",
            megabytes / SENDING_MEGABYTES,
            f"of {SENDING_MEGABYTES} MB",
            1.0,
            mb=round(megabytes),
        ),
    ]


def _report(rounds: list[dict[str, float]], opened: float) -> list[Figure]:
    def middle(name: str) -> float:
        return statistics.median(one[name] for one in rounds)

    took, bare = middle("seconds"), middle("bare")
    most = max(one["megabytes"] for one in rounds)
    return [
        report(
            "an edition of England over the bare COPY of its rows and its key",
            took / bare,
            "times the bare COPY with its key",
            LIMIT,
            seconds=round(took, 2),
            bare_seconds=round(bare, 2),
            bare_binary_seconds=round(middle("binary"), 2),
            figures=int(middle("figures")),
            withheld=int(middle("withheld")),
        ),
        report(
            "an edition of England over the bare COPY of its rows, no key built",
            took / middle("unkeyed"),
            "times the bare COPY",
            None,
            bare_seconds=round(middle("unkeyed"), 2),
        ),
        report(
            "every step from the preview of it to its publication",
            opened,
            "seconds",
            1.0,
        ),
        report(
            "memory of freezing it", most / MEGABYTES, f"of {MEGABYTES} MB", 1.0, mb=round(most)
        ),
    ]
