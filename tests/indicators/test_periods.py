"""Period codes and their days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.periods import UnknownPeriodCode, deadline_problem, following, months_between, parse


@pytest.mark.parametrize(
    ("code", "first", "last", "name"),
    [
        ("2026-27-Q1", (2026, 4, 1), (2026, 6, 30), "April to June 2026"),
        ("2026-27-Q3", (2026, 10, 1), (2026, 12, 31), "October to December 2026"),
        ("2026-27-Q4", (2027, 1, 1), (2027, 3, 31), "January to March 2027"),
        ("2023-24", (2023, 4, 1), (2024, 3, 31), "2023-24"),
        ("1999-00", (1999, 4, 1), (2000, 3, 31), "1999-00"),
        ("2024", (2024, 1, 1), (2024, 12, 31), "2024"),
    ],
)
def test_a_code_stands_for_its_days(code, first, last, name):
    span = parse(f" {code.lower()} ")
    assert (span.code, span.starts_on, span.ends_on) == (code, dt.date(*first), dt.date(*last))
    assert span.name == name


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2026-28",
        "2026-27-Q5",
        "Q1",
        "26-27",
        "2026-27 Q1",
        "0000",
        "\uff12\uff10\uff12\uff16-27-Q1",
    ],
)
def test_another_code_is_refused_with_the_three_ways_to_write_one(code):
    with pytest.raises(UnknownPeriodCode, match="Write a quarter as 2026-27-Q1"):
        parse(code)


@pytest.mark.parametrize(
    ("deadline", "words"),
    [
        ((2020, 1, 1), "begins on 1 October 2026"),
        ((2026, 9, 30), "begins on 1 October 2026"),
        ((2026, 10, 1), ""),
        ((2028, 12, 31), ""),
        ((2029, 1, 1), "more than two years after"),
        ((9999, 12, 31), "more than two years after"),
    ],
)
def test_returns_are_due_from_the_first_day_of_a_period_to_two_years_after_it(deadline, words):
    found = deadline_problem(parse("2026-27-Q3"), dt.date(*deadline))
    assert words in found and bool(found) == bool(words)


@given(st.integers(2000, 2150), st.integers(1, 4))
def test_periods_follow_one_another_without_gap_or_overlap(year, quarter):
    span = parse(f"{year}-{(year + 1) % 100:02}-Q{quarter}")
    after = following(span)
    assert after.starts_on == span.ends_on + dt.timedelta(days=1)
    assert parse(after.code) == after
    assert (span.ends_on - span.starts_on).days in (89, 90, 91)


def test_years_are_followed_by_years():
    assert following(parse("2023-24")).code == "2024-25"
    assert following(parse("2024")).code == "2025"


def test_months_are_counted_over_the_year():
    assert months_between(dt.date(2025, 12, 31), dt.date(2026, 3, 31)) == 3
