"""The demo's signed assessments of indicators, after the last full year."""

import datetime as dt

from scorecard.cards.services.assessment import TEXTS, sign_assessment
from scorecard.demo.assessed import COMMISSIONER, SIGNED
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area


def sign(area: Area, quarter: Quarter) -> None:
    """What the leads of the first area signed when the year that ends with `quarter` was over."""
    if area.places.commissioner.code != COMMISSIONER:
        return
    year, _, _ = quarter.code.rpartition("-")
    for one in SIGNED:
        sign_assessment(
            commissioner=area.places.commissioner,
            year=year,
            indicator=one.indicator,
            verdict=one.verdict,
            reason=one.reason,
            texts={name: getattr(one, name) for name in TEXTS},
            by=area.who(one.signed_by),
            at=moment(quarter.deadline + dt.timedelta(one.days), 15),
        )
