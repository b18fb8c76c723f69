"""The address says who is compared; what is wrong with it is said in words."""

import pytest

from scorecard.dashboards.choosing import chosen_in, remarks

KNOWN = {f"X{number}" for number in range(1, 9)}


def said(*texts):
    return remarks(chosen_in(texts), KNOWN, "Westmere")


def test_codes_keep_their_order_and_stand_once():
    assert chosen_in(["X2", " x1 ", "X2", ""]).codes == ("X2", "X1")


@pytest.mark.parametrize(("count", "fits"), [(1, False), (2, True), (6, True), (7, False)])
def test_two_to_six_fit_side_by_side(count, fits):
    assert chosen_in([f"X{number}" for number in range(count)]).fits is fits


def test_two_known_practices_need_no_remark():
    assert said("X1", "X2") == []


def test_nobody_ticked_needs_no_remark():
    assert said() == []


def test_one_practice_is_too_few():
    assert said("X1") == ["One practice is ticked. Tick at least one more to compare it with."]


def test_seven_practices_are_too_many():
    assert said(*(f"X{number}" for number in range(1, 8))) == [
        "7 practices are ticked; at most 6 fit side by side. Untick some."
    ]


def test_a_code_of_nobody_here_is_named():
    unknown = "X99 is not the code of a practice in Westmere. Look for a mistyped letter or digit."
    assert said("X1", "X2", "X99") == [unknown]


@pytest.mark.parametrize("odd", ["\0", "<script>", "X" * 300, "ש" * 300])
def test_what_cannot_be_a_code_is_named_in_short(odd):
    (sentence,) = said(odd, "X1", "X2")
    assert "is not the code of a practice" in sentence
    assert len(sentence) < 120
    assert sentence.isprintable()


def test_thousands_of_codes_are_not_all_read():
    assert len(chosen_in(map(str, range(10_000))).codes) == 60
