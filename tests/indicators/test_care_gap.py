"""Who was treated, left out and missed: by what the definition does with those left out."""

import pytest

from indicators.care_gap import care_gap, reason_words
from indicators.presenters.care_gap import care_gap_rows
from indicators.returns.due import DueIndicator
from indicators.returns.figures import ReturnedFigure

LEFT_OUT = {"no_response": 10, "declined": 2}


@pytest.mark.parametrize(
    ("handling", "left_out", "everybody", "untreated"),
    [
        ("removed", LEFT_OUT, 112, 20),
        ("removed", None, None, 20),
        ("removed", {}, None, 20),
        ("kept", LEFT_OUT, 100, 8),
        ("kept", {"declined": 0}, 100, 20),
        ("kept", None, 100, None),
        ("kept", {}, 100, None),
        ("kept", {"declined": 21}, 100, None),
    ],
)
def test_80_of_100_were_treated(handling, left_out, everybody, untreated):
    gap = care_gap(80, 100, left_out, handling)
    assert (gap.everybody, gap.treated, gap.untreated) == (everybody, 80, untreated)


@pytest.mark.parametrize(
    "given", [(80, 100, LEFT_OUT, ""), (None, 100, LEFT_OUT, "kept"), (0, 0, LEFT_OUT, "removed")]
)
def test_without_two_numbers_or_pcas_there_is_no_gap(given):
    assert care_gap(*given) is None


def rows(handling, left_out=None):
    indicator = DueIndicator("ACC01", "Seen", "proportion", "%", 100, adjustments=handling)
    figure = ReturnedFigure(2, "ACC01", numerator=80, denominator=100, adjustments=left_out)
    return dict(care_gap_rows(figure, indicator))


def test_it_is_told_in_words_with_shares_of_everybody():
    assert rows("kept", LEFT_OUT) == {
        "Treated": "80 (80.0%)",
        "Left out: no response to offers": "10 (10.0%)",
        "Left out: patient chose not to receive it": "2 (2.0%)",
        "Not treated and not left out": "8 (8.0%)",
        "Everybody for whom the care is meant": "100",
    }


def test_what_is_not_known_is_said_and_never_zero():
    assert "was not said" in rows("kept")["Not treated and not left out"]
    told = rows("removed")
    assert told["Treated"] == "80" and told["Not treated and not left out"] == "20"
    assert "was not said" in told["Everybody for whom the care is meant"]
    assert "counted both" in rows("kept", {"new": 90})["Not treated and not left out"]


def test_reasons_of_a_national_file_are_shown_as_it_names_them():
    assert rows("", {"register_exclusion": 3}) == {"Register exclusion": "3"}
    assert reason_words("new") == "Newly registered or newly diagnosed"
