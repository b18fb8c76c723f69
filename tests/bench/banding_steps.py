"""What each process of the bench of banding does, once; prints what it found as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import django
import psycopg
from django.db import connection, transaction

FIGURES = (
    "SELECT practice_id, indicator_id, id, numerator, denominator, value, spread, state"
    " FROM indicators_figure WHERE period_id = {} AND replaced_at IS NULL AND counts"
)
TENTH = 10


def make(code: str, practices: int, indicators: int) -> dict[str, float]:
    from django.core.management import call_command

    from tests.bench.areas import mixed_area

    call_command("migrate", verbosity=0)
    mixed_area(code, practices, indicators, quarters=2 if practices == 6400 else 1)
    return {}


def band(code: str, *_: int) -> dict[str, float]:
    """A job is asked for and taken by an idle worker: until its results are seen, and its end."""
    from django.utils import timezone

    from indicators.models import Run
    from scorecard.jobs.models import JobState
    from scorecard.jobs.running import be_ready, run
    from scorecard.jobs.services import ask

    version, period = _of(code)
    be_ready()
    start = _megabytes()

    def click() -> Any:
        arguments = {"version": version.pk, "period": period.pk}
        at = timezone.now()
        asked = ask(
            kind="band", key=str(uuid4()), title="Banding", arguments=arguments, by=None, at=at
        )
        # Where there is no broker it has been done by now.
        run(job_id=asked.pk, clock=timezone.now)
        asked.refresh_from_db()
        return asked

    with ThreadPoolExecutor(max_workers=1) as reader:
        started = time.perf_counter()
        seen = reader.submit(_seen, {*Run.objects.values_list("pk", flat=True)})
        whole, ended = _timed(click)
        if ended.state != JobState.DONE:
            raise RuntimeError(f"The job did not end well: {ended.error}")
        seconds = seen.result() - started
    return {"seconds": seconds, "whole": whole, "start": start, "megabytes": _megabytes()}


def _seen(known: set[int]) -> float:
    """When somebody else first sees a run that was not there before."""
    given = connection.get_connection_params()
    with psycopg.connect(**given, autocommit=True) as reader:
        for _ in range(12_000):
            found = reader.execute("SELECT id FROM indicators_run ORDER BY id DESC LIMIT 1")
            if (row := found.fetchone()) and row[0] not in known:
                return time.perf_counter()
            time.sleep(0.005)
    raise RuntimeError("Nobody has seen the run within a minute.")


def certain(code: str, *_: int) -> dict[str, float]:
    """The second pass over the newest whole run: how certain its bands and ranks are."""
    from django.utils import timezone

    from indicators.models import Run
    from indicators.services.certainty import work_out_certainty

    run = Run.objects.filter(commissioner__code=code, rest_from=None).first()
    if run is None:
        raise RuntimeError("Band first: its results are looked at.")
    seconds, parts = _timed(lambda: work_out_certainty(run=run, by=None, at=timezone.now()))
    if not parts:
        raise RuntimeError("This run's certainty is there already.")
    return {"seconds": seconds, "megabytes": _megabytes()}


def verify(code: str, *_: int) -> dict[str, float]:
    """The newest whole run judged, scored and drawn once more."""
    from indicators.models import Run
    from scorecard.cards.services import verifying

    run = Run.objects.filter(commissioner__code=code, rest_from=None).first()
    if run is None:
        raise RuntimeError("Band first: its results are verified.")
    start = _megabytes()
    seconds, found = _timed(lambda: verifying.verify(run=run))
    if found.counts:
        raise RuntimeError(f"It does not come out the same: {found.counts}")
    return {
        "seconds": seconds,
        "results": found.results,
        "certain": found.certain,
        "start": start,
        "megabytes": _megabytes(),
    }


def again(code: str, *_: int) -> dict[str, float]:
    """One indicator, as if its figures had changed: by an idle worker that has done no job yet,
    and then once more."""
    from scorecard.cards.services.banding import band_period
    from scorecard.jobs.running import be_ready
    from tests.bench.areas import BY, NOW

    be_ready()
    version, period = _of(code)
    only = [version.items.values_list("definition_id", flat=True)[7]]
    how = {"version": version, "period": period, "clock": lambda: NOW, "only": only, **BY}
    first, second = (_timed(lambda: band_period(key=uuid4(), **how))[0] for _ in range(2))
    return {"seconds": first, "second": second}


def bare(code: str, *_: int) -> dict[str, float]:
    """What the database alone needs, in its text form and, beside it, in its binary form."""
    parts = _bare(code, "text")
    return {**parts, "seconds": sum(parts.values()), "binary": sum(_bare(code, "binary").values())}


def _bare(code: str, form: str) -> dict[str, float]:
    from indicators.models import Run

    run = Run.objects.filter(commissioner__code=code, rest_from=None).first()
    if run is None:
        raise RuntimeError("Band first: its results are copied.")
    table = f"indicators_result_{run.parts[0]}"
    rows = _copied_out(f"TABLE {table}", form)
    read, _found = _timed(lambda: _copied_out(FIGURES.format(run.period_id), form))
    marks = [time.perf_counter()]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare (LIKE {table})")
        with cursor.copy(f"COPY bare FROM STDIN (FORMAT {form}, FREEZE)") as copy:
            for start in range(0, len(rows), 1024 * 1024):
                copy.write(rows[start : start + 1024 * 1024])
        marks.append(time.perf_counter())
        cursor.execute("CREATE UNIQUE INDEX ON bare (practice_id, definition_id)")
    marks.append(time.perf_counter())
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bare")
    return {"copy_out": read, "copy_in": marks[1] - marks[0], "key": marks[2] - marks[1]}


def _copied_out(query: str, form: str) -> bytes:
    said = f"COPY ({query}) TO STDOUT (FORMAT {form})"
    with connection.cursor() as cursor, cursor.copy(said) as copy:
        return b"".join(bytes(one) for one in copy)


def twin(code: str, *_: int) -> dict[str, float]:
    """The plain way: rows into objects, one judgement an object, objects into rows."""
    from tests.bench.twin import judged_one_by_one

    version, period = _of(code)
    seconds, _found = _timed(lambda: judged_one_by_one(version, period, TENTH))
    return {"seconds": seconds * TENTH}


def _of(code: str) -> Any:
    from indicators.models import Period
    from scorecard.cards.models import CardVersion

    version = CardVersion.objects.get(scorecard__commissioner__code=code)
    return version, Period.objects.filter(commissioner__code=code).first()


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def _megabytes() -> float:
    """The most this process has held so far, Python, Django and numpy included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


STEPS: dict[str, Callable[..., dict[str, float]]] = {
    "make": make,
    "band": band,
    "again": again,
    "certain": certain,
    "verify": verify,
    "bare": bare,
    "twin": twin,
}

if __name__ == "__main__":
    django.setup()
    step, name, practices, indicators = sys.argv[1:]
    print(json.dumps(STEPS[step](name, int(practices), int(indicators))))
