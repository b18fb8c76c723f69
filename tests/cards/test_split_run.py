"""A run split over workers is the run that one worker makes, to the last bit, or it is nothing."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from indicators.models import BenchmarkValue, Objective, Result, Run, RunDefinition, RunPart
from indicators.services.splitting import drop_orphans
from practices.services.lists import ListSizeRow, record_list_sizes
from practices.services.organisations import close_practice
from scorecard.accounts.roles import Role
from scorecard.cards import tasks
from scorecard.cards.models import CardRun, Score
from scorecard.cards.services.banding import band_period
from scorecard.jobs.models import Job, JobState, Material
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from scorecard.jobs.services import ask, ask_cancel
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

FACT = CARD["indicators"][2]
INTERVAL = {"rule": "interval", "confidence": 95}
AGE = {
    "code": "CTX01",
    "name": "Patients over 75",
    "description": "How many patients are over 75.",
    "role": "context",
    "kind": "proportion",
    "numerator": "Patients over 75",
    "denominator": "Patients",
    "multiplier": 100,
    "unit": "%",
    "polarity": "none",
    "sampling": "proportion",
}


def one(code, **changes):
    return {**PROPORTION, "code": code, "name": f"Indicator {code}", **changes}


@pytest.fixture
def area(db, settings):
    """Every comparator, the list as denominator, an agreed level, a past, a missing figure."""
    settings.BAND_PART_RESULTS = 6  # two definitions of three practices
    card = [
        one("ACC01", weight=40),
        one("NET01", weight=20, comparator="network", rule=INTERVAL),
        one("SIM01", weight=10, comparator="similar"),
        one("PAST1", weight=10, comparator="own_past"),
        one("ENG01", weight=10, comparator="england", rule=INTERVAL),
        one("LIST1", weight=10, denominator_list="registered"),
        SPENDING,
        AGE,
        FACT,
    ]
    area = Area(card={**CARD, "indicators": card})
    counts = {"ACC01": (90, 70, 50), "NET01": (81, 13, 40), "SIM01": (9, 91, 33)}
    counts |= {"PAST1": (71, 17, 60), "ENG01": (99, 3, 50), "CTX01": (7, 11, 29)}
    for code, seen in counts.items():
        for number, count in enumerate(seen, start=1):
            area.record(number, code, numerator=count, denominator=100)
    area.record(1, "PAST1", "2025-26-Q4", numerator=50, denominator=100)
    area.record(1, "LIST1", numerator=700)
    area.record(2, "VFM01", numerator=16000.1, denominator=99.7)
    area.record(1, "FAC01", text="9 to 5, and on Saturdays")
    lists = [
        ListSizeRow(practice.pk, "registered", dt.date(2026, 6, 30), 900 + 100 * at, "A list")
        for at, practice in enumerate(area.practices)
    ]
    record_list_sizes(rows=lists, by=None, at=NOW)
    BenchmarkValue.objects.create(
        indicator=area.definition("ENG01").indicator,
        period=area.period(),
        area="england",
        value=55.3,
        source="A national file",
        recorded_at=NOW,
    )
    Objective.objects.create(
        practice=area.practices[1],
        indicator=area.definition("ACC01").indicator,
        levels={"green": 69, "red": 40},
        agreed="Agreed in March",
        recorded_at=NOW,
        starts_on=dt.date(2026, 4, 1),
    )
    return area


def asked(area, by=None):
    job = ask(
        kind="band",
        key=f"{area.version.pk}:{area.period().pk}",
        title="Banding Q1",
        arguments={"version": area.version.pk, "period": area.period().pk},
        by=by,
        at=NOW,
    )
    return attempt(job)


def attempt(job):
    run(job_id=job.pk, clock=timezone.now, pulse=InlinePulse)
    job.refresh_from_db()
    return job


def parts_of(job):
    return list(job.parts.order_by("key"))


def finished(job):
    for part in parts_of(job):
        attempt(part)
    attempt(job)
    assert job.state == JobState.DONE, job.error
    return CardRun.objects.get(pk=job.result["card_run"])


def rows(model, where, *left_out):
    names = [field.attname for field in model._meta.concrete_fields]
    told = [name for name in names if name not in (*left_out, "id", "part_id")]
    return sorted(map(repr, where.values_list(*told)))


def all_of(card_run):
    made = card_run.run
    return (
        rows(Result, Result.objects.of_run(made)),
        rows(RunDefinition, made.definitions.all(), "run_id"),
        rows(Score, Score.objects.filter(card_run=card_run), "card_run_id"),
        (made.inputs_hash, made.code_version, made.commissioner_id, made.period_id),
    )


def tables():
    """Of results, attached or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT relname FROM pg_class WHERE relkind = 'r'"
            r" AND relname ~ '^indicators_result_\d+$'"
        )
        return {name for (name,) in cursor.fetchall()}


