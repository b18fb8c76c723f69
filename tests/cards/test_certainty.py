"""The second pass over a run: how certain its bands and ranks are."""

import threading

import numpy as np
import pytest
from django.db import connections

from indicators.models import Certainty, Result, Run
from indicators.selectors.certainty import certainties_of, is_worked_out
from indicators.services import certainty as service
from indicators.services.certainty import ask_for_certainty, work_out_certainty
from scorecard.audit.models import AuditEvent
from scorecard.calc.certainty import of_bands
from scorecard.calc.rank_ranges import rank_ranges, seed_of
from scorecard.calc.types import Polarity, Sampling, Thresholds
from scorecard.jobs.models import Job
from scorecard.jobs.running import run as run_job
from tests.areas import NOW

FIGURES = ((78, 100), (140, 200), (30, 60))


@pytest.fixture
def banded(area):
    for number, (numerator, denominator) in enumerate(FIGURES, start=1):
        area.record(number, "ACC01", numerator=numerator, denominator=denominator)
        area.record(number, "VFM01", numerator=14000, denominator=100)
    return area


def work_out(run):
    return work_out_certainty(run=run, by=None, at=NOW)


def test_it_holds_what_the_arithmetic_says(banded):
    run = banded.band().run
    assert work_out(run) == 1
    found = certainties_of(run)
    definition = banded.definition("ACC01")
    practices = sorted(one.pk for one in banded.practices)
    assert set(found) == {(pk, definition.pk) for pk in practices}  # no interval, no certainty
    r, n = np.array(FIGURES, float).T
    chances = of_bands(r, n, Thresholds(80, 60), Polarity.HIGH, Sampling.PROPORTION, 100)
    seed = seed_of("Z01 2026-27-Q1 ACC01 version 1")
    ranks = rank_ranges(r, n, Polarity.HIGH, Sampling.PROPORTION, True, seed)
    for at, pk in enumerate(practices):
        row = found[pk, definition.pk]
        assert (row.red, row.amber, row.green) == pytest.approx(tuple(chances[at]), abs=1e-6)
        assert (row.rank_best, row.rank_worst) == (ranks.best[at], ranks.worst[at])
        assert row.too_close is (at == 0)
    assert AuditEvent.objects.filter(action="work out certainty").count() == 1


def test_results_are_there_before_it_and_do_not_change_by_it(banded):
    run = banded.band().run
    before = list(Result.objects.of_run(run).order_by("practice", "definition").values())
    assert not certainties_of(run)
    assert not is_worked_out(run)
    work_out(run)
    assert is_worked_out(run)
    assert list(Result.objects.of_run(run).order_by("practice", "definition").values()) == before


def test_doing_it_again_changes_nothing(banded):
    run = banded.band().run
    work_out(run)
    first = list(Certainty.objects.values_list())
    assert work_out(run) == 0
    assert list(Certainty.objects.values_list()) == first
    assert AuditEvent.objects.filter(action="work out certainty").count() == 1


def test_the_same_figures_give_the_same_ranges_in_the_next_run(banded):
    ranges = []
    for _ in range(2):
        run = banded.band().run
        work_out(run)
        rows = certainties_of(run)
        ranges.append([(key, one.rank_best, one.rank_worst) for key, one in sorted(rows.items())])
    assert ranges[0] == ranges[1]


def test_levels_of_one_practice_are_those_it_is_certain_by(banded):
    run = banded.band().run
    own = banded.practices[0]
    one = Result.objects.filter(practice=own, definition=banded.definition("ACC01"))
    one.update(own_levels={"green": 60, "red": 50})
    work_out(run)
    assert certainties_of(run, practice=own).popitem()[1].green > 0.99


def test_an_attempt_that_stops_half_way_leaves_nothing(banded, monkeypatch):
    run = banded.band().run

    def stop(**_):
        raise RuntimeError("killed")

    monkeypatch.setattr(service, "attach", stop)
    with pytest.raises(RuntimeError):
        work_out(run)
    assert not certainties_of(run)
    monkeypatch.undo()
    assert work_out(run) == 1


def test_the_job_is_asked_for_by_banding_and_does_it(banded, django_capture_on_commit_callbacks):
    from scorecard.jobs.services import ask

    arguments = {"version": banded.version.pk, "period": banded.period().pk}
    job = ask(kind="band", key="x", title="Banding", arguments=arguments, by=None, at=NOW)
    run_job(job_id=job.pk, clock=lambda: NOW)
    asked = Job.objects.get(kind="certainty")
    assert not Certainty.objects.exists()
    done = run_job(job_id=asked.pk, clock=lambda: NOW)
    assert done.result == {"parts": 1}
    assert Certainty.objects.count() == 3


def test_the_job_is_harmless_when_the_run_is_gone(banded):
    run = banded.band().run
    job = ask_for_certainty(run=run, by=None, at=NOW)
    assert ask_for_certainty(run=run, by=None, at=NOW).pk == job.pk
    banded.version.cardrun_set.all().delete()
    Run.objects.filter(pk=run.pk).delete()
    assert run_job(job_id=job.pk, clock=lambda: NOW).result == {"parts": 0}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_it_once(db):
    from tests.areas import Area

    area = Area()
    area.record(1, "ACC01", numerator=75, denominator=100)
    run = area.band().run
    done = []

    def work():
        try:
            done.append(work_out(run))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 1]
    assert Certainty.objects.count() == 1
