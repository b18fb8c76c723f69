"""What each process of the bench of freezing does, once; prints what it found as JSON."""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.db import connection, transaction


def prepare(code: str) -> dict[str, float]:
    """Every second indicator counts what nobody has published yet; what pages prepare is there."""
    from indicators.models import Definition
    from scorecard.accounts.services import add_user
    from scorecard.cards.services.around import keep_around
    from scorecard.publication.levels import OPEN
    from scorecard.publication.services.rules import set_rules
    from tests.bench.areas import BY, NOW

    run = _run_of(code)
    ids = list(run.run.definitions.values_list("definition_id", flat=True).order_by("pk"))
    with connection.cursor() as cursor:
        table = Definition._meta.db_table
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        statement = f"UPDATE {table} SET supplied_by = 'practice' WHERE id = ANY(%s)"  # noqa: S608
        cursor.execute(statement, [ids[::2]])
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for name in ("analyst", "lead"):
        by = add_user(email=f"{name}@bench.example", name=name, password="correct horse", **BY)
    set_rules(scorecard=run.version.scorecard, levels=OPEN, by=by, at=NOW)
    keep_around(card_run=run, by=None, at=NOW)
    return {}


def freeze(code: str) -> dict[str, float]:
    """Draft an edition, and copy its rows bare."""
    from scorecard.calc.types import NoBand
    from scorecard.publication.models import EditionFigure
    from scorecard.publication.services import editions
    from tests.bench.areas import NOW

    analyst, _ = _people()
    run = _run_of(code)
    seconds, edition = _timed(
        lambda: editions.draft_edition(card_run=run, title="Bench", by=analyst, at=NOW)
    )
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = EditionFigure.objects.filter(edition=edition)
    found: dict[str, float] = {
        "seconds": seconds,
        "megabytes": megabytes,
        "figures": figures.count(),
        "withheld": figures.filter(no_band=NoBand.WITHHELD).count(),
    }
    table = f"{EditionFigure._meta.db_table}_{edition.pk}"
    rows = {form: _copied_out(table, form) for form in ("text", "binary")}
    found["bare"] = _timed(lambda: _bare(table, rows["text"], "text", keyed=True))[0]
    found["binary"] = _timed(lambda: _bare(table, rows["binary"], "binary", keyed=True))[0]
    found["unkeyed"] = _timed(lambda: _bare(table, rows["text"], "text", keyed=False))[0]
    return found


def open_up(code: str) -> dict[str, float]:
    """All steps of the newest edition from its preview to its publication."""
    from scorecard.publication.models import Edition
    from tests.editions import publish

    edition = Edition.objects.latest("pk")
    return {"seconds": _timed(lambda: publish(edition, *_people()))[0]}


def read(code: str) -> dict[str, float]:
    """What anybody reads of the published edition, through the layer before Django."""
    from django.test import RequestFactory

    from scorecard.config.wsgi import application
    from scorecard.publication.models import Edition, EditionIndicator

    edition = Edition.objects.latest("pk")
    area = f"/results/{edition.release.scorecard.commissioner.slug}/"
    file = f"{area}{edition.release.period.code}/{edition.number}/figures.csv"

    def answer(path: str, accepted: str) -> tuple[float, float, int, int]:
        """Seconds to the first bytes and to the last; how many bytes and lines."""
        status: list[str] = []
        environ = RequestFactory(SERVER_NAME="localhost", HTTP_ACCEPT_ENCODING=accepted)
        started, first, size, lines = time.perf_counter(), 0.0, 0, 0
        parts = application(environ._base_environ(PATH_INFO=path), lambda s, _: status.append(s))
        for part in parts:
            first = first or time.perf_counter() - started
            size, lines = size + len(part), lines + part.count(b"\n")
        getattr(parts, "close", bool)()
        assert status == ["200 OK"], (path, status)
        return first, time.perf_counter() - started, size, lines

    measure = EditionIndicator.objects.filter(edition=edition).first()
    _, _, page, _ = answer(area, "gzip")
    _, _, indicator, _ = answer(f"{area}indicators/{measure.code}/", "gzip")
    first, took, size, lines = answer(file, "")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"page": page, "indicator": indicator, "first": first}
    found |= {"file_seconds": took, "file_bytes": size}
    return {**found, "rows": lines - 1, "megabytes": megabytes}


def correct(code: str) -> dict[str, float]:
    """Draft a correction of the published edition, as if one figure in fifty of that and one whole
    in twenty had been other; then read on its page what is different."""
    from scorecard.publication.levels import Audience
    from scorecard.publication.models import Edition
    from scorecard.publication.presenters.changes import changes
    from scorecard.publication.selectors.told import Told
    from scorecard.publication.services import editions
    from tests.bench.areas import NOW

    old = Edition.objects.latest("pk")
    given = {"title": "Corrected", "by": _people()[0], "at": NOW, "reason": "Bench"}
    figures = (
        "UPDATE publication_editionfigure SET value = value * 1.01"
        " WHERE edition_id = %s AND (practice_id * 7 + definition_id) %% 50 = 0"
    )
    wholes = (
        "UPDATE publication_editionscore SET score = score * 0.8"
        " WHERE edition_id = %s AND domain_id IS NULL AND practice_id %% 20 = 0"
    )
    with connection.cursor() as cursor:
        cursor.execute(figures, [old.pk])
        cursor.execute(wholes, [old.pk])
    seconds, new = _timed(
        lambda: editions.draft_edition(card_run=_run_of(code), corrects=old, **given)
    )
    both = [Told(one, Audience.PUBLIC) for one in (old, new)]
    page, found = _timed(lambda: changes(*both))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    different = sum(one.figures for one in found.counts.values())
    counted = {"different": different, "overall": found.overall}
    return {"seconds": seconds, "page": page, "megabytes": megabytes, **counted}


def _people() -> list[Any]:
    from scorecard.accounts.models import User

    return [User.objects.get(email=f"{name}@bench.example") for name in ("analyst", "lead")]


def _run_of(code: str) -> Any:
    from scorecard.cards.models import CardRun

    return CardRun.objects.filter(version__scorecard__commissioner__code=code).first()


def _copied_out(table: str, form: str) -> bytes:
    said = f"COPY {table} TO STDOUT (FORMAT {form})"
    with connection.cursor() as cursor, cursor.copy(said) as copy:
        return b"".join(bytes(one) for one in copy)


def _bare(like: str, rows: bytes, form: str, *, keyed: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare")
        cursor.execute(f"CREATE TABLE bare (LIKE {like})")
        with cursor.copy(f"COPY bare FROM STDIN (FORMAT {form}, FREEZE)") as copy:
            for start in range(0, len(rows), 1024 * 1024):
                copy.write(rows[start : start + 1024 * 1024])
        if keyed:
            cursor.execute("CREATE UNIQUE INDEX ON bare (practice_id, definition_id)")


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


STEPS: dict[str, Callable[[str], dict[str, float]]] = {
    "prepare": prepare,
    "freeze": freeze,
    "open_up": open_up,
    "read": read,
    "correct": correct,
}

if __name__ == "__main__":
    django.setup()
    step, name, *_ = sys.argv[1:]
    print(json.dumps(STEPS[step](name)))
