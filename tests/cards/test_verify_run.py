"""`manage.py verify_run`: a run comes out the same from what it kept, or it is said what differs.

What can change after a run is changed here; what cannot is tampered with behind the services.
"""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from indicators.models import BenchmarkValue, Figure, Objective, PartInputs, Run
from indicators.selectors.definitions import data_of
from indicators.services.certainty import work_out_certainty
from indicators.services.definitions import define
from indicators.services.fingerprints import code_version
from indicators.services.periods import open_collection
from practices.models import NetworkLink
from practices.services.atypical import ALWAYS, flag_atypical
from practices.services.lists import ListSizeRow, record_list_sizes
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

INTERVAL = {"rule": "interval", "confidence": 95}
BY = {"by": None, "at": NOW}


def verified(run) -> str:
    out = StringIO()
    call_command("verify_run", run.pk, stdout=out)
    return out.getvalue()


def refused(run) -> tuple[str, str]:
    out = StringIO()
    with pytest.raises(CommandError) as told:
        call_command("verify_run", run.pk, stdout=out)
    return out.getvalue(), str(told.value)


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        assert cursor.rowcount


def card(*others, **changes):
    return {
        **CARD,
        "indicators": [{**PROPORTION, **changes}, SPENDING, CARD["indicators"][2], *others],
    }


def with_figures(area, period="2026-27-Q1"):
    for number, seen in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", period, numerator=seen, denominator=100)
    area.record(1, "VFM01", period, numerator=14000, denominator=100)
    area.record(1, "FAC01", period, text="9 to 5, and on Saturdays")
    return area


@pytest.fixture
def figures(area):
    return with_figures(area)


def test_a_run_comes_out_as_it_is_stored(figures):
    run = figures.band().run
    said = verified(run)
    assert f"Judged by the same code as then ({code_version()})." in said
    assert "All 9 results come out as they are stored" in said


def test_the_newest_run_of_a_period_is_found_by_its_code(figures):
    figures.band()
    out = StringIO()
    call_command("verify_run", commissioner="Z01", period="2026-27-Q1", stdout=out)
    assert f"{Run.objects.first()}, finished" in out.getvalue()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("band = 1", "ACC01 at Z01001: band is stored as red and comes out as green."),
        ("value = value * (1 + 1e-11)", "value is stored as 90.0000000009"),
        ("rank = 3", "rank is stored as 3 and comes out as 1."),
        ("comparison = 0", "comparison is stored as none and comes out as better."),
        ("upper = NULL", "upper is stored as nothing and comes out as 94."),
        ("queried = true", "the hash differs"),
        ("figure_id = figure_id + 1", "the hash differs"),
        ("""own_levels = '{"green": 50}'""", "own levels is stored as {'green': 50}"),
    ],
)
def test_a_result_that_was_tampered_with_is_named(figures, change, words):
    run = figures.band().run
    sql(
        f"UPDATE indicators_result SET {change}"  # noqa: S608
        " WHERE practice_id = %s AND definition_id = %s",
        figures.practices[0].pk,
        figures.definition("ACC01").pk,
    )
    said, counted = refused(run)
    assert words in said
    assert "does not come out the same" in counted


def test_a_difference_in_the_thirteenth_digit_is_none(figures):
    run = figures.band().run
    sql("UPDATE indicators_result SET value = value * (1 + 4e-13) WHERE value IS NOT NULL")
    assert "come out as they are stored" in verified(run)


def test_a_result_that_is_gone_is_missed(figures):
    run = figures.band().run
    sql(
        "DELETE FROM indicators_result WHERE practice_id = %s AND definition_id = %s",
        figures.practices[2].pk,
        figures.definition("VFM01").pk,
    )
    said, counted = refused(run)
    assert "VFM01: 1 of its results are not there." in said
    assert "results that are gone 1" in counted


def test_a_figure_that_was_tampered_with_is_named(figures):
    run = figures.band().run
    Figure.objects.filter(practice=figures.practices[1], numerator=70).update(numerator=85)
    said, counted = refused(run)
    assert "ACC01: its figures, its definition or what was kept" in said
    assert "ACC01 at Z01002: band is stored as amber and comes out as green." in said
    assert "numerator 1" in counted


