"""A national run of a million results, from job to results seen, over what the database needs.

The bare sum: the same inputs copied out, the same results copied into a bare table, and its key
built, all in the text form of COPY. The twin goes through Django's rows on a tenth of the
practices. Each measurement has a process of its own, so that memory is its own.
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

NATION, DOUBLE, AREA = ("B04", 6400, 156), ("B05", 12800, 156), ("B06", 200, 60)
RUN_LIMIT, TWIN_LIMIT, AGAIN_SECONDS, AREA_SECONDS = 1.25, 1 / 20, 0.5, 1.0
MEGABYTES, TWICE = 250, 2.2
REPEATS = 5


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            environment = {
                **os.environ,
                "SCORECARD_ENV": "test",
                "JOBS_AT_ONCE": "no",  # the second pass is a job of its own
                "CELERY_BROKER_URL": "memory://",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "scorecard.config.settings",
            }
            return _figures(environment)


def _figures(environment: dict[str, str]) -> list[Figure]:
    def run(step: str, size: tuple[str, int, int], times: int = 1) -> list[dict[str, float]]:
        command = [sys.executable, "-m", "tests.bench.banding_steps", step, *map(str, size)]
        found = []
        for _ in range(times):
            done = subprocess.run(command, env=environment, check=True, capture_output=True)
            found.append(json.loads(done.stdout.splitlines()[-1]))
        return found

    for size in (NATION, AREA):
        run("make", size)
    rounds = [
        tuple(run(step, NATION)[0] for step in ("band", "bare", "certain")) for _ in range(REPEATS)
    ]
    whole, bare, second = ([one[at] for one in rounds] for at in (0, 1, 2))
    twin, again, area = (
        run("twin", NATION),
        run("again", NATION, REPEATS),
        run("band", AREA, REPEATS),
    )
    run("make", DOUBLE)
    double = run("band", DOUBLE)
    return _report(whole, bare, second, twin, again, area, double)


Runs = list[dict[str, float]]


def _report(
    whole: Runs, bare: Runs, second: Runs, twin: Runs, again: Runs, area: Runs, double: Runs
) -> list[Figure]:
    took, sum_of = _median(whole, "seconds"), _median(bare, "seconds")
    most, one_area = max(one["megabytes"] for one in whole), _median(area, "seconds")
    anew, of_two = _median(again, "seconds"), double[0]["megabytes"]
    grown = (of_two - double[0]["start"]) / (most - whole[0]["start"])
    return [
        report(
            "a national run of 1,000,000 results, from job to results seen, over the bare sum",
            took / sum_of,
            "times COPY out, COPY in and key",
            RUN_LIMIT,
            seconds=round(took, 2),
            with_all_that_follows=round(_median(whole, "whole"), 2),
            bare_seconds=round(sum_of, 2),
            bare_binary_seconds=round(_median(bare, "binary"), 2),
            load=round(os.getloadavg()[0], 1),
        ),
        report(
            "how certain its bands and ranks are: the second pass over the run",
            _median(second, "seconds") / _median(whole, "whole"),
            "times the run, each with all that follows",
            1.0,
            seconds=round(_median(second, "seconds"), 2),
            megabytes=round(max(one["megabytes"] for one in second)),
        ),
        report(
            "the same over the twin that goes row by row through Django",
            took / twin[0]["seconds"],
            "of the twin, a tenth of the practices measured and scaled",
            TWIN_LIMIT,
            twin_seconds=round(twin[0]["seconds"], 1),
        ),
        report(
            "one changed indicator of the national run banded again",
            anew / AGAIN_SECONDS,
            f"of the {AGAIN_SECONDS} s allowed",
            1.0,
            seconds=round(anew, 2),
            over_bare_sum=round(anew / sum_of, 3),
        ),
        report(
            "memory of a national run",
            most / MEGABYTES,
            f"of the {MEGABYTES} MB allowed",
            1.0,
            megabytes=round(most),
            before=round(whole[0]["start"]),
        ),
        report(
            "memory of two million results over that of one, beyond the empty process",
            grown,
            "times",
            TWICE,
            megabytes=round(of_two),
        ),
        report(
            "one commissioner, 200 by 60, from click to bands",
            one_area / AREA_SECONDS,
            f"of the {AREA_SECONDS:.0f} s allowed",
            1.0,
            seconds=round(one_area, 2),
        ),
    ]


def _median(runs: Runs, name: str) -> float:
    return statistics.median(one[name] for one in runs)
