"""A run that stops in the middle leaves nothing: no run, no part, no table, no score."""

import pytest
from django.db import connection

from indicators.models import PartInputs, Result, Run, RunDefinition, RunPart
from indicators.services import judged
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardRun, Score

pytestmark = pytest.mark.django_db
KEPT = (Run, RunDefinition, RunPart, PartInputs, Result, CardRun, Score)


class Crash(Exception):
    """Nothing that the code expects."""


@pytest.fixture
def figures(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "VFM01", numerator=16000, denominator=100)
    area.period()
    return area


def left():
    """How many rows there are of everything that a run writes, and the names of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind IN ('r', 'i') ORDER BY relname")
        tables = cursor.fetchall()
    events = AuditEvent.objects.filter(action="run banding").count()
    return [model.objects.count() for model in KEPT], events, tables


@pytest.mark.parametrize("definitions", [1, 2, 3])
def test_a_crash_while_definitions_are_judged_leaves_nothing(figures, monkeypatch, definitions):
    before = left()
    seen = []

    def judge(*given):
        seen.append(given)
        if len(seen) == definitions:
            raise Crash
        return real(*given)

    real = judged.judge
    monkeypatch.setattr(judged, "judge", judge)
    with pytest.raises(Crash):
        figures.band()
    assert left() == before
    monkeypatch.undo()
    figures.band()
    assert Run.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE indicators_result", "rows_are_there", "CREATE UNIQUE INDEX", "ATTACH PARTITION"],
)
def test_a_crash_while_results_are_made_visible_leaves_nothing(figures, statement):
    before = left()
    met = []

    def watch(execute, sql, params, many, context):
        done = execute(sql, params, many, context)
        if statement in str(sql):
            met.append(sql)
            raise Crash
        return done

    with pytest.raises(Crash), connection.execute_wrapper(watch):
        figures.band()
    assert met
    assert left() == before
    figures.band()
    assert Run.objects.count() == 1
