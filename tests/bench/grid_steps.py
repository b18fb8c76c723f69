"""What each process of the bench of the grid does; the last line it prints is JSON."""

import gzip
import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import django

REPEATS, SECONDS, READERS = 25, 6.0, 16
ROWS = """
SELECT practice_id, definition_id, band, no_band, value, numerator, denominator
FROM indicators_result
WHERE part_id = ANY(%s) AND practice_id = ANY(%s) AND definition_id = ANY(%s)
"""


def make(code: str, practices: int, indicators: int) -> dict[str, Any]:
    """A nation banded and prepared; a domain holds 60 indicators, so that a page has 100 x 60."""
    from django.core.management import call_command

    from scorecard.cards.services.banding import band_period
    from scorecard.dashboards.services.preparing import prepare
    from tests.bench import areas

    call_command("migrate", verbosity=0)
    areas.PER_DOMAIN = 60
    version, period = areas.mixed_area(code, practices, indicators)
    card_run = band_period(
        version=version, period=period, key=uuid.uuid4(), clock=lambda: areas.NOW, **areas.BY
    )
    prepare(card_run=card_run, **areas.BY)
    return {}


def page(code: str, *_: int) -> dict[str, Any]:
    """Page and bare cursor turn about, so that both meet the same machine; the best of each."""
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS += ["testserver"]
    client, address, domain = _reader(code)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        found = client.get(address)
    # The next request empties the log of queries.
    html, asked = found.content, len(queries)
    bare = _bare(code, domain)
    taken: dict[str, list[float]] = {"bare": [], "page": [], "zipped_page": []}
    zipped = {"HTTP_ACCEPT_ENCODING": "gzip"}
    for _turn in range(REPEATS):
        taken["bare"].append(_timed(bare))
        taken["page"].append(_timed(lambda: client.get(address)))
        taken["zipped_page"].append(_timed(lambda: client.get(address, **zipped)))
    others = {}
    for name in ("sort=worst", "sort=-IND07", "view=change", "pool=network", "state=too-few"):
        client.get(f"{address}&{name}")
        others[name] = round(_timed(lambda one=name: client.get(f"{address}&{one}")), 3)
    return {
        **{name: min(times) for name, times in taken.items()},
        "cells": html.count(b"<b>") - html.count(b'scope="row"'),
        "zipped": len(gzip.compress(html, 6)),
        "queries": asked,
        "others": others,
        "slowest": max(others.values()),
    }


def _reader(code: str) -> tuple[Any, str, int]:
    """Somebody signed in, and the address of a page of 60 indicators."""
    from scorecard.cards.models import CardVersion
    from tests.bench.areas import signed_in

    version = CardVersion.objects.get(scorecard__commissioner__code=code)
    domain = version.domains.order_by("order").values_list("pk", flat=True)[0]
    return signed_in(version), f"/area/{code}/grid/?domain={domain}", domain


def _bare(code: str, domain: int) -> Callable[[], object]:
    """The same 6,000 results, read by an open cursor into rows, and nothing else."""
    from django.db import connection

    from indicators.models import Run
    from practices.models import Practice
    from scorecard.cards.models import CardItem

    run = Run.objects.filter(commissioner__code=code).first()
    if run is None:
        raise RuntimeError("Make first.")
    practices = list(Practice.objects.order_by("sort_key", "code").values_list("pk", flat=True))
    definitions = CardItem.objects.filter(domain=domain).values_list("definition_id", flat=True)
    asked = [run.parts, practices[:100], list(definitions)]

    def read() -> object:
        with connection.connection.cursor() as cursor:
            return cursor.execute(ROWS, asked).fetchall()

    return read


def readers(code: str, *_: int) -> dict[str, Any]:
    """One reader, then 16 at once, of a server with two workers."""
    client, address, _domain = _reader(code)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "scorecard.config.wsgi", "--workers=2"]
    server = subprocess.Popen(
        [*command, f"--bind=127.0.0.1:{port}", "--no-control-socket", "--log-level=error"],
        stdout=subprocess.DEVNULL,
        env=os.environ,
    )
    try:
        _wait(port)
        _read(port, address, cookie, 8, 2.0)  # each worker meets the run once
        one, failed_one = _read(port, address, cookie, 1, SECONDS)
        many, failed_many = _read(port, address, cookie, READERS, SECONDS)
    finally:
        server.terminate()
        server.wait()
    return {
        "one": one / SECONDS,
        "sixteen": many / SECONDS,
        "gain": many / max(one, 1),
        "failed": failed_one + failed_many,
        "read": one + many,
    }


def _wait(port: int) -> None:
    for _try in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def _read(port: int, address: str, cookie: str, number: int, seconds: float) -> tuple[int, int]:
    """How many pages so many readers get in that time, and how many were no page."""
    counts = [[0, 0] for _one in range(number)]
    until = time.monotonic() + seconds

    def reader(mine: list[int]) -> None:
        while time.monotonic() < until:
            mine[0 if _one_page(port, address, cookie) else 1] += 1

    threads = [threading.Thread(target=reader, args=(mine,)) for mine in counts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(one[0] for one in counts), sum(one[1] for one in counts)


def _one_page(port: int, address: str, cookie: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
        response = connection.getresponse()
        return bool(response.status == 200 and len(response.read()) > 10_000)
    except OSError:
        return False
    finally:
        connection.close()


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"make": make, "page": page, "readers": readers}

if __name__ == "__main__":
    django.setup()
    step, name, practices, indicators = sys.argv[1:]
    print(json.dumps(STEPS[step](name, int(practices), int(indicators))))
