"""The second pass over a national run: how certain its bands and ranks are.

Over judging and storing the same results, which is less than the whole run: the reading of its
figures is left out. Each has a process of its own, so that memory is its own.
"""

import datetime as dt
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scorecard.local.postgres import Server
from tests.bench.reporting import Figure, report

PRACTICES, DEFINITIONS, REPEATS = 6_400, 157, 3
LIMIT, MEGABYTES = 1.0, 250


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
                command = [sys.executable, "-m", "tests.bench.certainty", what]
                done = subprocess.run(command, env=environment, check=True, capture_output=True)
                found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
                return found

            run("make")
            pairs = [(run("judge"), run("certainty")) for _ in range(REPEATS)]
    judged, certain = (
        statistics.median(one["seconds"] for one in column) for column in zip(*pairs, strict=True)
    )
    most = max(one["megabytes"] for _, one in pairs)
    return [
        report(
            "certainty of 1,000,000 results, over judging and storing them",
            certain / judged,
            "times judging and storing the same results",
            LIMIT,
            seconds=round(certain, 2),
            judging_seconds=round(judged, 2),
            rows=int(pairs[0][1]["rows"]),
        ),
        report(
            "memory of the certainty of 1,000,000 results",
            most / MEGABYTES,
            f"of the {MEGABYTES} MB allowed",
            1.0,
            megabytes=round(most),
        ),
    ]


def _make() -> dict[str, float]:
    from django.core.management import call_command

    from indicators.models import Definition, Indicator
    from indicators.services.periods import add_period
    from practices.models import Practice
    from practices.services.organisations import add_commissioner

    call_command("migrate", verbosity=0)
    at = dt.datetime(2026, 7, 15, 10, tzinfo=dt.UTC)
    commissioner = add_commissioner(code="B04", name="Area B04", by=None, at=at)
    add_period(
        commissioner=commissioner,
        code="2026-27-Q1",
        name="April to June 2026",
        starts_on=dt.date(2026, 4, 1),
        ends_on=dt.date(2026, 6, 30),
        by=None,
        at=at,
    )
    Practice.objects.bulk_create(
        Practice(code=f"X{at:05}", name=f"Surgery {at}", sort_key=f"{at:05}")
        for at in range(PRACTICES)
    )
    made = Indicator.objects.bulk_create(
        Indicator(commissioner=commissioner, code=f"IND{at:03}") for at in range(DEFINITIONS)
    )
    Definition.objects.bulk_create(_definition(one, at) for at, one in enumerate(made))
    return {}


def _definition(indicator: Any, at: int) -> Any:
    """Two proportions for each rate."""
    from indicators.models import Definition

    rate = at % 3 == 2
    return Definition(
        indicator=indicator,
        number=1,
        name=f"Indicator {at}",
        description="Invented.",
        kind="rate" if rate else "proportion",
        numerator="Seen",
        denominator="Asked",
        multiplier=1000 if rate else 100,
        polarity="low" if rate else "high",
        sampling="poisson" if rate else "proportion",
        rule={"rule": "thresholds", "green": 100, "red": 140}
        if rate
        else {"rule": "thresholds", "green": 70, "red": 60},
        created_at=dt.datetime(2026, 4, 1, tzinfo=dt.UTC),
    )


def _figures(definition: Any, seed: int) -> Any:
    import numpy as np

    from indicators.selectors.snapshot import IndicatorFigures

    random, rate = np.random.default_rng(seed), definition.kind == "rate"
    below = random.integers(20, 4_000, PRACTICES)
    share = np.clip(random.normal(0.12 if rate else 0.65, 0.05, PRACTICES), 0.01, 0.99)
    above = random.poisson(below * share) if rate else random.binomial(below, share)
    nothing = np.full(PRACTICES, np.nan)
    return IndicatorFigures(
        figure_ids=np.zeros(PRACTICES, np.int64),
        states=np.zeros(PRACTICES, np.int8),
        numerator=above.astype(float),
        denominator=below.astype(float),
        value=nothing,
        spread=nothing,
        texts=[""] * PRACTICES,
        queried=np.zeros(PRACTICES, bool),
    )


def _judged() -> dict[str, float]:
    """Judge and store all results, from arrays that are there already."""
    from indicators.inputs import ALONE
    from indicators.judging import judge
    from indicators.models import Definition, Period
    from indicators.selectors.definitions import data_of
    from indicators.selectors.surroundings import figures_of
    from indicators.services.judged import Judged
    from indicators.services.runs import save_run
    from practices.models import Practice

    practices = list(Practice.objects.order_by("pk"))
    definitions = list(Definition.objects.select_related("indicator").order_by("pk"))
    held = [_figures(definition, at) for at, definition in enumerate(definitions)]
    import numpy as np

    counted = np.ones(PRACTICES, dtype=bool)

    def judged() -> Iterator[Judged]:
        for definition, figures in zip(definitions, held, strict=True):
            found = judge(data_of(definition), figures_of(figures, counted), "England", ALONE)
            yield Judged(definition, figures, ALONE, found)

    period, now = Period.objects.get(), dt.datetime.now(dt.UTC)
    started = time.monotonic()
    save_run(
        period=period, practices=practices, judged=judged(), key=uuid.uuid4(), by=None,
        started_at=now, clock=lambda: dt.datetime.now(dt.UTC),
    )  # fmt: skip
    return {"seconds": time.monotonic() - started}


def _certain() -> dict[str, float]:
    """The second pass over the newest run."""
    from indicators.models import Certainty, Run
    from indicators.services.certainty import work_out_certainty

    run = Run.objects.select_related("commissioner", "period").latest("pk")
    started = time.monotonic()
    work_out_certainty(run=run, by=None, at=dt.datetime.now(dt.UTC))
    took = time.monotonic() - started
    return {"seconds": took, "rows": Certainty.objects.filter(part__in=run.parts).count()}


if __name__ == "__main__":
    import django

    django.setup()
    found = {"make": _make, "judge": _judged, "certainty": _certain}[sys.argv[1]]()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"megabytes": peak, **found}))
