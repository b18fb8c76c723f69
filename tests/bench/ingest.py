"""A national file of a million figures, from bytes to table, over the bare COPY of its rows.

Both go into the same table with all its indexes and triggers, in turns. And a workbook of 20,000
rows over the one pass that its reader needs to look at every cell. Each measurement has a process
of its own, so that memory is its own.
"""

import json
import os
import resource
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

CSV_LIMIT, CSV_MEGABYTES = 2.0, 600
XLSX_LIMIT, XLSX_MEGABYTES = 3.0, 300
REPEATS = 3


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="scorecard-bench-") as name:
        folder = Path(name)
        with Server(folder / "postgres", durable=False, purpose="make bench") as url:
            environment = {
                **os.environ,
                "SCORECARD_ENV": "test",
                "SCORECARD_VAR": str(folder),
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "scorecard.config.settings",
            }

            def run(what: str) -> dict[str, float]:
                command = [sys.executable, "-m", "tests.bench.ingest", what, str(folder)]
                done = subprocess.run(command, env=environment, check=True, capture_output=True)
                found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
                return found

            run("make")
            loads, bare = zip(*((run("load"), run("copy")) for _ in range(REPEATS)), strict=True)
            run("load")
            again, changed = run("again"), run("change")
            books = [run("workbook") for _ in range(REPEATS)]
    return [*_file_figures(loads, bare), *_later_figures(bare, again, changed), *_of_books(books)]


Runs = tuple[dict[str, float], ...]


def _file_figures(loads: Runs, bare: Runs) -> list[Figure]:
    took, copy = _median(loads, "seconds"), _median(bare, "seconds")
    most = max(load["megabytes"] for load in loads)
    return [
        report(
            "a CSV of 1,000,000 figures, read, validated and stored, over the bare COPY",
            took / copy,
            "times the bare COPY of the same rows into the same table",
            CSV_LIMIT,
            seconds=round(took, 2),
            copy_seconds=round(copy, 2),
            figures=int(loads[0]["figures"]),
        ),
        report(
            "memory of the CSV of 1,000,000 figures",
            most / CSV_MEGABYTES,
            f"of the {CSV_MEGABYTES} MB allowed",
            1.0,
            megabytes=round(most),
            before_the_file=round(loads[0]["start"]),
        ),
    ]


def _later_figures(bare: Runs, again: dict[str, float], changed: dict[str, float]) -> list[Figure]:
    copy = _median(bare, "seconds")
    return [
        report(
            name,
            found["seconds"] / copy,
            "times the bare COPY",
            None,
            seconds=round(found["seconds"], 2),
            megabytes=round(found["megabytes"]),
        )
        for name, found in (
            ("the same million figures again: all unchanged", again),
            ("a million figures, every tenth of them corrected", changed),
        )
    ]


def _of_books(books: list[dict[str, float]]) -> list[Figure]:
    ratio = statistics.median(book["seconds"] / book["pass"] for book in books)
    most = max(book["megabytes"] for book in books)
    return [
        report(
            "an XLSX of 20,000 rows, read, validated and stored, over openpyxl's own pass",
            ratio,
            "times openpyxl's read-only pass over it",
            XLSX_LIMIT,
            seconds=round(statistics.median(book["seconds"] for book in books), 2),
            pass_seconds=round(statistics.median(book["pass"] for book in books), 2),
        ),
        report(
            "memory of the XLSX of 20,000 rows",
            most / XLSX_MEGABYTES,
            f"of the {XLSX_MEGABYTES} MB allowed",
            1.0,
            megabytes=round(most),
        ),
    ]


def _median(runs: Runs, name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _make(folder: Path) -> dict[str, float]:
    from django.core.management import call_command

    from tests.bench.national import make_area, write_files

    call_command("migrate", verbosity=0)
    make_area()
    write_files(folder)
    return {}


def _load(folder: Path) -> dict[str, float]:
    from tests.bench.national import empty_figures

    empty_figures()
    return _import(folder / "figures.csv")


def _again(folder: Path) -> dict[str, float]:
    return _import(folder / "figures.csv")


def _change(folder: Path) -> dict[str, float]:
    return _import(folder / "corrected.csv")


def _import(path: Path) -> dict[str, float]:
    from tests.bench.national import import_file

    start, content = _megabytes(), path.read_bytes()
    seconds, recorded = _timed(lambda: import_file(path.name, content))
    return {
        "seconds": seconds,
        "start": start,
        "megabytes": _megabytes(),
        "figures": sum(recorded[:3]),
    }


def _copy(folder: Path) -> dict[str, float]:
    """The rows that the import stored, in its order, as the database itself writes them."""
    from tests.bench.national import copy_in, copy_out, empty_figures

    rows = copy_out(folder / "rows.copy")
    empty_figures()
    seconds, _ = _timed(lambda: copy_in(rows))
    return {"seconds": seconds}


def _workbook(folder: Path) -> dict[str, float]:
    from tests.bench.national import empty_figures, read_every_cell

    empty_figures()
    found = _import(folder / "figures.xlsx")
    seconds, _ = _timed(lambda: read_every_cell(folder / "figures.xlsx"))
    return {**found, "pass": seconds}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _megabytes() -> float:
    """The most this process has held so far, Python, Django and numpy included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


STEPS = {
    "make": _make,
    "load": _load,
    "again": _again,
    "change": _change,
    "copy": _copy,
    "workbook": _workbook,
}

if __name__ == "__main__":
    import django

    django.setup()
    step, place = sys.argv[1:]
    print(json.dumps(STEPS[step](Path(place))))
