"""Six weeks to reply, in which bank holidays of England do not count."""

import datetime as dt

import pytest

from scorecard.publication.reply_time import is_working_day, reply_by


@pytest.mark.parametrize(
    ("shown_on", "last_day"),
    [
        (dt.date(2026, 9, 7), dt.date(2026, 10, 19)),  # no bank holiday: the same weekday
        (dt.date(2026, 4, 20), dt.date(2026, 6, 3)),  # May Day and the spring bank holiday
        (dt.date(2026, 11, 23), dt.date(2027, 1, 7)),  # Christmas, Boxing Day observed, New Year
        (dt.date(2026, 9, 5), dt.date(2026, 10, 16)),  # shown on a Saturday
    ],
)
def test_the_last_day_is_thirty_working_days_later(shown_on, last_day):
    assert reply_by(shown_on) == last_day


def test_a_holiday_of_scotland_alone_counts():
    assert is_working_day(dt.date(2026, 1, 2))
    assert not is_working_day(dt.date(2026, 8, 31))
