"""The demo's random compliance check: answers drawn, some of them visited."""

import datetime as dt

from indicators.models import Collection
from indicators.services.compliance import draw_check, query_after_finding, record_finding
from scorecard.accounts.roles import Role
from scorecard.demo import answers
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area


def check_answers(area: Area, collection: Collection) -> None:
    """Ten answers drawn; six looked at, of which one does not agree and is queried."""
    by = area.who(Role.CLINICAL_LEAD)
    check = draw_check(
        collection=collection,
        size=answers.DRAWN,
        seed=answers.DRAWN_BY,
        by=by,
        at=moment(answers.DRAWN_ON, 9),
    )
    for place, sample in enumerate(check.samples.order_by("place")[: answers.VISITED]):
        at = moment(answers.DRAWN_ON + dt.timedelta(1 + place), 14)
        agrees = place != answers.WRONG
        record_finding(
            sample=sample,
            agrees=agrees,
            found="" if agrees else answers.FOUND,
            note=answers.SEEN if agrees else "",
            by=by,
            at=at,
        )
        if not agrees:
            query_after_finding(sample=sample, by=by, at=at + dt.timedelta(minutes=5))