def test_a_figure_that_was_corrected_the_proper_way_leaves_the_run_as_it_was(figures):
    run = figures.band().run
    figures.record(2, "ACC01", numerator=85, denominator=100)
    assert "come out as they are stored" in verified(run)
    assert "come out as they are stored" in verified(figures.band().run)


def test_first_twenty_in_words_and_all_of_them_counted(figures):
    run = figures.band().run
    sql("UPDATE indicators_result SET numerator = 1, value = 2, lower = 3, upper = 4, rank = 9")
    said, counted = refused(run)
    assert len([line for line in said.splitlines() if line.startswith("  ")]) == 20
    assert "numerator 9, value 9, lower 9, upper 9, rank 9" in counted


def test_a_definition_with_a_new_version_leaves_the_run_as_it_was(figures):
    run = figures.band().run
    old = figures.definition("ACC01")
    new = replace(data_of(old), rule={**PROPORTION["rule"], "green": 95})
    define(commissioner=figures.commissioner, code="ACC01", data=new, **BY)
    assert "come out as they are stored" in verified(run)


def test_what_changes_after_a_run_leaves_it_as_it_was(db):
    """Networks, an atypical practice, what was due, levels of its own, England's value."""
    england = {
        **PROPORTION,
        "code": "ENG01",
        "weight": 0,
        "comparator": "england",
        "rule": INTERVAL,
    }
    area = with_figures(Area(card=card(england, comparator="network", weight=100)))
    for number in (1, 2, 3):
        area.record(number, "ENG01", numerator=10 * number, denominator=100)
    england_value(area, 15)
    run = area.band().run
    NetworkLink.objects.filter(practice=area.practices[0]).update(ends_on=dt.date(2025, 1, 1))
    odd = {"practice": area.practices[1], "reason": "serves homeless people"}
    flag_atypical(**odd, starts_on=ALWAYS, **BY)
    open_collection(
        period=area.period(),
        definitions=[area.definition("VFM01")],
        opens_on=NOW.date(),
        deadline=NOW.date(),
        **BY,
    )
    Objective.objects.create(
        practice=area.practices[2],
        indicator=area.definition("ACC01").indicator,
        levels={"green": 50, "red": 40},
        agreed="In March",
        starts_on=dt.date(2026, 4, 1),
        recorded_at=NOW,
    )
    england_value(area, 25)
    assert "come out as they are stored" in verified(run)
    after = area.band().run
    assert after.inputs_hash != run.inputs_hash
    assert "come out as they are stored" in verified(after)


def england_value(area, value):
    BenchmarkValue.objects.create(
        indicator=area.definition("ENG01").indicator,
        period=area.period(),
        area="england",
        value=value,
        source="A national file",
        recorded_at=NOW,
    )


def lists(area, *sizes):
    rows = [
        ListSizeRow(practice.pk, "registered", dt.date(2026, 4, 1), Decimal(size), "A list")
        for practice, size in zip(area.practices, sizes, strict=True)
        if size
    ]
    record_list_sizes(rows=rows, **BY)


def test_list_sizes_and_similar_practices_that_changed_leave_it_as_it_was(db):
    by_list = {"kind": "rate", "multiplier": 1000, "denominator_list": "registered"}
    first = {**by_list, "sampling": "poisson", "comparator": "similar"}
    second = {**SPENDING, "code": "VFM02", "weight": 0, "denominator_list": "registered"}
    area = Area(card=card(second, **first))
    lists(area, 1000, 1200, 0)
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=40 * number)
        area.record(number, "VFM02", numerator=1000, denominator=77 if number == 2 else None)
    run = area.band().run
    lists(area, 2000, 700, 400)
    assert "come out as they are stored" in verified(run)
    assert "come out as they are stored" in verified(area.band().run)


def test_its_own_past_that_was_corrected_leaves_it_as_it_was(db):
    area = with_figures(Area(card=card(comparator="own_past", rule=INTERVAL)))
    with_figures(area, "2025-26-Q4")
    run = area.band().run
    area.record(1, "ACC01", "2025-26-Q4", numerator=10, denominator=100)
    assert "come out as they are stored" in verified(run)


def test_inputs_that_were_tampered_with_are_noticed(figures):
    run = figures.band().run
    other = figures.band("2026-27-Q2").run
    mine, theirs = (PartInputs.objects.get(part=one.parts[0]) for one in (run, other))
    PartInputs.objects.filter(pk=mine.pk).update(content=theirs.content)
    run_definition = run.definitions.first()
    run_definition.inputs_hash = "0" * 64
    run_definition.save()
    said, counted = refused(run)
    assert "The hash of the run is not that of its inputs" not in said
    assert "hash of an indicator" in counted


