"""Banding on real workers and brokers while things go wrong: one run, complete, and nothing left.

SCORECARD_TEST_BROKERS chooses the brokers, as in test_brokers.py.
"""

import pytest
from django.db import connection
from django.utils import timezone

from indicators.models import Result, Run
from indicators.services.figures import FigureRow, record_figures
from indicators.services.splitting import drop_orphans
from scorecard.cards.models import CardRun, Score
from scorecard.jobs.models import Job, JobState, Material
from scorecard.jobs.services import ask_cancel
from tests.areas import CARD, PROPORTION, Area
from tests.jobs.test_brokers import ended, running, site  # noqa: F401  a fixture
from tests.jobs.workers import kill_group, wait_for

pytestmark = [pytest.mark.brokers, pytest.mark.django_db(transaction=True)]

INDICATORS = 10


@pytest.fixture
def area(transactional_db):
    items = [
        {**PROPORTION, "code": f"IND{n}", "name": f"Indicator {n}", "weight": 10}
        for n in range(1, INDICATORS + 1)
    ]
    area = Area(card={**CARD, "domains": [{"name": "Access", "weight": 100}], "indicators": items})
    for n in range(1, INDICATORS + 1):
        for number, count in enumerate((90, 70, 50), start=1):
            area.record(number, f"IND{n}", numerator=count, denominator=100)
    area.period()
    clear()
    return area


def clear():
    """Tables of the tests before: emptying the database leaves them."""
    with connection.cursor() as cursor:
        for name in tables():
            cursor.execute(f"DROP TABLE {name}")


@pytest.fixture
def at_work(site, area):  # noqa: F811
    """A site whose workers take their time over each indicator, so that there is a middle."""
    site.environment["DJANGO_SETTINGS_MODULE"] = "tests.jobs.slow_settings"
    return site


def band(site, area, **how):  # noqa: F811
    arguments = {"version": area.version.pk, "period": area.period().pk}
    return site.ask("band", **how, **arguments)


def in_the_middle(job):
    return job.state == JobState.RUNNING and 2 <= job.done_steps < INDICATORS


def tables():
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT relname FROM pg_class WHERE relkind = 'r'"
            r" AND relname ~ '^indicators_(result|certainty)_\d+$'"
        )
        return {name for (name,) in cursor.fetchall()}


def is_complete(job):
    """One run, all its results and scores seen, no table but its own, nothing left to do."""
    run = Run.objects.get()
    assert job.state == JobState.DONE, job.error
    assert run.key == job.pk
    assert Result.objects.of_run(run).count() == 3 * INDICATORS
    assert Result.objects.count() == 3 * INDICATORS
    assert Score.objects.filter(card_run=CardRun.objects.get(run=run)).count() == 3 * 2
    assert {name for name in tables() if "result" in name} == {
        f"indicators_result_{part}" for part in run.parts
    }
    assert not Job.objects.filter(kind__startswith="band", state__in=Job.OPEN).exists()
    assert not Material.objects.exists()
    return run


def value_of(run, code="IND1", number=1):
    results = Result.objects.of_run(run).filter(definition__indicator__code=code)
    return results.order_by("practice__code")[number - 1].numerator


def test_a_message_that_comes_three_times_bands_once(at_work, area):
    at_work.start_worker()
    is_complete(wait_for(band(at_work, area, messages=3), ended))


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_bands(at_work, area):
    first = at_work.start_worker()
    job = wait_for(band(at_work, area), in_the_middle)
    kill_group(first)
    assert not Run.objects.exists()
    at_work.start_worker()
    is_complete(wait_for(job, ended))
    assert job.attempts == 2


def test_progress_by_indicator_shows_while_nothing_is_committed(at_work, area):
    at_work.start_worker()
    job = wait_for(band(at_work, area), in_the_middle)
    assert job.message.startswith("Banded IND")
    assert job.total_steps == INDICATORS + 1
    assert not Run.objects.exists()
    is_complete(wait_for(job, ended))


def test_a_run_cancelled_in_the_middle_changes_nothing(at_work, area):
    at_work.start_worker()
    job = wait_for(band(at_work, area), in_the_middle)
    assert ask_cancel(job=job, by=None, at=timezone.now()).state == JobState.RUNNING
    job = wait_for(job, ended)
    assert (job.state, Run.objects.count(), tables()) == (JobState.CANCELLED, 0, set())


def test_a_return_that_arrives_meanwhile_is_in_the_next_run(at_work, area):
    at_work.start_worker()
    job = wait_for(band(at_work, area), in_the_middle)
    late = FigureRow(
        practice_id=area.practices[0].pk,
        indicator_id=area.definition("IND9").indicator_id,
        period_id=area.period().pk,
        numerator=11,
        denominator=100,
    )
    record_figures(rows=[late], file=None, by=None, at=timezone.now())
    run = is_complete(wait_for(job, ended))
    assert value_of(run, "IND9") == 90
    assert value_of(area.band().run, "IND9") == 11


def parts(job):
    return list(job.parts.order_by("key"))


def test_a_split_run_outlives_one_of_its_two_workers(at_work, area):
    at_work.environment["BAND_PART_RESULTS"] = "6"
    first, _ = at_work.start_worker(concurrency=1), at_work.start_worker(concurrency=1)
    job = wait_for(band(at_work, area), lambda job: job.parts.filter(state="done").exists())
    kill_group(first)
    assert not Run.objects.exists()
    run = is_complete(wait_for(job, ended))
    assert len(run.parts) == INDICATORS // 2
    assert {part.state for part in parts(job)} == {JobState.DONE}


def test_a_split_run_cancelled_in_the_middle_leaves_no_table(at_work, area):
    at_work.environment["BAND_PART_RESULTS"] = "6"
    at_work.start_worker()
    job = wait_for(band(at_work, area), lambda job: job.parts.filter(state="done").exists())
    assert ask_cancel(job=job, by=None, at=timezone.now()).state == JobState.CANCELLED
    for part in parts(job):
        wait_for(part, ended)
    drop_orphans()
    assert (Run.objects.count(), tables(), Material.objects.count()) == (0, set(), 0)
