"""Every quirk of the real files, on invented rows: what is kept, refused and said."""

import math

import pytest

from indicators.sources.columns import STATE_NAMES
from indicators.sources.notices import Found, as_lines, counts
from indicators.sources.parsing import parse_figures
from indicators.sources.tables import FileNotRead
from tests.sources.files import csv, profile, registers


def parse(content, the_profile=None, **options):
    return parse_figures(content, the_profile or profile(), "f.csv", **options)


def states(parsed):
    return [STATE_NAMES[state] for state in parsed.figures.state]


def test_a_count_written_112_0_is_112_and_told_once():
    parsed = parse(registers("Z10001,112.0,400", "Z10002,7.0,400"))
    assert parsed.figures.numerator.tolist() == [112, 7]
    assert counts(parsed.notices) == {Found.DECIMAL_COUNT: 2}
    assert len(parsed.notices) == 1


def test_a_number_of_full_time_equivalents_may_have_decimals_without_a_word():
    plain = {"indicator": "FTE", "numerator": "REGISTER", "denominator": "LIST"}
    parsed = parse(registers("Z10001,2.0,400.25"), profile(figures=[plain]))
    assert parsed.notices == []


@pytest.mark.parametrize("marker", ["NA", ":", "", " NA "])
def test_not_available_is_no_data_and_not_zero(marker):
    parsed = parse(registers(f"Z10001,{marker},400"))
    assert states(parsed) == ["no_data"]
    assert math.isnan(parsed.figures.numerator[0])
    assert math.isnan(parsed.figures.denominator[0])
    assert counts(parsed.notices) == {Found.MISSING: 1}


def test_suppressed_is_a_state_of_its_own():
    parsed = parse(registers("Z10001,*,400"))
    assert states(parsed) == ["suppressed"]
    assert counts(parsed.notices) == {Found.SUPPRESSED: 1}


def test_letters_for_a_number_are_refused_and_the_rest_is_kept():
    parsed = parse(registers("Z10001,five,400", "Z10002,5,400"))
    assert parsed.figures.practice.tolist() == ["Z10002"]
    [notice] = parsed.notices
    assert (notice.row, notice.column) == (2, "REGISTER")
    assert "'five' is not a number" in notice.sentence


def test_a_register_above_its_list_is_kept_and_marked():
    parsed = parse(registers("Z10001,121,118"))
    assert states(parsed) == ["present"]
    assert parsed.figures.above_all.tolist() == [True]
    assert parsed.notices[0].sentence == "REG of practice Z10001 is 121 of 118."
    assert counts(parsed.notices) == {Found.ABOVE_ALL: 1}


def test_a_rate_may_be_larger_than_its_denominator():
    plain = {"indicator": "RATE", "numerator": "REGISTER", "denominator": "LIST"}
    assert parse(registers("Z10001,121,118"), profile(figures=[plain])).notices == []


def test_a_negative_payment_is_kept_and_told():
    parsed = parse(registers("Z10001,-2628.76,100"))
    assert parsed.figures.numerator.tolist() == [-2628.76]
    assert counts(parsed.notices) == {Found.NEGATIVE: 1}


def test_a_list_of_a_quarter_of_a_patient_is_kept_and_told():
    parsed = parse(registers("Z10001,0.1,0.25"))
    assert parsed.figures.denominator.tolist() == [0.25]
    assert counts(parsed.notices) == {Found.PART_PATIENT: 1}


@pytest.mark.parametrize("numerator", ["0", "7"])
def test_nothing_to_divide_by_is_kept_and_told(numerator):
    parsed = parse(registers(f"Z10001,{numerator},0"))
    assert (states(parsed), parsed.figures.denominator.tolist()) == (["present"], [0])
    assert counts(parsed.notices) == {Found.NO_DENOMINATOR: 1}


def test_the_row_for_england_is_left_out_and_told():
    england = {"column": "PRACTICE", "values": ["E92000001"], "says": "England as a whole"}
    parsed = parse(registers("E92000001,5,9", "Z10001,5,9"), profile(ignore=[england]))
    assert parsed.figures.practice.tolist() == ["Z10001"]
    assert parsed.rows_read == 2
    assert "England as a whole" in parsed.notices[0].sentence


def test_only_some_rows_may_be_wanted():
    all_ages = {"column": "LIST", "values": ["ALL"], "says": "not all ages"}
    value = {"indicator": "N", "value": "REGISTER"}
    wanted = profile(only=[all_ages], figures=[value])
    parsed = parse(registers("Z10001,5,ALL", "Z10001,2,0-4"), wanted)
    assert parsed.figures.value.tolist() == [5]


