"""The table that says how far a figure is trusted."""

import datetime as dt

import pytest

from indicators.standing import Facts, FigureStanding, standing_of
from indicators.verifying import answer_by, working_days_after
from scorecard.ui.standing import STANDINGS, StandingKind

TODAY = dt.date(2026, 7, 15)


def at(day: int) -> dt.datetime:
    return dt.datetime(2026, 7, day, 9)


ARRIVED = Facts(held=True, arrived=at(5))
WINDOW = {"opens_on": dt.date(2026, 7, 8), "deadline": dt.date(2026, 7, 20), "silence": "accepted"}
OVER = {**WINDOW, "deadline": dt.date(2026, 7, 14)}


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, "no window"),
        (WINDOW, "open"),
        (WINDOW | {"opens_on": dt.date(2026, 7, 16)}, "not yet"),
        (WINDOW | {"deadline": TODAY}, "open"),
        (WINDOW | {"confirmed": at(4)}, "changed"),
        (OVER, "accepted"),
        (OVER | {"silence": "unverified"}, "unverified"),
        (OVER | {"arrived": at(15)}, "late"),
        (OVER | {"arrived": at(14)}, "accepted"),
        (OVER | {"chosen": at(14)}, "accepted"),
        (OVER | {"chosen": at(15)}, "late"),
        (OVER | {"chosen": at(15), "verified": at(16)}, "verified"),
        (WINDOW | {"verified": at(9), "confirmed": at(9)}, "verified"),
        (OVER | {"verified": at(9)}, "verified"),
        (WINDOW | {"queried": at(9)}, "queried"),
        (WINDOW | {"queried": at(10), "verified": at(9)}, "queried"),
        (OVER | {"queried": at(9), "held": False}, "queried"),
        (WINDOW | {"declined": at(10)}, "declined"),
        (WINDOW | {"declined": at(10), "verified": at(9)}, "declined"),
        (WINDOW | {"declined": at(9), "verified": at(10)}, "verified"),
        (OVER | {"corrects": at(10)}, "corrected"),
        (WINDOW | {"corrects": at(9), "verified": at(10)}, "verified"),
        (WINDOW | {"held": False}, "replaced"),
        (WINDOW | {"held": False, "verified": at(9)}, "replaced"),
        (WINDOW | {"held": False, "upheld": at(10)}, "upheld"),
    ],
)
def test_every_way_a_figure_can_stand(facts, kind):
    assert standing_of(ARRIVED._replace(**facts), TODAY).kind == kind


@pytest.mark.parametrize("kind", StandingKind)
def test_every_standing_has_words_that_name_the_days(kind):
    said = FigureStanding(kind, dt.date(2026, 7, 3), dt.date(2026, 7, 20))
    for words in (said.sentence, said.public):
        assert "{" not in words
        assert not words or words.endswith(".")
    assert len(STANDINGS[kind].mark) <= 15


def test_words_say_when():
    verified = standing_of(ARRIVED._replace(verified=at(9), name="Pat"), TODAY)
    assert (verified.sentence, verified.name) == ("Verified by the practice on 9 July 2026.", "Pat")
    silent = standing_of(ARRIVED._replace(**OVER), TODAY)
    assert "Not queried by 14 July 2026" in silent.sentence


def test_answers_take_twenty_working_days_or_come_by_the_stated_day(area):
    friday = dt.date(2026, 7, 10)
    assert working_days_after(friday, 1) == dt.date(2026, 7, 13)
    assert answer_by(None, friday) == dt.date(2026, 8, 7)
    window = area.window()
    assert answer_by(window, friday) == window.decide_by
    assert answer_by(window, dt.date(2026, 7, 21)) == dt.date(2026, 8, 18)
