"""Every nasty row by name: kept, kept with a warning, or a problem with its row and column."""

from dataclasses import replace

import pytest

from indicators.returns.check import Report, check_return
from indicators.returns.due import DueIndicator, Previous
from tests.returns.files import HEADINGS, csv_file, due, row, xlsx_file


def check(*rows, **held_against) -> Report:
    return check_return(csv_file(rows), "r.csv", due(**held_against))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param(
            row("ACC01", "80", "100"),
            {"numerator": 80, "denominator": 100, "value": None},
            id="proportion",
        ),
        pytest.param(row("acc01 ", "1,080", "1,200"), {"numerator": 1080}, id="lower-case code"),
        pytest.param(
            row("ACC01", "80", "100", practice=" x00001\u00a0"), {"numerator": 80}, id="padded ODS"
        ),
        pytest.param(
            row("ACC01", "80", "100", period="April to June 2026"), {"numerator": 80}, id="name"
        ),
        pytest.param(row("ACC01", "0", "100"), {"numerator": 0}, id="zero is a figure"),
        pytest.param(row("ACC01", "80", "100", "80%"), {"value": None}, id="value beside both"),
        pytest.param(row("CAP01", "300", "100.5"), {"denominator": 100.5}, id="rate above one"),
        pytest.param(row("QUA01", value="9.5"), {"value": 9.5, "numerator": None}, id="mean"),
        pytest.param(row("QUA01", "95", "10"), {"numerator": 95, "denominator": 10}, id="sum, n"),
        pytest.param(row("QUA02", "12"), {"value": 12, "numerator": None}, id="count"),
        pytest.param(row("VAL01", value="-3.5"), {"value": -3.5}, id="score below zero"),
        pytest.param(row("QUA03", value="Yes"), {"value": 1}, id="yes"),
        pytest.param(row("QUA03", text="no"), {"value": 0}, id="no"),
        pytest.param(row("FAC01", text="Cymraeg, فارسی"), {"text": "Cymraeg, فارسی"}, id="fact"),
        pytest.param(row("FAC01", text="=1+1"), {"text": "=1+1"}, id="leading equals sign"),
        pytest.param(
            row("FAC01", text="<script>alert(1)</script>"),
            {"text": "<script>alert(1)</script>"},
            id="script stays text",
        ),
        pytest.param(row("FAC01", text="a\u202eb\u2066c"), {"text": "abc"}, id="direction marks"),
        pytest.param(row("ACC01", text="n/a"), {"state": "not_applicable"}, id="n/a as text"),
        pytest.param(row("ACC01", "n/a", "n/a"), {"state": "not_applicable"}, id="n/a as numbers"),
        pytest.param(row("FAC01", text="N/A"), {"state": "not_applicable"}, id="fact, n/a"),
    ],
)
def test_rows_that_are_kept(given, kept):
    report = check(given)
    assert report.problems == ()
    figure = report.figures[0]
    assert {name: getattr(figure, name) for name in kept} == kept


@pytest.mark.parametrize(
    ("given", "column", "says"),
    [
        pytest.param(row(practice="X00002"), "Practice code", "not the code", id="foreign code"),
        pytest.param(row(practice="A1"), "Practice code", "not the code", id="unknown code"),
        pytest.param(row(practice=""), "Practice code", "is missing", id="no code"),
        pytest.param(row(period="2026-27-Q2"), "Period", "April to June 2026", id="future period"),
        pytest.param(row(period=""), "Period", "is missing", id="no period"),
        pytest.param(row("ZZZ99"), "Indicator code", "No indicator", id="unknown indicator"),
        pytest.param(row("ACC01", "101", "100"), "Numerator", "larger than", id="above one"),
        pytest.param(row("ACC01", "5", "0"), "Denominator", "is 0", id="denominator 0"),
        pytest.param(row("ACC01", "-5", "10"), "Numerator", "below zero", id="negative"),
        pytest.param(row("ACC01", "\u22125", "10"), "Numerator", "below zero", id="minus sign"),
        pytest.param(row("ACC01", "1.5", "10"), "Numerator", "whole numbers", id="half a patient"),
        pytest.param(row("ACC01", "5"), "Denominator", "missing", id="no denominator"),
        pytest.param(row("ACC01", "", "5"), "Numerator", "missing", id="no numerator"),
        pytest.param(row("ACC01", value="85%"), "Numerator", "missing", id="percentage alone"),
        pytest.param(row("ACC01", "85%", "100"), "Numerator", "percentage", id="percent count"),
        pytest.param(row("ACC01", "<5", "100"), "Numerator", "not an exact", id="small number"),
        pytest.param(row("ACC01", "-", "100"), "Numerator", "dash", id="dash"),
        pytest.param(row("ACC01", "5", "10", text="n/a"), "Numerator", "as well", id="n/a and 5"),
        pytest.param(row("ACC01", "5", "10", text="many"), "Text", "Words", id="words"),
        pytest.param(row("QUA02", "-1"), "Numerator", "below zero", id="negative count"),
        pytest.param(row("VAL01", "", "5"), "Value", "missing", id="score without value"),
        pytest.param(row("QUA03", value="perhaps"), "Value", "yes nor no", id="perhaps"),
        pytest.param(row("QUA03", value="2"), "Value", "yes nor no", id="two"),
        pytest.param(row("FAC01", text="x" * 2001), "Text", "longer than", id="long text"),
        pytest.param(row("FAC01", text="a\x07b"), "Text", "cannot be shown", id="control mark"),
        pytest.param([*row("ACC01", "1", "234"), "5"], "", "more cells", id="comma in a cell"),
    ],
)
def test_rows_that_have_a_problem(given, column, says):
    report = check(given)
    assert report.figures == ()
    problem = report.problems[0]
    assert problem.row == 2
    assert problem.column.startswith(column)
    assert says in problem.what
    assert problem.mend


