"""Periods along the axis of a chart."""

from indicators.models import Period
from indicators.periods import PeriodSpan


def short_name(period: Period | PeriodSpan) -> str:
    """The period for an axis: "Jul-Sep 2026", or a year as it is called."""
    if "-Q" not in period.code:
        return period.name
    return f"{period.starts_on:%b}-{period.ends_on:%b %Y}"
