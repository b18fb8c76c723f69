"""PCAs by reason in a return file: kept with the figure, and what is wrong with them said."""

from dataclasses import replace

import pytest

from indicators.models import CollectionItem, Figure
from indicators.returns.check import check_return
from indicators.returns.columns import Column
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from indicators.services.returns import submit_return
from tests.returns.area import BY_NOBODY
from tests.returns.files import HEADINGS, INDICATORS, csv_file, due, row

PCAS = ["PCA: care unsuitable", "Declined", "No response", "PCA: newly registered or diagnosed"]


def check(*rows, kept_as="kept", headings=(*HEADINGS, *PCAS)):
    """ACC01 asks for PCAs; QUA02 (a count) does not."""
    first, *others = INDICATORS
    asked = replace(first, adjustments=kept_as)
    held_against = replace(due(), indicators={one.code: one for one in (asked, *others)})
    return check_return(csv_file(rows, headings=headings), "r.csv", held_against)


def test_pcas_are_kept_by_reason_and_a_blank_one_is_not_zero():
    report = check([*row("ACC01", "80", "100"), "2", "0", "1,0", ""][:12])
    assert report.problems[0].column == Column.NO_RESPONSE
    report = check([*row("ACC01", "80", "100"), "2", "0", "10", ""])
    assert (report.problems, report.warnings) == ((), ())
    assert report.figures[0].adjustments == {"unsuitable": 2, "declined": 0, "no_response": 10}


def test_no_pcas_are_not_none():
    assert check([*row("ACC01", "80", "100"), "", "", "", ""]).figures[0].adjustments is None


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        (["1.5"], Column.UNSUITABLE, "whole numbers"),
        (["-1"], Column.UNSUITABLE, "below zero"),
        (["", "5%"], Column.DECLINED, "percentage"),
        (["", "", "<5"], Column.NO_RESPONSE, "not an exact number"),
        (["1", "", "100"], Column.NO_RESPONSE, "101 patients were left out, but the denominator"),
    ],
)
def test_pcas_that_cannot_be(cells, column, says):
    report = check([*row("ACC01", "80", "100"), *cells])
    assert report.figures == ()
    assert [(p.row, p.column) for p in report.problems] == [(2, column)]
    assert says in report.problems[0].what


def test_everybody_in_the_denominator_may_have_been_left_out():
    report = check([*row("ACC01", "0", "100"), "40", "60"])
    assert (report.problems, report.warnings) == ((), ())


def test_pcas_without_a_figure_are_asked_about():
    assert "numerator is missing" in check([*row("ACC01"), "3"]).problems[0].what
    assert "as well" in check([*row("ACC01", text="n/a"), "3"]).problems[0].what


def test_pcas_where_none_are_asked_for():
    report = check([*row("QUA02", value="4"), "3"], [*row("VAL01", value="4"), "0"])
    assert [(p.row, "not asked for" in p.what) for p in report.problems] == [(2, True)]
    assert report.figures[0].adjustments is None


@pytest.mark.parametrize(
    ("kept_as", "denominator", "left_out", "says"),
    [
        ("kept", "100", "20", ""),
        ("kept", "100", "21", "together more than the denominator"),
        ("removed", "100", "100", ""),
        ("removed", "100", "101", "More patients were left out (101) than stayed in (100)"),
    ],
)
def test_pcas_that_deserve_a_second_look(kept_as, denominator, left_out, says):
    report = check([*row("ACC01", "80", denominator), left_out], kept_as=kept_as)
    assert report.problems == ()
    assert [says in warning.what for warning in report.warnings] == [True] * bool(says)


def test_two_rows_that_differ_in_pcas_contradict_each_other():
    report = check([*row("ACC01", "80", "100"), "1"], [*row("ACC01", "80", "100"), "2"])
    assert len(report.problems) == 2


def test_pcas_reach_the_figure_and_a_changed_one_replaces_it(area):
    data = replace(
        data_of(area.collection.items.get(definition__indicator__code="ACC01").definition),
        adjustments="kept",
    )
    newer = define(commissioner=area.commissioner, code="ACC01", data=data, **BY_NOBODY)
    CollectionItem.objects.filter(definition__indicator=newer.indicator).update(definition=newer)
    for left_out in ("2", "3"):
        content = csv_file([[*row("ACC01", "80", "100"), left_out]], headings=(*HEADINGS, *PCAS))
        file = area.checked(content=content)
        submit_return(file=file, **BY_NOBODY)
    assert area.figure().adjustments == {"unsuitable": 3}
    assert Figure.objects.count() == 2
