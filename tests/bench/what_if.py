"""What-if and robustness, from request to page, beside numpy doing the bare matrix product."""

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

from scorecard.local.postgres import Server
from tests.bench.reporting import Figure, report

AREA, NATION = ("B01", 200, 60), ("B02", 6400, 70)
PAGE_SECONDS, WEIGHTINGS_SECONDS, NATION_SECONDS, NATION_MEGABYTES = 0.3, 2.0, 3.0, 300
REPEATS = 5


def measure() -> list[Figure]:
    """On a database of its own; each size in a process of its own, so that memory is its own."""
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
            _run(environment, "make", *AREA)
            _run(environment, "make", *NATION)
            area, nation = (_run(environment, "try", *size) for size in (AREA, NATION))
    return [*_area_figures(area), *_nation_figures(nation)]


def _area_figures(found: dict[str, float]) -> list[Figure]:
    return [
        report(
            "what-if on 200 practices by 60 indicators, server time",
            found["page"] / PAGE_SECONDS,
            f"of the {PAGE_SECONDS * 1000:.0f} ms allowed",
            1.0,
            **_beside(found["page"], found["product_one"]),
        ),
        report(
            "1,000 weightings on 200 practices by 60 indicators, server time",
            found["robustness"] / WEIGHTINGS_SECONDS,
            f"of the {WEIGHTINGS_SECONDS:.0f} s allowed",
            1.0,
            **_beside(found["robustness"], found["product_all"]),
        ),
        report(
            "1,000 weightings over the bare matrix product",
            found["weightings"] / found["product_all"],
            "times the product",
            None,
            **_beside(found["weightings"], found["product_all"]),
        ),
    ]


def _nation_figures(found: dict[str, float]) -> list[Figure]:
    return [
        report(
            "what-if on 6,400 practices by 70 indicators, server time",
            found["page"] / NATION_SECONDS,
            f"of the {NATION_SECONDS:.0f} s allowed",
            1.0,
            **_beside(found["page"], found["product_one"]),
        ),
        report(
            "memory of the what-if on 6,400 practices by 70 indicators",
            found["memory"] / NATION_MEGABYTES,
            f"of the {NATION_MEGABYTES} MB allowed",
            1.0,
            megabytes=round(found["memory"]),
            before_the_first_request=round(found["start"]),
        ),
        report(
            "1,000 weightings on 6,400 practices by 70 indicators, server time",
            found["robustness"] / found["product_all"],
            "times the product",
            None,
            **_beside(found["robustness"], found["product_all"]),
        ),
    ]


def _beside(seconds: float, product: float) -> dict[str, object]:
    return {"seconds": round(seconds, 4), "times_the_matrix_product": round(seconds / product, 1)}


def _run(environment: dict[str, str], what: str, *size: object) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.what_if", what, *map(str, size)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _make(code: str, practices: int, indicators: int) -> dict[str, float]:
    from django.core.management import call_command

    from tests.bench.areas import banded_area

    call_command("migrate", verbosity=0)
    banded_area(code, practices, indicators)
    return {}


def _try(code: str, practices: int, indicators: int) -> dict[str, float]:
    """Seconds (the median of five) and megabytes, with a change to every weight and level."""
    from django.conf import settings
    from django.urls import reverse

    from scorecard.cards.models import CardVersion
    from scorecard.cards.selectors.pictures import picture
    from scorecard.cards.selectors.runs import newest_runs
    from scorecard.cards.services.trying import robust
    from tests.bench.areas import signed_in

    settings.ALLOWED_HOSTS += ["testserver"]
    version = CardVersion.objects.get(scorecard__commissioner__code=code)
    client = signed_in(version)
    typed = {f"level-{pk}-green": "55" for pk in version.items.values_list("pk", flat=True)}
    typed |= {f"item-{pk}": "12" for pk in version.items.values_list("pk", flat=True)[::3]}
    what_if, robustness = (
        reverse(name, args=[code, version.pk]) for name in ("card-what-if", "card-robustness")
    )
    run = newest_runs(version.scorecard.commissioner)[0]

    def page() -> None:
        response = client.post(what_if, typed)
        assert response.status_code == 200 and b"change band" in response.content

    def weightings_page() -> None:
        assert client.get(robustness).status_code == 200

    repeats = REPEATS if practices <= AREA[1] else 1
    start = _peak_megabytes()
    took = _median_seconds(page)
    return {
        "page": took,
        "start": start,
        "memory": _peak_megabytes(),
        "robustness": _median_seconds(weightings_page, repeats),
        "weightings": _median_seconds(lambda: robust(picture(version, run)), repeats),
        **_products(practices, indicators),
    }


def _products(practices: int, indicators: int) -> dict[str, float]:
    """The bare matrix product: one weighting, and 1,000."""
    import numpy as np

    draw = np.random.default_rng(1)
    points = draw.random((practices, indicators))
    found = {}
    for name, number in (("product_one", 1), ("product_all", 1000)):
        weights = draw.random((indicators, number))
        found[name] = _median_seconds(lambda weights=weights: points @ weights)
    return found


def _median_seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    work()  # what is made once is made now
    took = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def _peak_megabytes() -> float:
    """The most this process has held so far, Python, Django and numpy included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    import django

    django.setup()
    what, code, *size = sys.argv[1:]
    print(json.dumps({"make": _make, "try": _try}[what](code, *map(int, size))))