def test_a_split_run_equals_the_unsplit_one_to_the_last_bit(area):
    unsplit = area.band()
    split = finished(asked(area))
    assert len(split.run.parts) == 5
    assert all_of(split) == all_of(unsplit)


def test_nothing_is_seen_before_the_parts_are_put_together(area):
    job = asked(area)
    for part in parts_of(job):
        attempt(part)
    assert (job.state, Run.objects.count(), Result.objects.count()) == (JobState.SPLIT, 0, 0)


def test_a_run_of_few_results_is_not_split(area, settings):
    settings.BAND_PART_RESULTS = 27
    assert asked(area).state == JobState.DONE
    assert Job.objects.filter(kind="band_part").count() == 0


def test_what_arrives_after_the_plan_waits_for_the_next_run(area):
    expected = all_of(area.band())
    job = asked(area)
    area.record(1, "ACC01", numerator=1, denominator=100)
    close_practice(practice=area.practices[2], closed_on=dt.date(2026, 5, 1), by=None, at=NOW)
    assert all_of(finished(job)) == expected
    assert all_of(area.band()) != expected


def test_the_order_in_which_parts_end_changes_nothing(area):
    expected = all_of(area.band())
    job = asked(area)
    for part in reversed(parts_of(job)):
        attempt(part)
    attempt(job)
    assert all_of(CardRun.objects.get(pk=job.result["card_run"])) == expected


def test_putting_together_twice_gives_the_same_run(area):
    job = asked(area)
    for part in parts_of(job):
        attempt(part)
    # A worker that dies after this has written the run and not ended the job.
    card_run = tasks._banded(job, area.version, area.period(), lambda *step: None)
    attempt(job)
    assert (job.state, job.result["card_run"]) == (JobState.DONE, card_run.pk)
    assert Run.objects.count() == 1


def test_parts_leave_nothing_behind_but_their_tables(area):
    before = tables()
    card_run = finished(asked(area))
    assert len(tables() - before) == len(card_run.run.parts)
    assert not Material.objects.exists()
    assert drop_orphans() == []


def test_tables_of_a_cancelled_run_are_dropped(area):
    before = tables()
    job = asked(area)
    attempt(parts_of(job)[0])
    attempt(parts_of(job)[1])
    assert len(tables() - before) == 2
    assert drop_orphans() == []  # it may still come to something
    assert ask_cancel(job=job, by=None, at=NOW).state == JobState.CANCELLED
    assert len(drop_orphans()) == 2
    assert (tables(), RunPart.objects.count(), drop_orphans()) == (before, 0, [])


def test_parts_by_different_versions_of_the_product_make_no_run(area, monkeypatch):
    job = asked(area)
    attempt(parts_of(job)[0])
    monkeypatch.setattr("indicators.services.runs.code_version", lambda: "newer")
    for part in parts_of(job):
        attempt(part)
    attempt(job)
    assert (job.state, Run.objects.count()) == (JobState.FAILED, 0)
    assert "brought up to date" in job.error


def test_levels_that_no_longer_fit_end_the_whole_with_the_sentence(area):
    Objective.objects.update(levels={"green": 10, "red": 40})
    job = asked(area)
    attempt(parts_of(job)[0])
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "no longer fit its banding rule" in job.error


def test_whoever_may_run_banding_cancels_what_a_colleague_asked_for(area, client):
    job = asked(area, by=area.user(Role.COMMISSIONING_LEAD))
    client.force_login(area.user(Role.ANALYST))
    client.post(f"{job.get_absolute_url()}cancel/")
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_cancelling_at_the_last_moment_undoes_an_unsplit_run(area):
    steps = []

    class Stop(Exception):
        pass

    def progress(done, total, message):
        steps.append(message)
        if done == total:
            raise Stop

    with pytest.raises(Stop):
        band_period(
            version=area.version,
            period=area.period(),
            key="00000000-0000-4000-8000-000000000001",
            by=None,
            at=NOW,
            progress=progress,
            clock=lambda: NOW,
        )
    assert steps[-1] == "Scored every practice"
    assert not Run.objects.exists()
