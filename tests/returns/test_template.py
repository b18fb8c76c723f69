"""The workbook a practice fills in: locked, open and checked cells; it goes in again as it came."""

import io
from dataclasses import replace

import openpyxl
import pytest

from indicators.presenters.template import template_header, template_rows
from indicators.presenters.workbook import guidance_page, return_form
from indicators.returns.check import check_return
from indicators.returns.columns import Column
from indicators.returns.due import Previous
from scorecard.ui.fill_in import write_form
from tests.returns.files import INDICATORS, csv_text, due, saved

FILLED = {
    "ACC01": {Column.NUMERATOR: 80, Column.DENOMINATOR: 100, Column.UNSUITABLE: 2, Column.NEW: 0},
    "CAP01": {Column.NUMERATOR: 300.5, Column.DENOMINATOR: 1000},
    "QUA01": {Column.VALUE: 9.5},
    "QUA02": {Column.VALUE: 12},
    "QUA03": {Column.VALUE: "yes"},
    "FAC01": {Column.TEXT: "Cymraeg, 1/2"},
    "VAL01": {Column.TEXT: "n/a", Column.NOTE: "=not a formula"},
}
ORDER = list(FILLED)


@pytest.fixture
def held():
    """ACC01 asks for PCAs and has a figure of the period before."""
    first, *others = INDICATORS
    before = Previous("January to March 2026", 78, 101)
    asked = replace(first, adjustments="kept", previous=before, numerator="seen in time")
    return replace(due(), indicators={one.code: one for one in (asked, *others)})


@pytest.fixture
def book(held):
    out = io.BytesIO()
    write_form(out, return_form(held), guidance_page(held, "Send it early."))
    return openpyxl.load_workbook(out)


def cells(book):
    """By indicator and column."""
    sheet = book["Return"]
    header = [cell.value for cell in sheet[1]]
    rows = {row[header.index("Indicator code")].value: row for row in sheet.iter_rows(min_row=2)}
    return {(code, name): row[header.index(name)] for code, row in rows.items() for name in header}


def fill(book):
    found = cells(book)
    for code, given in FILLED.items():
        for column, value in given.items():
            found[code, str(column)].value = value
            if isinstance(value, str):
                found[code, str(column)].data_type = "s"
    return book


def test_filled_in_it_comes_back_without_a_warning(book, held):
    report = check_return(saved(fill(book)), "r.xlsx", held)
    assert (report.problems, report.warnings, report.missing) == ((), (), ())
    figures = {figure.indicator: figure for figure in report.figures}
    assert sorted(figures) == sorted(ORDER)
    assert figures["ACC01"].adjustments == {"unsuitable": 2, "new": 0}
    assert figures["FAC01"].text == "Cymraeg, 1/2" and figures["CAP01"].numerator == 300.5
    assert figures["VAL01"].state == "not_applicable"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_saved_as_csv_by_a_spreadsheet_program_it_says_the_same(book, held, delimiter):
    sheet = fill(book)["Return"]
    header, *rows = [["" if v is None else v for v in row] for row in sheet.values]
    content = csv_text(rows, delimiter, header).encode("utf-8-sig")
    report = check_return(content, "r.csv", held)
    assert (report.problems, report.warnings) == ((), ())
    assert len(report.figures) == len(ORDER)


def test_through_a_program_that_drops_rules_and_styles_it_says_the_same(book, held):
    """As LibreOffice may: other sheet first, numbers as decimals, nothing but values left."""
    plain = openpyxl.Workbook()
    plain.active.title = "Guidance"
    for row in book["Guidance"].values:
        plain.active.append(row)
    sheet = plain.create_sheet("Return")
    for row in fill(book)["Return"].values:
        sheet.append([float(v) if isinstance(v, int) else v for v in row])
    for cell in sheet[8]:
        cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    report = check_return(saved(plain), "r.xlsx", held)
    assert (report.problems, report.warnings) == ((), ())
    assert len(report.figures) == len(ORDER)


def test_the_csv_template_has_the_same_columns_and_rows(book, held):
    sheet = book["Return"]
    assert [cell.value for cell in sheet[1]] == template_header(held)
    shown = [["" if v is None else v for v in row] for row in sheet.iter_rows(2, values_only=True)]
    assert shown == template_rows(held)


def test_what_is_given_is_locked_and_only_what_is_asked_is_open(book):
    found = cells(book)
    is_open = {key for key, cell in found.items() if not cell.protection.locked}
    assert {name for code, name in is_open if code == "ACC01"} == {
        "Numerator",
        "Denominator",
        "Text or not applicable",
        "Note",
        *(str(one) for one in (Column.UNSUITABLE, Column.DECLINED, Column.NO_RESPONSE, Column.NEW)),
    }
    assert {name for code, name in is_open if code == "QUA03"} == {"Value", "Note"}
    assert {name for code, name in is_open if code == "FAC01"} == {"Text or not applicable", "Note"}
    assert {name for code, name in is_open if code == "QUA01"} >= {"Value", "Numerator"}


def test_the_sheet_is_protected_and_may_be_filtered_and_widened(book):
    sheet = book["Return"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert (sheet.protection.autoFilter, sheet.protection.formatColumns) == (False, False)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("E2", "A1:O8")


def rule_of(book, code, column):
    sheet = book["Return"]
    place = cells(book)[code, str(column)].coordinate
    return next(rule for rule in sheet.data_validations.dataValidation if place in rule.sqref)


@pytest.mark.parametrize(
    ("code", "column", "kind", "formula"),
    [
        ("ACC01", Column.NUMERATOR, "whole", "0"),
        ("ACC01", Column.NO_RESPONSE, "whole", "0"),
        ("CAP01", Column.DENOMINATOR, "decimal", "0"),
        ("VAL01", Column.VALUE, "decimal", "-10000000000000"),
        ("QUA03", Column.VALUE, "list", '"yes,no,n/a"'),
        ("CAP01", Column.TEXT, "list", '"n/a"'),
    ],
)
def test_each_open_cell_says_what_it_takes(book, code, column, kind, formula):
    rule = rule_of(book, code, column)
    assert (rule.type, rule.formula1, rule.allow_blank) == (kind, formula, True)
    assert (rule.showErrorMessage and "Write" in rule.error) or "Only n/a" in rule.error


def test_what_is_written_in_words_stays_text(book):
    """Otherwise a spreadsheet program makes a date of 1/2."""
    found = cells(book)
    assert found["FAC01", str(Column.TEXT)].number_format == "@"
    assert found["ACC01", str(Column.NUMERATOR)].number_format == "General"


def test_a_chosen_cell_says_what_is_counted(book):
    assert rule_of(book, "ACC01", Column.NUMERATOR).prompt == "seen in time"


def test_last_figure_stands_there_and_is_not_read(book, held):
    found = cells(book)
    assert found["ACC01", "Last figure"].value == "78 of 101 (77.2%), January to March 2026"
    found["ACC01", "Last figure"].value = "9999"
    report = check_return(saved(book), "r.xlsx", held)
    assert (report.figures, report.problems, report.warnings) == ((), (), ())


def test_without_pcas_there_are_no_columns_for_them():
    assert not any(name.startswith("PCA") for name in template_header(due()))