def test_other_code_is_said(figures):
    run = figures.band().run
    Run.objects.update(code_version="0123456789ab")
    said, _ = refused(run)
    assert f"The code has changed since: 0123456789ab then, {code_version()} now." in said


def test_a_run_from_before_inputs_were_kept_cannot_be_verified(figures):
    run = figures.band().run
    PartInputs.objects.all().delete()
    assert "before runs kept what they were judged by" in refused(run)[1]


def test_a_run_that_is_not_there(db):
    with pytest.raises(CommandError, match="There is no run 7"):
        call_command("verify_run", 7)
    with pytest.raises(CommandError, match="Name a run by its number"):
        call_command("verify_run")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("score = score + 1", "Z01001, overall: the score is stored as 101.0 and comes out as 100"),
        ("band = 1", "Z01001, overall: the band is stored as 1 and comes out as 3."),
        ("coverage = 0.5", "the coverage is stored as 0.5 and comes out as 1.0."),
    ],
)
def test_a_score_that_was_tampered_with_is_named(figures, change, words):
    run = figures.band().run
    sql(
        f"UPDATE cards_score SET {change}"  # noqa: S608
        " WHERE practice_id = %s AND domain_id IS NULL",
        figures.practices[0].pk,
    )
    said, _ = refused(run)
    assert words in said


def test_a_score_that_is_gone_is_missed(figures):
    run = figures.band().run
    sql("DELETE FROM cards_score WHERE practice_id = %s", figures.practices[0].pk)
    said, counted = refused(run)
    assert "3 scores are not there." in said
    assert "scores that are gone 3" in counted


def test_a_run_that_shares_a_part_with_an_older_one_is_judged_by_what_that_one_kept(figures):
    older, newer = figures.band().run, figures.band().run
    definition = figures.definition("ACC01")
    newer.parts = [*older.parts, *newer.parts]
    newer.save()
    newer.definitions.filter(definition=definition).update(part=older.parts[0])
    assert "All 9 results come out as they are stored" in verified(newer)
    sql(
        "UPDATE indicators_result SET band = 1 WHERE part_id = %s AND definition_id = %s",
        older.parts[0],
        definition.pk,
    )
    assert "ACC01 at Z01001: band is stored as red" in refused(newer)[0]


def test_how_certain_results_are_comes_out_as_it_is_stored(figures):
    run = figures.band().run
    assert "not worked out yet" in verified(run)
    work_out_certainty(run=run, **BY)
    assert "How certain 3 of them are comes out as it is stored." in verified(run)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("green = green - 0.00001", "ACC01 at Z01001: the chance of green is stored as 0.99"),
        ("red = NULL", "ACC01 at Z01001: the chance of red is stored as nothing"),
        ("rank_worst = 3", "ACC01 at Z01001: rank worst is stored as 3 and comes out as 1."),
        ("rank_best = NULL", "rank best is stored as nothing and comes out as 1."),
        ("too_close = true", "ACC01 at Z01001: too close is stored as 1 and comes out as 0."),
    ],
)
def test_certainty_that_was_tampered_with_is_named(figures, change, words):
    run = figures.band().run
    work_out_certainty(run=run, **BY)
    where = "WHERE practice_id = %s"
    sql(f"UPDATE indicators_certainty SET {change} {where}", figures.practices[0].pk)  # noqa: S608
    assert words in refused(run)[0]


def test_certainty_that_is_gone_or_that_nobody_worked_out_is_told(figures):
    run = figures.band().run
    work_out_certainty(run=run, **BY)
    columns = "part_id, definition_id, practice_id, too_close"
    sql("DELETE FROM indicators_certainty WHERE practice_id = %s", figures.practices[0].pk)
    sql(
        f"INSERT INTO indicators_certainty ({columns}) VALUES (%s, %s, %s, false)",  # noqa: S608
        run.parts[0],
        figures.definition("VFM01").pk,
        figures.practices[1].pk,
    )
    said, counted = refused(run)
    assert "ACC01: how certain 1 of its results are is not there." in said
    assert "VFM01: how certain 1 results are that nobody worked out." in said
    assert "certainty that is gone 1" in counted and "certainty too much 1" in counted