def test_rows_without_a_practice_are_left_out():
    parsed = parse(registers("NA,5,9", ",5,9", "z10001,5,9"))
    assert parsed.figures.practice.tolist() == ["Z10001"]
    assert counts(parsed.notices) == {Found.NO_PRACTICE: 2}


def test_practices_of_another_area_are_left_out_and_counted():
    parsed = parse(registers("Z10001,5,9", "Z10002,-5,9"), elsewhere={"Z10002"})
    assert parsed.figures.practice.tolist() == ["Z10001"]
    assert counts(parsed.notices) == {Found.OTHER_AREA: 1}


def test_the_same_row_twice_counts_once():
    parsed = parse(registers("Z10001,5,9", "Z10002,1,9", "Z10001,5,9"))
    assert parsed.figures.row.tolist() == [2, 3]
    assert parsed.notices[0].sentence == "practice Z10001, REG, rows 2, 4."
    assert counts(parsed.notices) == {Found.DUPLICATE: 1}


def test_two_answers_to_one_question_are_both_refused():
    parsed = parse(registers("Z10001,5,9", "Z10001,6,9", "Z10002,1,9"))
    assert parsed.figures.practice.tolist() == ["Z10002"]
    assert counts(parsed.notices) == {Found.CONTRADICTION: 2}


def test_a_group_column_names_the_indicator():
    grouped = {
        "indicator": "PREV-{group}",
        "group": "GROUP",
        "numerator": "REGISTER",
        "denominator": "LIST",
    }
    content = csv("PRACTICE,GROUP,REGISTER,LIST", "Z10001,AF,5,90", "Z10001,DM,6,80")
    parsed = parse(content, profile(figures=[grouped]))
    assert parsed.figures.indicator.tolist() == ["PREV-AF", "PREV-DM"]
    assert parsed.figures.denominator.tolist() == [90, 80]


def test_several_value_columns_are_several_indicators():
    values = [{"indicator": name, "value": name, "scale": 100} for name in ("A", "B")]
    parsed = parse(csv("PRACTICE,A,B", "Z10001,0.5,NA"), profile(figures=values))
    assert parsed.figures.indicator.tolist() == ["A", "B"]
    assert parsed.figures.value[0] == 50
    assert states(parsed) == ["present", "no_data"]


def test_a_percentage_above_100_is_marked():
    value = {"indicator": "A", "value": "A", "share": True}
    parsed = parse(csv("PRACTICE,A", "Z10001,100.5"), profile(figures=[value]))
    assert parsed.figures.above_all.tolist() == [True]
    assert parsed.notices[0].sentence == "A of practice Z10001 is 100.5."


def test_words_are_kept_as_they_are():
    text = {"indicator": "RATING", "text": "RATING"}
    parsed = parse(csv("PRACTICE,RATING", "Z10001,Good", "Z10002,NA"), profile(figures=[text]))
    assert parsed.figures.text.tolist() == ["Good", ""]
    assert states(parsed) == ["present", "no_data"]


YEARS = csv("PRACTICE,YEAR,REGISTER,LIST", "Z10001,2022,5,9", "Z10001,2023,6,9", "Z10001,x,7,9")


def test_periods_stand_in_a_column():
    parsed = parse(YEARS, profile(period="YEAR"))
    assert parsed.figures.period.tolist() == ["2022", "2023"]
    assert counts(parsed.notices) == {Found.BAD_DATE: 1}


def test_one_period_may_be_wanted_alone():
    parsed = parse(YEARS, profile(period="YEAR"), only_period="2023")
    assert parsed.figures.numerator.tolist() == [6]


def test_a_period_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(FileNotRead, match=r"no row for 2030\. Its periods are: 2022, 2023"):
        parse(YEARS, profile(period="YEAR"), only_period="2030")


def test_a_profile_without_figures_says_so():
    with pytest.raises(FileNotRead, match="describes no figures"):
        parse(registers("Z10001,5,9"), profile(figures=[]))


def test_ten_of_a_kind_are_shown_and_the_rest_counted():
    parsed = parse(registers(*(f"Z1{at:04},NA,9" for at in range(15))))
    lines = as_lines(parsed.notices)
    assert lines[0] == "Kept as 'no data', which is not zero: 15"
    assert len(lines) == 12
    assert lines[-1] == "  - and 5 more"
