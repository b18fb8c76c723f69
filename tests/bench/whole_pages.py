"""Pages that put a nation together: overview, board, rows of the grid added up, what changed, and
practices side by side. What they cost has no twin, so they are told in seconds.
"""

import gzip
import json
import os
import re
import statistics
import time
from typing import Any

from tests.bench.reporting import Figure, report

SECONDS, QUERIES, ZIPPED, REPEATS = 1.0, 12, 60_000, 7
SIX = "&".join(f"practice=B040000{at}" for at in range(1, 7))
PAGES = {
    "overview": "",
    "board": "board/",
    "grid": "grid/",
    "grid, each network": "grid/?pool=network",
    "grid, each fifth": "grid/?pool=fifth",
    "grid, everybody": "grid/?pool=area",
    "grid, what changed": "grid/?view=change",
    "grid, what changed, networks of a fifth by size": (
        "grid/?view=change&pool=network&fifth=1&size=unknown&sort=largest"
    ),
    "bands lost": "changed/bands/?way=lost",
    "practices": "practices/",
    "not banded": "unbanded/",
    "network": "networks/B04N3/",
    "six side by side": f"compare/?{SIX}",
    "services": "services/",
    "a result": "practices/B0400005/IND00/",
}


def figures(found: dict[str, Any]) -> list[Figure]:
    slowest = max(found, key=lambda page: found[page]["seconds"])
    most = max(one["queries"] for one in found.values())
    largest = max(one["zipped"] for one in found.values())
    return [
        report(
            f"pages that put a nation together, the slowest ({slowest})",
            found[slowest]["seconds"],
            "seconds",
            SECONDS,
            load=round(os.getloadavg()[0], 1),
            **{page: round(one["seconds"], 2) for page, one in found.items()},
        ),
        report(
            "most questions of these pages, first visit to a new process",
            most / QUERIES,
            f"of the {QUERIES} allowed",
            1.0,
            **{page: one["queries"] for page, one in found.items()},
        ),
        report(
            "HTML of these pages, gzip",
            largest / ZIPPED,
            f"of {ZIPPED} bytes",
            1.0,
            **{page: one["zipped"] for page, one in found.items()},
        ),
    ]


def _page(client: Any, address: str) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    asked = len(queries)  # the log begins anew with the next request
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}.")
    html = re.sub(rb'(type="application/json">).*?(</script>)', rb"\1\2", response.content)
    taken = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        client.get(address)
        taken.append(time.perf_counter() - started)
    seconds = statistics.median(taken)
    return {"seconds": seconds, "queries": asked, "zipped": len(gzip.compress(html, 6))}


def _in_a_new_process(client: Any, address: str) -> dict[str, float]:
    """Nothing is known yet of any run, as after a restart."""
    from django.db import connections

    connections.close_all()
    reads, writes = os.pipe()
    if not os.fork():
        with os.fdopen(writes, "w") as answer:
            json.dump(_page(client, address), answer)
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as answer:
        found: dict[str, float] = json.load(answer)
    os.wait()
    return found


def _measured() -> dict[str, Any]:
    from django.conf import settings

    from scorecard.cards.models import CardVersion
    from tests.bench.areas import signed_in

    settings.ALLOWED_HOSTS += ["testserver"]
    client = signed_in(CardVersion.objects.get(scorecard__commissioner__code="B04"))
    client.get("/workspace/")  # the code of all pages is read
    return {page: _in_a_new_process(client, f"/area/B04/{rest}") for page, rest in PAGES.items()}


if __name__ == "__main__":
    import logging

    import django

    django.setup()
    logging.disable()
    print(json.dumps(_measured()))
