"""The year whose indicators are assessed, and what people signed about them."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from indicators.models import Assessment, Indicator, Period
from indicators.periods import months_between, quarter_of
from practices.models import Commissioner
from scorecard.cards.models import CardItem, CardRun
from scorecard.cards.selectors.runs import newest_runs
from scorecard.cards.selectors.versions import items_of
from scorecard.ui.errors import NotFoundInWords


@dataclass(frozen=True)
class AssessedYear:
    """A financial year: the newest run of every period up to its end (oldest first).

    `last` is the last banded period of the year; the numbers of practices are read from it.
    `years` are all years with a banded period, newest first.
    """

    name: str
    last: CardRun
    runs: tuple[CardRun, ...]
    years: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        return _ends_a_year(self.last)


def assessed_year(commissioner: Commissioner, name: str = "") -> AssessedYear | None:
    """The year called `name`, else the newest that is over, else the newest; None without runs.

    Raises NotFoundInWords for a year without a banded period.
    """
    runs = newest_runs(commissioner)[::-1]
    if not runs:
        return None
    last = {year_of(run.run.period.ends_on): run for run in runs}
    years = tuple(reversed(last))
    over = [year for year in years if _ends_a_year(last[year])]
    chosen = name or (over or years)[0]
    if chosen not in last:
        raise NotFoundInWords(
            f"No period of the year {chosen} is banded. Choose one of: {', '.join(years)}."
        )
    until = last[chosen].run.period.ends_on
    before = tuple(run for run in runs if run.run.period.ends_on <= until)
    return AssessedYear(chosen, last[chosen], before, years)


def year_of(day: dt.date) -> str:
    """The financial year of a day: 2025-26 runs from April 2025 to March 2026."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def comparable_runs(year: AssessedYear, period_type: str) -> list[CardRun]:
    """The runs whose periods can stand in one line with the last: they are as long.

    Figures of the year so far grow from April on, so only the same quarter of other years can.
    """
    last = year.last.run.period
    quarter = quarter_of(last.ends_on) if period_type == "year_to_date" else ""
    return [
        run
        for run in year.runs
        if _months(run.run.period) == _months(last)
        and quarter in ("", quarter_of(run.run.period.ends_on))
    ]


def weighted_items(year: AssessedYear) -> list[CardItem]:
    """The weighted indicators of the scorecard by which the year's last period was banded."""
    return [item for item in items_of(year.last.version) if item.role == CardItem.Role.WEIGHTED]


def weighted_item(year: AssessedYear, code: str) -> CardItem:
    """Raises NotFoundInWords when no weighted indicator of the year has this code."""
    for item in weighted_items(year):
        if item.definition.code.casefold() == code.casefold():
            return item
    raise NotFoundInWords(f"{code} was no weighted indicator of the scorecard in {year.name}.")


def signed_for(year: AssessedYear) -> QuerySet[Assessment]:
    """What was signed on any period of this year, the newest signature first."""
    periods = [run.run.period_id for run in year.runs if _year(run) == year.name]
    found = Assessment.objects.filter(period__in=periods)
    return found.select_related("indicator", "period", "signed_by").order_by("-signed_at", "-pk")


def signatures_of(indicator: Indicator) -> QuerySet[Assessment]:
    """Every assessment of an indicator in any year, the newest signature first."""
    found = Assessment.objects.filter(indicator=indicator).select_related("period", "signed_by")
    return found.order_by("-signed_at", "-pk")


def _ends_a_year(run: CardRun) -> bool:
    day = run.run.period.ends_on
    return (day.month, day.day) == (3, 31)


def _months(period: Period) -> int:
    return months_between(period.starts_on, period.ends_on)


def _year(run: CardRun) -> str:
    return year_of(run.run.period.ends_on)
