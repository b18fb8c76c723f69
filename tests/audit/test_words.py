"""The trail as people read it: the newest first, small details in words."""

import datetime as dt

import pytest

from scorecard.accounts.services import add_user
from scorecard.audit.selectors import events_of
from scorecard.audit.services import record
from scorecard.audit.words import words_of

NOON = dt.datetime(2026, 7, 15, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"figures": 38}, "figures: 38"),
        ({"figures": 2, "problems": 0, "late": False}, "figures: 2, problems: 0, late: no"),
        ({"left_out": 1, "code": "X90048"}, "left out: 1, code: X90048"),
        ({"indicators": ["CAP01", "ACC02"]}, "indicators: CAP01; ACC02"),
        ({"proposed": "", "ended": [], "parent": None}, ""),
        ({"changes": [{"from": 1, "to": 2}], "reason": "x" * 101}, ""),
        ({"user": 115, "sha256": "e890"}, ""),
        ({}, ""),
    ],
)
def test_small_details_are_words_and_others_are_left_out(details, words):
    assert words_of(details) == words


@pytest.mark.django_db
def test_the_trail_is_ordered_by_time_and_then_as_it_was_written():
    user = add_user(email="a@example.org", name="A", by=None, at=NOON)
    hours = [dt.timedelta(hours=hour) for hour in (2, 0, 2, 1)]
    for number, hour in enumerate(hours):
        record(action=str(number), subject=user, by=None, at=NOON + hour, organisation="Z01",
               details={"figures": number})  # fmt: skip
    found = list(events_of("Z01"))
    assert [event.action for event in found] == ["2", "0", "3", "1"]
    assert found[0].details_in_words == "figures: 2"
