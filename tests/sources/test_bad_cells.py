"""Whatever stands in a cell of a published file: kept, read or refused, and always told."""

import pytest

from indicators.sources.columns import STATE_NAMES
from indicators.sources.notices import Found, counts
from indicators.sources.parsing import parse_figures
from tests.sources.files import csv, profile, registers

NUMBERS = {
    "blank": ("", "no_data", None, Found.MISSING),
    "zero": ("0", "present", 0, None),
    "not available": ("NA", "no_data", None, Found.MISSING),
    "n/a": ("n/a", "", None, Found.NOT_A_NUMBER),
    "hyphen": ("-", "", None, Found.NOT_A_NUMBER),
    "below five": ("<5", "", None, Found.NOT_A_NUMBER),
    "star": ("*", "suppressed", None, Found.SUPPRESSED),
    "[c]": ("[c]", "suppressed", None, Found.SUPPRESSED),
    "thousands": ('"1,234"', "present", 1234, None),
    "per cent sign": ("85%", "", None, Found.NOT_A_NUMBER),
    "fraction": ("0.85", "present", 0.85, None),
    "pounds": ("£5", "", None, Found.NOT_A_NUMBER),
    "minus sign of typesetters": ("\u22125", "present", -5, Found.NEGATIVE),
    "negative": ("-5", "present", -5, Found.NEGATIVE),
    "NaN": ("NaN", "", None, Found.NOT_A_NUMBER),
    "infinity": ("inf", "", None, Found.NOT_A_NUMBER),
    "1e400": ("1e400", "", None, Found.NOT_A_NUMBER),
    "1e+05": ("1e+05", "present", 100_000, Found.ABOVE_ALL),
    "a date": ("01/04/2023", "", None, Found.NOT_A_NUMBER),
    "a day of 1904": ("1904-01-01", "", None, Found.NOT_A_NUMBER),
    "spreadsheet error": ("#N/A", "", None, Found.NOT_A_NUMBER),
    "formula": ("=A1+1", "", None, Found.NOT_A_NUMBER),
    "plus": ("+5", "present", 5, None),
    "at": ("@5", "", None, Found.NOT_A_NUMBER),
    "script": ("<script>alert(1)</script>", "", None, Found.NOT_A_NUMBER),
    "emoji": ("5\N{THUMBS UP SIGN}", "", None, Found.NOT_A_NUMBER),
    "Arabic digits": ("\u0665", "", None, Found.NOT_A_NUMBER),
    "right to left": ("\u202e5", "", None, Found.NOT_A_NUMBER),
    "words in Welsh": ("tŷ", "", None, Found.NOT_A_NUMBER),
    "padded": ("  5 ", "present", 5, None),
    "non-breaking space": ("1\u00a0234", "present", 1234, None),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_a_number(case):
    text, state, number, found = NUMBERS[case]
    parsed = parse_figures(registers(f"Z10001,{text},2000"), profile(), "f.csv")
    states = [STATE_NAMES[one] for one in parsed.figures.state]
    assert states == ([state] if state else [])
    if number is not None:
        assert parsed.figures.numerator.tolist() == [number]
    if found:
        assert found in counts(parsed.notices)


def test_a_cell_of_a_megabyte_is_refused_alone():
    rows = registers("Z10001," + "9" * 1_000_000 + ",400", "Z10002,5,400")
    try:
        parsed = parse_figures(rows, profile(), "f.csv")
    except ValueError as error:
        assert "f.csv" in str(error)
        return
    assert parsed.figures.practice.tolist() == ["Z10002"]


CODES = {
    "lower case": ("z10001", ["Z10001"]),
    "padded": (" Z10001 ", ["Z10001"]),
    "blank": ("", []),
    "none": ("NA", []),
    "a hyphen": ("-", []),
}


@pytest.mark.parametrize("case", CODES)
def test_the_code_of_a_practice(case):
    text, practices = CODES[case]
    content = registers(f"{text},5,400", "Z10002,5,400")
    assert parse_figures(content, profile(), "f.csv").figures.practice.tolist() == [
        *practices,
        "Z10002",
    ]


PERIODS = {
    "financial year": ("2022/23", ["2022-23"]),
    "calendar year": ("2022", ["2022"]),
    "quarter": ("2022/23 Q3", ["2022-23-Q3"]),
    "words": ("last year", []),
    "years that do not follow": ("2022/24", []),
    "a date": ("01/04/2022", []),
    "blank": ("", []),
}


@pytest.mark.parametrize("case", PERIODS)
def test_a_period(case):
    text, codes = PERIODS[case]
    content = csv("PRACTICE,YEAR,REGISTER,LIST", f"Z10001,{text},5,9", "Z10001,2030,5,9")
    parsed = parse_figures(content, profile(period="YEAR"), "f.csv")
    assert parsed.figures.period.tolist() == [*codes, "2030"]
    assert (Found.BAD_DATE in counts(parsed.notices)) == (not codes)


def test_names_in_every_script_are_kept_as_they_are():
    words = ["Ysgol Tŷ Gwyn", "مستشفى", "\N{HOSPITAL} Surgery", "=1+1", "<b>Good</b>"]
    text = {"indicator": "WORDS", "text": "WORDS"}
    rows = [f"Z1000{at},{word}" for at, word in enumerate(words)]
    parsed = parse_figures(csv("PRACTICE,WORDS", *rows), profile(figures=[text]), "f.csv")
    assert parsed.figures.text.tolist() == words
