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
PARTS = ("copy_out", "copy_in", "key")


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
    figures = [*_of_the_run(whole, bare), _second_pass(second, whole)]
    figures += [
        _verified(run("verify", NATION)[0], whole),
        _beside_twin(run("twin", NATION), whole),
    ]
    figures += [_once_more(run("again", NATION, REPEATS), bare)]
    figures += [_one_area(run("band", AREA, REPEATS))]
    run("make", DOUBLE)
    rounds = [tuple(run("band", size)[0] for size in (NATION, DOUBLE)) for _ in range(REPEATS)]
    one, two = ([each[at] for each in rounds] for at in (0, 1))
    return figures + _doubled(two, one)


Runs = list[dict[str, float]]


def _of_the_run(whole: Runs, bare: Runs) -> list[Figure]:
    took, sum_of = _median(whole, "seconds"), _median(bare, "seconds")
    most = _most(whole)
    return [
        report(
            "a national run of 1,000,000 results, from job to results seen, over the bare sum",
            took / sum_of,
            "times COPY out, COPY in and key",
            RUN_LIMIT,
            seconds=round(took, 2),
            with_all_that_follows=round(_median(whole, "whole"), 2),
            bare_seconds=round(sum_of, 2),
            **{f"bare_{part}": round(_median(bare, part), 2) for part in PARTS},
            bare_binary_seconds=round(_median(bare, "binary"), 2),
            load=round(os.getloadavg()[0], 1),
        ),
        report(
            "memory of a national run",
            most / MEGABYTES,
            f"of the {MEGABYTES} MB allowed",
            1.0,
            megabytes=round(most),
            before=round(whole[0]["start"]),
        ),
    ]


def _second_pass(second: Runs, whole: Runs) -> Figure:
    return report(
        "how certain its bands and ranks are: the second pass over the run",
        _median(second, "seconds") / _median(whole, "whole"),
        "times the run, each with all that follows",
        1.0,
        seconds=round(_median(second, "seconds"), 2),
        megabytes=round(_most(second)),
    )


def _verified(verified: dict[str, float], whole: Runs) -> Figure:
    return report(
        "verifying the national run and its certainty, once",
        verified["seconds"] / _median(whole, "whole"),
        "times the run with all that follows",
        None,
        seconds=round(verified["seconds"], 1),
        megabytes=round(verified["megabytes"]),
        results=int(verified["results"]),
        certain=int(verified["certain"]),
    )


def _beside_twin(twin: Runs, whole: Runs) -> Figure:
    return report(
        "the national run over the twin that goes row by row through Django",
        _median(whole, "seconds") / twin[0]["seconds"],
        "of the twin, a tenth of the practices measured and scaled",
        TWIN_LIMIT,
        twin_seconds=round(twin[0]["seconds"], 1),
    )


def _once_more(again: Runs, bare: Runs) -> Figure:
    anew = _median(again, "seconds")
    return report(
        "one changed indicator of the national run banded again",
        anew / AGAIN_SECONDS,
        f"of the {AGAIN_SECONDS} s allowed",
        1.0,
        seconds=round(anew, 2),
        second_time=round(_median(again, "second"), 2),
        over_bare_sum=round(anew / _median(bare, "seconds"), 3),
    )


def _one_area(area: Runs) -> Figure:
    seconds = _median(area, "seconds")
    return report(
        "one commissioner, 200 by 60, from click to bands",
        seconds / AREA_SECONDS,
        f"of the {AREA_SECONDS:.0f} s allowed",
        1.0,
        seconds=round(seconds, 2),
    )


def _doubled(double: Runs, whole: Runs) -> list[Figure]:
    """Twice the practices: neither memory nor time may grow faster than the results."""
    grown = (_most(double) - double[0]["start"]) / (_most(whole) - whole[0]["start"])
    took = _median(double, "seconds")
    return [
        report(
            "memory of two million results over that of one, beyond the empty process",
            grown,
            "times",
            TWICE,
            megabytes=round(_most(double)),
        ),
        report(
            "a run of two million results over one of a million",
            took / _median(whole, "seconds"),
            "times",
            TWICE,
            seconds=round(took, 2),
        ),
    ]


def _most(runs: Runs) -> float:
    return max(one["megabytes"] for one in runs)


def _median(runs: Runs, name: str) -> float:
    return statistics.median(one[name] for one in runs)
