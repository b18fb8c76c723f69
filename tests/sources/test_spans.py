"""Periods in the many forms of sources."""

import pytest

from indicators.sources.spans import period_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2019", "2019"),
        ("2019.0", "2019"),
        ("2022-23", "2022-23"),
        (" 2022/23 ", "2022-23"),
        ("2022/2023", "2022-23"),
        ("2022 - 23", "2022-23"),
        ("2022/23 Q1", "2022-23-Q1"),
        ("2022-23-q4", "2022-23-Q4"),
        ("2021 - 23", None),
        ("2022/24", None),
        ("March 2023", None),
        ("", None),
        ("1e400", None),
    ],
)
def test_a_period_is_read_as_its_source_writes_it(text, code):
    assert period_code(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("20240331", "2023-24"), ("20240401", "2024-25"), ("31/03/2024", None), ("", None)],
)
def test_a_day_stands_for_its_financial_year(text, code):
    assert period_code(text, "%Y%m%d") == code
