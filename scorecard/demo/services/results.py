"""The demo's banding runs. Keys and times come from the plan, so that runs are the same again."""

import datetime as dt
import uuid

from indicators.services.certainty import work_out_certainty
from scorecard.accounts.roles import Role
from scorecard.cards.services.around import keep_around
from scorecard.cards.services.banding import band_period
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area

# After the last late return has come in.
DAYS_AFTER_DEADLINE = 15
QUERIES_TAKE = 14


def band_quarter(area: Area, quarter: Quarter, days_later: int = 0) -> None:
    """Band a quarter once its returns are in, or again `days_later` after a correction."""
    at = moment(quarter.deadline + dt.timedelta(DAYS_AFTER_DEADLINE + days_later), 10)
    finished = at + dt.timedelta(seconds=4)
    by = area.who(Role.ANALYST)
    area.runs[quarter.index] = card_run = band_period(
        version=area.version,
        period=area.periods[quarter.index],
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"{area.places.commissioner.code} {at.isoformat()}"),
        by=by,
        at=at,
        clock=lambda: finished,
    )
    work_out_certainty(run=card_run.run, by=by, at=finished)
    keep_around(card_run=card_run, by=by, at=finished)
