"""What is said of a period without results, and which period with results lies nearest."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Subquery

from indicators.models import Period
from indicators.periods import UnknownPeriodCode, parse
from practices.models import Commissioner
from scorecard.cards.models import CardRun
from scorecard.ui.errors import NotFoundInWords
from scorecard.ui.typed import said_back

HEADING = "No results for this period"
MOST_SHOWN = 40  # characters of what somebody typed into the address


def not_banded(
    commissioner: Commissioner | Subquery, code: str, runs: Sequence[CardRun]
) -> NotFoundInWords:
    """`runs` are the newest of every banded period, the newest period first."""
    period = _opened(commissioner, code)
    if period:
        said = (
            f"There are no results for {period.name} yet: it has not been banded. They appear when"
            " its figures have come in and an analyst has run the banding, on the page Periods."
        )
    else:
        seen = said_back(code, MOST_SHOWN)
        said = f"No period “{seen}” was opened here. Check the address, or choose another."
    if not runs:
        return NotFoundInWords(said, heading=HEADING)
    found = _nearest(period.ends_on if period else _last_day(code), runs)
    words = f"{found.name}, the nearest period with results"
    return NotFoundInWords(said, heading=HEADING, instead=({"period": found.code}, words))


def _opened(commissioner: Commissioner | Subquery, code: str) -> Period | None:
    if "\x00" in code:
        return None
    return Period.objects.filter(commissioner=commissioner, code__iexact=code).first()


def _last_day(code: str) -> dt.date | None:
    """Of a period that nobody opened, where the code is that of one."""
    try:
        return parse(code).ends_on
    except UnknownPeriodCode:
        return None


def _nearest(day: dt.date | None, runs: Sequence[CardRun]) -> Period:
    """The newest where no day is known; of two alike the later."""
    periods = [one.run.period for one in runs]
    if day is None:
        return periods[0]
    return min(periods, key=lambda one: abs((one.ends_on - day).days))
