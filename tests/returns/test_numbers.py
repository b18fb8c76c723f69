import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.returns.numbers import LARGEST, Amount, Marker, read_number
from indicators.returns.problems import Fault


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("5", 5),
        (" 5 ", 5),
        ("\u00a05\u200b", 5),
        ("5.", 5),
        (".5", 0.5),
        ("+5", 5),
        ("-5", -5),
        ("\u22125", -5),
        ("0", 0),
        ("-0", 0),
        ("007", 7),
        ("1,234", 1234),
        ("1,234,567.5", 1234567.5),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1.234", 1.234),
        (7, 7),
        (7.25, 7.25),
    ],
)
def test_numbers_that_are_read(cell, number):
    assert read_number(cell) == Amount(number)


@pytest.mark.parametrize("cell", ["85%", "85 %", "85.0%"])
def test_a_percentage_keeps_its_sign(cell):
    assert read_number(cell) == Amount(85, percent=True)


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", "\ufeff", "\u200b"])
def test_blank_is_blank_and_not_zero(cell):
    assert read_number(cell) is Marker.BLANK


@pytest.mark.parametrize("cell", ["n/a", "N/A", "NA", "n.a.", "Not applicable"])
def test_not_applicable_is_a_state_of_its_own(cell):
    assert read_number(cell) is Marker.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("-", "dash"),
        ("–", "dash"),
        ("<5", "exact"),
        ("≤ 5", "exact"),
        ("under 5", "exact"),
        ("*", "hidden"),
        ("[c]", "hidden"),
        (":", "hidden"),
        ("£5", "currency"),
        ("5€", "currency"),
        ("=1+1", "formula"),
        ("#N/A", "spreadsheet error"),
        ("#DIV/0!", "spreadsheet error"),
        ("NaN", "not a number"),
        ("inf", "not a number"),
        ("1e400", "scientific"),
        ("1.2E+05", "scientific"),
        ("(5)", "brackets"),
        ("01/02/2026", "date"),
        ("2026-02-01", "date"),
        ("1,23", "comma"),
        ("1234,5", "comma"),
        ("1,2345", "comma"),
        ("1.234.567", "not a number"),
        ("yes", "answer"),
        ("5 patients", "not a number"),
        ("5²", "not a number"),
        ("٥", "not a number"),
        ("1_000", "not a number"),
        ("<script>alert(1)</script>", "not an exact number"),
        ("9" * 400, "larger"),
        ("1" * 20, "larger"),
        (True, "true or false"),
        (math.nan, "larger"),
        (math.inf, "larger"),
        (dt.date(2026, 2, 1), "date"),
        (dt.datetime(2026, 2, 1), "date"),
        (dt.time(1, 2), "date"),
        (dt.timedelta(hours=1), "date"),
        (Fault("is a formula without a stored result", "Paste it."), "formula"),
    ],
)
def test_what_is_not_a_number_says_why_and_how_to_mend_it(cell, says):
    fault = read_number(cell)
    assert isinstance(fault, Fault)
    assert says in fault.what
    assert fault.mend.endswith(".")


@given(st.text())
def test_no_text_makes_the_reader_fail(text):
    assert isinstance(read_number(text), Amount | Marker | Fault)


@given(st.integers(min_value=-int(LARGEST), max_value=int(LARGEST)))
def test_whole_numbers_come_back_with_and_without_commas(number):
    assert read_number(str(number)) == Amount(number)
    assert read_number(f"{number:,}") == Amount(number)
    assert read_number(f"{number:,}".replace("-", "\u2212")) == Amount(number)


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda number: round(number, 6)))
def test_decimal_numbers_come_back(number):
    assert read_number(f"{number:.6f}") == Amount(float(f"{number:.6f}"))
    assert read_number(number) == Amount(number)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_an_amount_is_always_finite(number):
    reading = read_number(number)
    assert isinstance(reading, Fault) or math.isfinite(reading.value)
