"""Files to take away: no text becomes a formula, no number becomes a text."""

import csv
import io
import math
from decimal import Decimal
from zipfile import ZipFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from scorecard.ui import writers
from scorecard.ui.cells import harmless, is_dangerous, plain
from scorecard.ui.writers import csv_response, write_csv, xlsx_response

NASTY = [
    "=1+1",
    '=HYPERLINK("http://example.org?"&A1,"press")',
    "+44 20 7946 0000",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\rx",
    "\tx",
    "  =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "－1-x",
    "＠x",
    "\x00=1+1",
    "\x1b=1+1",
]
HARMLESS = ["St Mary's", "5-7 High Street", "a=b", "", "‘quoted’", "-5", "-5.25", "-3%", "<b>"]


@pytest.mark.parametrize("text", NASTY)
def test_a_text_that_looks_like_a_formula_is_marked_as_text(text: str) -> None:
    assert str(harmless(text)).startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay_to_the_letter(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("number", [-5, -5.25, Decimal("-0.10"), 0, 10**15])
def test_numbers_stay_numbers(number: object) -> None:
    assert harmless(number) == number
    assert not isinstance(harmless(number), str)


def test_numbers_of_numpy_are_numbers_too() -> None:
    assert harmless(np.int32(-3)) == -3
    assert harmless(np.float64(-2.5)) == -2.5


@pytest.mark.parametrize("value", [None, math.nan, math.inf, np.nan, Decimal("NaN")])
def test_missing_is_empty_and_never_zero(value: object) -> None:
    assert harmless(value) == ""


@given(st.text())
def test_no_text_begins_like_a_formula_after_it(text: str) -> None:
    cell = harmless(text)
    assert isinstance(cell, str)
    assert not is_dangerous(cell) or cell.startswith("'")


def test_a_csv_file_comes_back_as_it_was() -> None:
    rows = [["Röd, “B”", -5, 'say "hi"\nthere', None], ["=1+1", 0.5, Decimal("1.10"), True]]
    file = io.StringIO()
    assert write_csv(file, ["name", "n", "text", "other"], rows) == 2
    read = list(csv.reader(io.StringIO(file.getvalue())))
    assert read[1] == ["Röd, “B”", "-5", 'say "hi"\nthere', ""]
    assert read[2] == ["'=1+1", "0.5", "1.10", "yes"]


def test_a_csv_download_has_the_mark_for_excel_and_a_safe_name() -> None:
    response = csv_response("Results: Q1/2026", ["=name"], [["Alder"]])
    body = b"".join(response.streaming_content)
    assert body == b"\xef\xbb\xbf'=name\r\nAlder\r\n"
    assert response["Content-Disposition"] == 'attachment; filename="results-q12026.csv"'


def test_a_long_csv_download_is_sent_in_pieces() -> None:
    rows = ([number, "x" * 90] for number in range(5_000))
    pieces = list(csv_response("long", ["n", "x"], rows).streaming_content)
    assert len(pieces) > 5
    assert b"".join(pieces).count(b"\r\n") == 5_001


def _sheet(rows, header=("value",)):
    response = xlsx_response("Results [1]", header, rows)
    with response.file_to_stream as file:
        body = file.read()
    with ZipFile(io.BytesIO(body)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    return xml, load_workbook(io.BytesIO(body)).active


@pytest.mark.parametrize("text", [*NASTY, "#N/A", "TRUE", "007"])
def test_a_text_in_a_sheet_is_a_text(text: str) -> None:
    xml, sheet = _sheet([[text]], header=[text])
    assert "<f>" not in xml
    assert 't="inlineStr"' in xml
    assert sheet["A2"].data_type == "s"
    # XML itself turns a carriage return into a newline.
    assert sheet["A2"].value == plain(text).replace("\r", "\n")


def test_a_dangerous_text_in_a_sheet_stays_text_when_edited() -> None:
    _, sheet = _sheet([["=1+1"], ["Alder"]])
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


def test_numbers_in_a_sheet_are_numbers() -> None:
    _, sheet = _sheet([[-5], [2.5], [Decimal("1.10")], [None], [math.nan]])
    assert [cell.value for cell in sheet["A"]][1:4] == [-5, 2.5, 1.1]
    assert sheet["A5"].value is None and sheet["A6"].value is None


def test_the_header_of_a_sheet_is_bold_and_stays_in_sight() -> None:
    _, sheet = _sheet([[1]])
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"


def test_a_column_is_as_wide_as_its_texts_and_a_long_heading_wraps() -> None:
    _, found = _sheet([["By the river", 1], ["x" * 90, 2]] * 2, header=["practice", "n"])
    assert found.column_dimensions["A"].width == 40
    assert found.column_dimensions["B"].width == 12
    assert found["A1"].alignment.wrap_text
    assert [row[1].value for row in found.iter_rows(min_row=2)] == [1, 2, 1, 2]


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(writers, "_MOST_ROWS", 3)
    with pytest.raises(writers.TooManyRows, match="Take the CSV file"):
        xlsx_response("long", ["n"], [[1], [2], [3]])
