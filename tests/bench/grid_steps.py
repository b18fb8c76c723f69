"""What each process of the bench of the grid does; the last line it prints is JSON."""

import asyncio
import gzip
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from typing import Any

import django

REPEATS, SECONDS, READERS = 25, 4.0, 16
# As the Dockerfile starts it.
SERVED = ("--workers=3", "--threads=4", "--no-control-socket", "--worker-tmp-dir=/dev/shm")
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
    """One reader and 16 at once, turn about, of a server set up as the product's own image is.

    Client, workers and database share the machine's cores, so all readers are one process that
    waits for many sockets and looks at little more than the status.
    """
    client, address, _domain = _reader(code)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "scorecard.config.wsgi", *SERVED]
    server = subprocess.Popen(
        [*command, f"--bind=127.0.0.1:{port}", "--log-level=error"],
        stdout=subprocess.DEVNULL,
        env=os.environ,
    )
    asked = (
        f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
        "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
    ).encode()
    try:
        _wait(port)
        _read(port, asked, READERS, 3.0)  # each worker meets the run once
        turns = [[_read(port, asked, number, SECONDS) for number in (1, READERS)] for _ in range(5)]
    finally:
        server.terminate()
        server.wait()
    one, many = ([turn[at][0] / SECONDS for turn in turns] for at in (0, 1))
    counts = [count for turn in turns for count in turn]
    return {
        "one": statistics.median(one),
        "sixteen": statistics.median(many),
        "gain": statistics.median(many) / statistics.median(one),
        "failed": sum(failed for _read, failed in counts),
        "read": sum(read for read, _failed in counts),
    }


def _wait(port: int) -> None:
    for _try in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def _read(port: int, asked: bytes, number: int, seconds: float) -> tuple[int, int]:
    """How many pages so many readers get in that time, and how many were no page."""
    return asyncio.run(_reading(port, asked, number, seconds))


async def _reading(port: int, asked: bytes, number: int, seconds: float) -> tuple[int, int]:
    counts = [0, 0]
    until = time.monotonic() + seconds

    async def reader() -> None:
        while time.monotonic() < until:
            found = await asyncio.wait_for(_one_page(port, asked), 60)
            # A page that began in time and ended after it belongs to nobody's count.
            if time.monotonic() < until or not found:
                counts[0 if found else 1] += 1

    await asyncio.gather(*(reader() for _one in range(number)))
    return counts[0], counts[1]


async def _one_page(port: int, asked: bytes) -> bool:
    """Whether a page came, whole: the bytes that its head promises."""
    try:
        answers, asks = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        asks.write(asked)
        head = await answers.readuntil(b"\r\n\r\n")
        body = await answers.read(-1)
        asks.close()
    except (OSError, asyncio.IncompleteReadError):
        return False
    promised = re.search(rb"(?i)content-length: (\d+)", head)
    whole = promised is not None and int(promised[1]) == len(body)
    return head.startswith(b"HTTP/1.1 200") and whole and len(body) > 10_000


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"make": make, "page": page, "readers": readers}

if __name__ == "__main__":
    django.setup()
    step, name, practices, indicators = sys.argv[1:]
    print(json.dumps(STEPS[step](name, int(practices), int(indicators))))
