"""Superseded runs that nobody outside the commissioner was shown lose their results, by rule."""

import datetime as dt
import uuid
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from indicators.models import PartInputs, Result, Run, RunPart
from indicators.services.parts import add_part
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardRun, Score
from scorecard.cards.selectors.runs import banded_periods
from scorecard.cards.selectors.superseded import prunable_runs
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.pruning import Pruned, prune_runs
from tests.areas import NOW, Area
from tests.editions import draft

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LATER = NOW + 31 * DAY


def banded_at(area: Area, *times: dt.datetime) -> list[CardRun]:
    return [
        band_period(
            version=area.version,
            period=area.period(),
            key=uuid.uuid4(),
            by=None,
            at=at,
            clock=lambda at=at: at,
        )
        for at in times
    ]


def pruned(at=LATER) -> Pruned:
    return prune_runs(by=None, at=at)


def table_exists(part: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"indicators_result_{part}"])
        return cursor.fetchone()[0] is not None


@pytest.fixture
def figures(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    return area


def test_a_run_that_was_replaced_within_a_day_loses_its_results_after_a_month(figures):
    tried, kept = banded_at(figures, NOW, NOW + HOUR)
    assert pruned(NOW + 30 * DAY - HOUR) == Pruned()
    assert pruned() == Pruned(runs=1, results=9)
    tried.run.refresh_from_db()
    assert tried.run.pruned_at == LATER
    assert not Result.objects.of_run(tried.run).exists()
    assert not table_exists(tried.run.parts[0])
    assert not Score.objects.filter(card_run=tried).exists()
    assert tried.run.definitions.count() == 3
    assert Result.objects.of_run(kept.run).count() == 9
    assert Score.objects.filter(card_run=kept).exists()
    assert PartInputs.objects.get().part_id == kept.run.parts[0]
    event = AuditEvent.objects.get(action="prune run")
    assert (event.subject_id, event.details["results"]) == (str(tried.run_id), 9)
    assert pruned() == Pruned()
    assert banded_periods(figures.commissioner).current == kept


def test_the_newest_run_stays_however_old(figures):
    banded_at(figures, NOW)
    assert pruned(NOW + 4000 * DAY) == Pruned()


def test_a_run_that_practices_could_see_for_more_than_a_day_stays(figures):
    banded_at(figures, NOW, NOW + DAY + HOUR)
    assert pruned() == Pruned()


def test_of_three_runs_in_an_hour_two_go(figures):
    tried, again, _ = banded_at(figures, NOW, NOW + HOUR, NOW + HOUR)
    assert list(prunable_runs(LATER)) == [tried.run, again.run]


def test_a_run_of_another_period_supersedes_nothing(figures):
    banded_at(figures, NOW)
    figures.band("2026-27-Q2")
    assert not prunable_runs(LATER).exists()


def test_a_run_of_which_a_release_was_drafted_stays(figures):
    released, _ = banded_at(figures, NOW, NOW + HOUR)
    draft(released, figures.user(Role.COMMISSIONING_LEAD))
    assert pruned() == Pruned()


def test_a_part_that_another_run_shares_stays(figures):
    tried, kept = banded_at(figures, NOW, NOW + HOUR)
    kept.run.parts = [*kept.run.parts, *tried.run.parts]
    kept.run.save()
    kept.run.definitions.filter(definition=figures.definition("ACC01")).update(
        part=tried.run.parts[0]
    )
    assert pruned() == Pruned(runs=1, results=0)
    assert Result.objects.of_run(kept.run).count() == 9
    with pytest.raises(CommandError, match="were pruned on"):
        call_command("verify_run", tried.run_id)
    call_command("verify_run", kept.run_id, stdout=StringIO())


def test_parts_that_no_run_came_to_name_go_after_a_day(figures):
    banded_at(figures, NOW)
    left = add_part(period=figures.period(), at=NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE indicators_result_{left.pk} (LIKE indicators_result)")
        cursor.execute("CREATE TABLE indicators_certainty_987654 (LIKE indicators_certainty)")
        cursor.execute("CREATE TABLE indicators_result_of_mine (LIKE indicators_result)")
    assert pruned(NOW + HOUR).abandoned == 1
    assert table_exists(left.pk)
    assert pruned(NOW + DAY + HOUR).abandoned == 1
    assert not table_exists(left.pk)
    assert not RunPart.objects.filter(pk=left.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('indicators_result_of_mine')")
        assert cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_while_somebody_reads_it_waits_for_the_next_time(monkeypatch):
    monkeypatch.setattr("scorecard.cards.services.pruning.PATIENCE", "100ms")
    pruned()  # tables of parts outlive the rows of other tests that commit
    area = Area()
    tried, _ = banded_at(area, NOW, NOW + HOUR)
    settings = connection.get_connection_params()
    wanted = ("host", "port", "user", "password", "dbname")
    with psycopg.connect(**{key: settings[key] for key in wanted if key in settings}) as other:
        other.execute("SELECT count(*) FROM indicators_result")
        assert pruned() == Pruned(busy=1)
        assert Run.objects.get(pk=tried.run_id).pruned_at is None
        assert Score.objects.filter(card_run=tried).exists()
    assert pruned() == Pruned(runs=1, results=9)


def test_the_command_says_what_it_would_do_and_does_it(figures):
    tried, _ = banded_at(figures, NOW - 60 * DAY, NOW - 60 * DAY + HOUR)
    out = StringIO()
    call_command("prune_runs", dry_run=True, stdout=out)
    assert f"{tried.run} of Area Z01, finished 16 May 2026" in out.getvalue()
    assert Run.objects.filter(pruned_at=None).count() == 2
    call_command("prune_runs", stdout=out)
    assert "Pruned 1 runs with 9 results" in out.getvalue()
