"""The commissioner states when practices may verify, and what silence means."""

import datetime as dt

import pytest

from indicators.models import VerificationWindow
from indicators.services.verification import VerificationRefused
from scorecard.audit.models import AuditEvent
from tests.verification.conftest import DEADLINE, OPENS, on


def test_a_change_of_the_window_leaves_what_was_stated_before(area):
    area.window("unverified")
    area.window("accepted", at=on(7))
    assert VerificationWindow.objects.get().silence == "accepted"
    event = AuditEvent.objects.filter(action="set verification").order_by("-pk").first()
    assert event.details["before"]["silence"] == "unverified"
    assert event.details["after"]["silence"] == "accepted"


@pytest.mark.parametrize(
    "changes",
    [
        {"silence": "accepted"},
        {"deadline": dt.date(2026, 8, 30)},
        {"opens_on": dt.date(2026, 7, 1)},
    ],
)
def test_after_the_last_day_what_was_stated_stays(area, changes):
    area.window("unverified")
    with pytest.raises(VerificationRefused, match="acted on what was stated"):
        area.window(**{"silence": "unverified", **changes}, at=on(21))
    assert VerificationWindow.objects.get().silence == "unverified"


def test_the_day_for_answers_may_move_after_the_last_day(area):
    area.window()
    assert area.window(at=on(21), decide_by=dt.date(2026, 9, 1)).decide_by == dt.date(2026, 9, 1)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"silence": "accepted"}, "what silence means stays"),
        ({"deadline": DEADLINE - dt.timedelta(1)}, "cannot come before 20 July"),
        ({"opens_on": OPENS + dt.timedelta(5)}, "the first day stays"),
    ],
)
def test_from_the_first_day_on_a_window_may_only_become_longer(area, changes, says):
    area.window()
    with pytest.raises(VerificationRefused, match=says):
        area.window(**{"silence": "unverified", **changes}, at=on(OPENS.day))
    later = DEADLINE + dt.timedelta(1)
    assert area.window(deadline=later, at=on(OPENS.day)).deadline == later


@pytest.mark.parametrize("moved", [False, True])
def test_a_window_does_not_open_in_the_past(area, moved):
    if moved:
        area.window()
    with pytest.raises(VerificationRefused, match="today or a later day"):
        area.window(opens_on=dt.date(2026, 7, 5), at=on(6))
    assert area.window(opens_on=dt.date(2026, 7, 6), at=on(6)).opens_on.day == 6


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"deadline": OPENS - dt.timedelta(1)}, "before the first"),
        ({"decide_by": DEADLINE - dt.timedelta(1)}, "answer on it or later"),
        ({"opens_on": dt.date(2026, 6, 1), "deadline": dt.date(2026, 6, 30)}, "not over yet"),
    ],
)
def test_days_in_order(area, changes, says):
    with pytest.raises(VerificationRefused, match=says):
        area.window(**changes)
    assert not VerificationWindow.objects.exists()
