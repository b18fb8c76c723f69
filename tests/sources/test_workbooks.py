"""National files as XLSX: the same table as a CSV of them would be."""

import datetime as dt
import io
import math

import openpyxl
import pytest

from indicators.sources.listing import parse_lists
from indicators.sources.notices import Found, counts
from indicators.sources.parsing import parse_figures
from indicators.sources.tables import FileNotRead, read_table
from tests.sources.files import csv, profile

HEADINGS = ("PRACTICE", "REGISTER", "LIST")


def workbook(*rows, title="Sheet1", **others):
    """XLSX bytes: the rows on the first sheet, more sheets by their names."""
    book = openpyxl.Workbook()
    book.active.title = title
    for sheet_title, sheet_rows in {title: rows, **others}.items():
        sheet = book[title] if sheet_title == title else book.create_sheet(sheet_title)
        for row in sheet_rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def hidden(content, title):
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[title].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_the_table_that_its_csv_would_be():
    rows = (("Z10001", 5, 100), ("Z10002", 0.1, 1234567), ("Z10003", "NA", 7.25))
    from_book = parse_figures(workbook(HEADINGS, *rows), profile(), "f.xlsx")
    lines = (",".join(str(cell) for cell in row) for row in (HEADINGS, *rows))
    from_text = parse_figures(csv(*lines), profile(), "f.csv")
    for name in ("practice", "numerator", "denominator", "state", "row"):
        one, two = (getattr(p.figures, name).tolist() for p in (from_book, from_text))
        assert str(one) == str(two)


def test_empty_rows_are_nothing_and_rows_keep_the_numbers_of_the_sheet():
    content = workbook(HEADINGS, ("Z10001", 5, 100), (), (None, None), ("Z10002", 6, 100))
    table = read_table(content, profile(), "f.xlsx")
    assert table.rows == [2, 5]
    assert table.notices == []


def test_a_blank_under_the_last_heading_is_missing_not_a_broken_row():
    parsed = parse_figures(workbook(HEADINGS, ("Z10001", 5, None)), profile(), "f.xlsx")
    assert counts(parsed.notices) == {Found.MISSING: 1}
    assert math.isnan(parsed.figures.denominator[0])


def test_a_cell_beside_the_table_makes_its_row_a_broken_one():
    table = read_table(workbook(HEADINGS, ("Z1", 5, 9), ("Z2", 5, 9, "?")), profile(), "f.xlsx")
    assert (table.rows, counts(table.notices)) == ([2], {Found.BROKEN_ROW: 1})


def test_titles_above_the_headings_are_passed_over_and_rows_keep_their_numbers():
    content = workbook(("Look-up",), HEADINGS, ("Z10001", 5, 9))
    table = read_table(content, profile(heading_row=2), "f.xlsx")
    assert (table.headings, table.rows) == (list(HEADINGS), [3])
    table = read_table(b"Look-up\nPRACTICE\nZ10001\n", profile(heading_row=2), "f.csv")
    assert (table.headings, table.rows) == (["PRACTICE"], [3])


@pytest.mark.parametrize(("cell", "said"), [("=1+1", "'=1+1'"), ("#N/A", "'#N/A'")])
def test_a_formula_without_a_result_and_an_error_are_refused_and_never_blanks(cell, said):
    content = workbook(HEADINGS, ("Z10001", cell, 9), ("Z10002", 5, 9))
    parsed = parse_figures(content, profile(), "f.xlsx")
    assert parsed.figures.practice.tolist() == ["Z10002"]
    assert said in parsed.notices[0].sentence and parsed.notices[0].row == 2


def test_a_day_is_read_whatever_form_the_profile_gives_for_text():
    spec = [{"kind": "registered", "patients": "LIST", "on": "DAY"}]
    content = workbook(("PRACTICE", "DAY", "LIST"), ("Z10001", dt.date(2021, 1, 1), 5903))
    [size], _ = parse_lists(content, profile(lists=spec, dates="%d%b%Y"), "f.xlsx", None)
    assert size.on == dt.date(2021, 1, 1)


def test_the_profile_names_the_sheet():
    content = workbook(("Notes",), Figures=(HEADINGS, ("Z10001", 5, 9)))
    table = read_table(content, profile(sheet="Figures"), "f.xlsx")
    assert table.headings == list(HEADINGS)
    with pytest.raises(FileNotRead, match=r"no sheet 'Data'.*'Sheet1', 'Figures'"):
        read_table(content, profile(sheet="Data"), "f.xlsx")


def test_else_the_first_sheet_that_can_be_seen_is_read_and_that_is_told():
    content = workbook(("Notes",), Figures=(HEADINGS, ("Z10001", 5, 9)))
    table = read_table(hidden(content, "Sheet1"), profile(), "f.xlsx")
    assert table.headings == list(HEADINGS)
    assert "its sheet 'Figures', of 'Sheet1', 'Figures'" in table.notices[0].sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel format"),
        (workbook(), "the sheet is empty"),
        (workbook(HEADINGS), "has no rows"),
        (workbook(HEADINGS)[:-30], "damaged"),
    ],
)
def test_what_is_no_such_workbook_is_refused_with_its_name(content, said):
    with pytest.raises(FileNotRead, match=said) as refused:
        read_table(content, profile(), "f.xlsx")
    assert "f.xlsx" in str(refused.value)
