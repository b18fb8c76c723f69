"""Files in which each number has a row of its own: the QOF submission and its publication."""

import pytest

from indicators.sources.columns import STATE_NAMES
from indicators.sources.notices import Found, counts
from indicators.sources.parsing import parse_figures
from indicators.sources.profiles import load
from indicators.sources.tables import FileNotRead
from tests.sources.files import csv

HEADINGS = "PRACTICE_CODE,INDICATOR_CODE,MEASURE,VALUE"
WHOLE = (
    "Z10001,AF001,REGISTER,112",
    "Z10001,AF001,ACHIEVED_POINTS,5",
    "Z10001,AF006,NUMERATOR,40",
    "Z10001,AF006,DENOMINATOR,50",
    "Z10001,AF006,PCAS,3",
    "Z10001,AF006,ACHIEVED_POINTS,11.5",
    "Z10002,AF006,NUMERATOR,",
    "Z10002,AF006,DENOMINATOR,",
    "Z10002,AF006,PCAS,",
)


def achievement(*rows):
    return parse_figures(csv(HEADINGS, *rows), load("qof-achievement"), "f.csv")


def held(parsed):
    figures = parsed.figures
    names = zip(figures.practice.tolist(), figures.indicator.tolist(), strict=True)
    return {name: at for at, name in enumerate(names)}


def test_each_measure_goes_where_the_profile_says():
    parsed = achievement(*WHOLE)
    figures, at = parsed.figures, held(parsed)
    assert set(at) == {
        ("Z10001", "AF006"),
        ("Z10002", "AF006"),
        ("Z10001", "AF001-REG"),
        ("Z10001", "AF001-PTS"),
        ("Z10001", "AF006-PTS"),
    }
    one = at["Z10001", "AF006"]
    assert (figures.numerator[one], figures.denominator[one]) == (40, 50)
    assert figures.adjustments[one] == {"PCAS": 3}
    assert figures.row[one] == 4
    assert figures.value[at["Z10001", "AF006-PTS"]] == 11.5
    assert figures.value[at["Z10001", "AF001-REG"]] == 112
    assert parsed.rows_read == 9


def test_a_measure_that_is_there_and_blank_is_no_data_and_one_that_is_not_there_is_nothing():
    parsed = achievement(*WHOLE)
    at = held(parsed)
    assert STATE_NAMES[parsed.figures.state[at["Z10002", "AF006"]]] == "no_data"
    assert parsed.figures.adjustments[at["Z10002", "AF006"]] is None
    assert ("Z10001", "AF001") not in at


def test_a_numerator_without_its_denominator_is_no_data():
    [state] = achievement("Z10001,AF006,NUMERATOR,40", "Z10001,AF006,PCAS,1").figures.state
    assert STATE_NAMES[state] == "no_data"


def test_one_measure_twice_with_two_numbers_is_a_contradiction():
    rows = ("Z10001,A,NUMERATOR,4", "Z10001,A,DENOMINATOR,9", "Z10001,A,NUMERATOR,5")
    parsed = achievement(*rows)
    assert len(parsed.figures) == 0
    assert counts(parsed.notices)[Found.CONTRADICTION] == 2


def test_the_same_measure_twice_with_the_same_number_counts_once():
    rows = ("Z10001,A,NUMERATOR,4", "Z10001,A,DENOMINATOR,9", "Z10001,A,NUMERATOR,4")
    assert achievement(*rows).figures.numerator.tolist() == [4]


def test_a_long_file_without_its_measure_column_is_refused():
    with pytest.raises(FileNotRead, match="no column 'MEASURE'"):
        parse_figures(
            csv("PRACTICE_CODE,INDICATOR_CODE,VALUE", "Z1,A,4"), load("qof-achievement"), "f"
        )


def test_a_submission_names_its_reasons_by_code_and_its_period_by_a_day():
    headings = "ORG_CODE,ACH_DATE,IND_CODE,FIELD_NAME,VALUE,LAST_SUBMISSION"
    rows = (
        "Z10001,20240331,AF006,Numerator,40,Y",
        "Z10001,20240331,AF006,Denominator,50,Y",
        "Z10001,20240331,AF006,Atrial Fibrillation Register,60,Y",
        "Z10001,20240331,AF006,REG1_DAT3,2,Y",
        "Z10001,20240331,AF006,AFIBPCADEC,1,Y",
        "Z10001,20240331,AF006,Numerator,39,N",
    )
    profile = load("qof-submission-values")
    parsed = parse_figures(csv(headings, *rows), profile, "f.csv")
    figures, at = parsed.figures, held(parsed)
    assert set(at) == {("Z10001", "AF006"), ("Z10001", "AF006-REG")}
    one = at["Z10001", "AF006"]
    assert figures.adjustments[one] == {"REG1_DAT3": 2, "AFIBPCADEC": 1}
    assert (figures.numerator[one], figures.period[one]) == (40, "2023-24")


FINGERTIPS = "Indicator ID,Area Code,Area Type,Category,Time period,Value,Count,Denominator"


def test_public_health_profiles_keep_the_value_and_the_counts_where_there_are_any():
    rows = (
        "93553,E92000001,England,,2019,21.7,,",
        "93553,Z10001,GP,,2019,32.4,,",
        "241,Z10001,GPs,,2022/23,8.5,85,1000",
        "241,Z10001,GPs,Deprivation,2022/23,9.5,8,84",
    )
    parsed = parse_figures(csv(FINGERTIPS, *rows), load("fingertips"), "f.csv")
    figures = parsed.figures
    assert figures.indicator.tolist() == ["IMD", "FT-241"]
    assert figures.period.tolist() == ["2019", "2022-23"]
    assert (figures.value[1], figures.numerator[1], figures.denominator[1]) == (8.5, 85, 1000)
    assert STATE_NAMES[figures.state[0]] == "present"
    assert figures.modelled.tolist() == [True, False]
    assert counts(parsed.notices)[Found.IGNORED] == 1
    assert (parsed.areas.practice.tolist(), parsed.areas.value.tolist()) == (["england"], [21.7])


def test_a_measure_that_nobody_reads_is_told():
    parsed = achievement("Z10001,A,NUMERATOR,4", "Z10001,A,DENOMINATOR,9", "Z10001,A,MOOD,1")
    assert any("'MOOD' is no measure" in notice.sentence for notice in parsed.notices)