def test_every_problem_is_collected_and_good_rows_stay_good():
    report = check(
        row("ACC01", "80", "100"), row("CAP01", "x", "<5"), row("ZZZ99", "1", "2", period="Q9")
    )
    assert [(p.row, p.column) for p in report.problems] == [
        (3, "Numerator"),
        (3, "Denominator"),
        (4, "Period"),
        (4, "Indicator code"),
    ]
    assert [figure.indicator for figure in report.figures] == ["ACC01"]
    assert not report.blocked


def test_another_practices_code_blocks_the_whole_file_and_gives_nothing_away():
    neighbour = check(row("ACC01", "80", "100"), row("CAP01", "1", "2", practice="X00002"))
    nobody = check(row("ACC01", "80", "100"), row("CAP01", "1", "2", practice="NOPE"))
    assert neighbour.blocked
    assert neighbour.problems[0].what == nobody.problems[0].what


def test_a_blank_row_is_missing_and_not_zero():
    report = check(row("ACC01"), row("CAP01", "1", "2"))
    assert report.problems == ()
    assert [figure.indicator for figure in report.figures] == ["CAP01"]
    assert report.missing == ("ACC01", "QUA01", "QUA02", "QUA03", "FAC01", "VAL01")


def test_the_same_row_twice_is_kept_once_with_a_warning():
    report = check(row("ACC01", "8", "10"), row("ACC01", "8.0", "10"))
    assert len(report.figures) == 1
    assert "stand in row 2" in report.warnings[0].what


def test_two_different_rows_for_one_indicator_are_a_problem_in_both():
    report = check(row("ACC01", "8", "10"), row("ACC01", "9", "10"))
    assert report.figures == ()
    assert [problem.row for problem in report.problems] == [2, 3]


@pytest.mark.parametrize(
    ("given", "held_against", "says"),
    [
        pytest.param(
            row("ACC01", "1", "100"),
            {"previous": Previous("Q4", 90, 100)},
            "1.0% is very far from 90.0% in Q4",
            id="a tenth of last period",
        ),
        pytest.param(
            row("ACC01", "80", "100"),
            {"previous": Previous("Q4", 400, 500)},
            "was 500 in Q4",
            id="another denominator",
        ),
        pytest.param(
            row("ACC01", "80", "100"), {"list_size": 50}, "registered list (50)", id="above list"
        ),
        pytest.param(row("ACC01", "0", "0"), {}, "0 of 0 has no value", id="nobody counted"),
        pytest.param(row("ACC01", "80", "100", "85"), {}, "make 80.0%", id="value that disagrees"),
    ],
)
def test_figures_that_deserve_a_second_look_are_kept_with_a_warning(given, held_against, says):
    report = check(given, **held_against)
    assert len(report.figures) == 1
    assert [says in warning.what for warning in report.warnings] == [True]


def check_by_list(*rows, kind="proportion", list_size=8000):
    smoking = DueIndicator("SMK01", "Smoking recorded", kind, "%", 100, list_name="registered list")
    held_against = replace(due(list_size=list_size), indicators={"SMK01": smoking})
    return check_return(csv_file(rows), "r.csv", held_against)


@pytest.mark.parametrize("kind", ["proportion", "rate", "ratio"])
def test_where_the_list_is_the_denominator_a_numerator_is_enough(kind):
    report = check_by_list(row("SMK01", "80"), kind=kind)
    (figure,) = report.figures
    assert (figure.numerator, figure.denominator, figure.value) == (80, None, None)
    assert (report.problems, report.warnings) == ((), ())


def test_a_denominator_of_ones_own_is_kept_all_the_same():
    (figure,) = check_by_list(row("SMK01", "80", "100")).figures
    assert (figure.numerator, figure.denominator) == (80, 100)


def test_the_list_never_stands_in_for_a_numerator():
    report = check_by_list(row("SMK01", "", "100"))
    assert report.figures == ()
    assert "numerator is missing" in report.problems[0].what


def test_more_than_the_list_deserves_a_second_look():
    report = check_by_list(row("SMK01", "80"), list_size=50)
    assert "registered list (50)" in report.warnings[0].what
    assert report.warnings[0].column == "Numerator"


def test_calls_may_outnumber_the_registered_list():
    calls = DueIndicator("CAL01", "Calls answered", "proportion", "%", denominator="Calls received")
    held_against = replace(due(list_size=50), indicators={"CAL01": calls})
    report = check_return(csv_file([row("CAL01", "80", "100")]), "r.csv", held_against)
    assert report.warnings == ()


def test_columns_may_be_renamed_reordered_and_more():
    headings = ["Note", "ods-code", "PERIOD CODE", "Indicator  Code", "num", "Denom", "Colour"]
    content = csv_file([["", *row("ACC01", "8", "10")[:3], "8", "10", "red"]], headings=headings)
    report = check_return(content, "r.csv", due())
    assert report.figures[0].denominator == 10
    assert report.warnings[0].column == "Colour"


def test_merged_or_missing_cells_at_the_end_of_a_row_are_blank():
    report = check_return(xlsx_file([row("ACC01")[:4]]), "r.xlsx", due())
    assert report.problems == () and report.figures == ()


def test_a_report_survives_storage():
    report = check(row("ACC01", "1", "100"), row("ZZZ99"), previous=Previous("Q4", 90, 100))
    assert Report.from_json(report.as_json()) == report


def test_headings_are_those_of_the_template():
    from indicators.returns.columns import Column

    assert [str(column) for column in Column if column in HEADINGS] == HEADINGS
