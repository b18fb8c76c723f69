"""A file that nobody knows: how it seems to be laid out, and what is saved of it."""

from dataclasses import replace

import pytest

from indicators.returns.problems import FileRefused
from indicators.sources.guessing import Told, fits, guess
from indicators.sources.mapping import Answers, AreaRows, FigureLine, answers_of, as_toml
from indicators.sources.parsing import parse_figures
from indicators.sources.profiles import BadProfile, load, parsed
from tests.loading.test_bad_files import workbook
from tests.sources.files import csv


def columns(found) -> dict[str, str]:
    return {
        purpose: found.headings[at] if found.headings else str(at)
        for purpose, at in found.columns.items()
        if at is not None
    }


def test_practice_period_and_counts_are_found_by_name_and_content():
    content = csv("Name,ODS Code,Year,Numerator,Denominator", "First,A81001,2022/23,5,100")
    found = guess(content, "f.csv")
    assert columns(found) == {
        "practice": "ODS Code",
        "period": "Year",
        "numerator": "Numerator",
        "denominator": "Denominator",
    }
    assert (found.delimiter, found.heading_row, found.encoding) == (",", 1, "utf-8-sig")


def test_counts_under_any_name_are_found_where_one_never_exceeds_the_other():
    found = guess(csv("Surgery;Done;All", "A81001;5;100", "A81002;7;80"), "f.csv")
    assert columns(found) == {"practice": "Surgery", "numerator": "Done", "denominator": "All"}
    assert found.delimiter == ";"


def test_one_column_of_numbers_is_the_value():
    found = guess(csv("Surgery\tScore of it", "A81001\t0.5", "A81002\tNA"), "f.csv")
    assert columns(found) == {"practice": "Surgery", "value": "Score of it"}
    assert (found.delimiter, found.missing) == ("\t", ("", "NA"))


def test_the_column_of_indicators_is_known_by_their_codes():
    content = csv("Surgery,Kind,What,N", "A81001,AB,FLU65,5", "A81002,AB,FLU65,7")
    assert columns(guess(content, "f.csv", codes=["FLU65"]))["indicator"] == "What"


def test_without_headings_columns_have_numbers():
    found = guess(csv("A81001,5,100", "A81002,6,100"), "f.csv")
    assert (found.heading_row, found.headings) == (0, ())
    assert columns(found) == {"practice": "0", "numerator": "1", "denominator": "2"}


def test_titles_above_the_headings_are_passed_over_in_a_workbook_too():
    rows = (["A title"], [], ["Practice code", "Value"], ["A81001", 5])
    found = guess(workbook(*rows), "f.xlsx")
    assert (found.heading_row, found.is_workbook) == (3, True)
    assert columns(found) == {"practice": "Practice code", "value": "Value"}


def test_what_somebody_says_goes_before_what_is_guessed():
    content = csv("A|B,C", "1|2,3")
    assert guess(content, "f.csv", Told(delimiter="|", heading_row=1)).headings == ("A", "B,C")
    assert guess(content, "f.csv", Told(heading_row=0)).headings == ()


def test_windows_1252_and_utf_16_are_recognised():
    text = "Practice,Näme\nA81001,5\n"
    assert guess(text.encode("windows-1252"), "f.csv").encoding == "windows-1252"
    assert guess(text.encode("utf-16"), "f.csv").encoding == "utf-16"


def test_characters_that_cannot_be_read_are_refused_in_words():
    with pytest.raises(FileRefused, match="cannot be read as utf-16"):
        guess(b"\xff\xfeabc" + b"\x00\xd8" * 40, "f.csv", Told(encoding="utf-16"))


def test_a_known_layout_fits_when_all_its_columns_are_there():
    headings = ["PRACTICE_CODE", "INDICATOR_CODE", "MEASURE", "VALUE", "MORE"]
    assert fits(headings, load("qof-achievement"))
    assert not fits(headings[:3], load("qof-achievement"))
    assert not fits(headings, load("epraccur"))


ANSWERS = Answers(
    title="Flu",
    source="The laboratory",
    practice="Surgery",
    period="When",
    delimiter=";",
    heading_row=2,
    missing=("", "n/a"),
    figures=[
        FigureLine("FLU65", numerator="Done", denominator="All", share=True),
        FigureLine("FLUX", value="Rate", scale=100, modelled=True),
    ],
)


def test_answers_become_a_layout_that_reads_the_file():
    layout = parsed("flu", as_toml(ANSWERS))
    content = csv("Title;;;;", "Surgery;When;Done;All;Rate", "A81001;2022/23;5;n/a;0.5")
    found = parse_figures(content, layout, "f.csv").figures
    assert found.indicator.tolist() == ["FLU65", "FLUX"]
    assert (found.value[1], found.period[0]) == (50, "2022-23")
    assert found.modelled.tolist() == [False, True]


def test_a_layout_gives_its_answers_back():
    assert answers_of(parsed("flu", as_toml(ANSWERS))) == ANSWERS


AREAS = AreaRows(
    type="About", practices=("GPs",), names="Whose", parent="Above", own=("E54",), region=("E40",)
)


def test_answers_say_which_rows_are_of_areas():
    layout = parsed("flu", as_toml(replace(ANSWERS, areas=AREAS)))
    content = csv(
        "Title;;;;;;;",
        "Surgery;When;Done;All;Rate;About;Whose;Above",
        "A81001;2022/23;5;10;0.5;GPs;A surgery;E54",
        "E54;2022/23;50;100;0.5;Boards;North Board;E40",
        "E92000001;2022/23;500;1000;0.5;England;England;",
    )
    read = parse_figures(content, layout, "f.csv")
    assert read.figures.practice.tolist() == ["A81001"] * 2
    assert {*read.areas.practice.tolist()} == {"area", "england"}
    assert answers_of(layout).areas == AREAS


def test_a_layout_without_headings_counts_columns():
    plain = Answers("T", "S", "1", [FigureLine("X", value="2")], heading_row=0)
    layout = parsed("x", as_toml(plain))
    assert (layout.header, layout.practice, layout.figures[0].value) == (False, (1,), (2,))
    assert answers_of(layout) == plain


def test_answers_that_make_no_layout_are_refused():
    with pytest.raises(BadProfile, match="practice"):
        parsed("x", 'title = "T"\nsource = "S"\n[[figures]]\nindicator = "A"\nvalue = "B"')
