"""The demo's releases: one that the public reads, one that practices look at before it is."""

import datetime as dt

from scorecard.accounts.roles import Role
from scorecard.cards.models import Release
from scorecard.cards.services.releases import approve_release, draft_release
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area

# Days after the deadline. The preview of the newest quarter ends on the day the demo was made,
# so that the commissioning lead can approve it at once.
DRAFTED, PREVIEW_ENDS, APPROVED = 33, 51, 55
INTRODUCTION = (
    "These are the results of the practices in {area} for {quarter}. They are published so that "
    "good ways of working spread. A practice differs from its neighbours for many reasons, among "
    "them how many of its patients are old or poor: read the figures with that in mind."
)


def publish(area: Area, quarter: Quarter) -> None:
    """Drafted by the analyst, looked at by the practices, approved by the commissioning lead."""
    approved_on = quarter.deadline + dt.timedelta(APPROVED)
    approve_release(
        release=draft(area, quarter),
        by=area.who(Role.COMMISSIONING_LEAD),
        at=moment(approved_on, 16),
        today=approved_on,
    )


def draft(area: Area, quarter: Quarter) -> Release:
    """A release that the practices can look at and nobody has approved."""
    name = area.places.commissioner.name
    return draft_release(
        card_run=area.runs[quarter.index],
        title=f"General practice in {name}, {quarter.span.name}",
        introduction=INTRODUCTION.format(area=name, quarter=quarter.span.name),
        preview_until=quarter.deadline + dt.timedelta(PREVIEW_ENDS),
        by=area.who(Role.ANALYST),
        at=moment(quarter.deadline + dt.timedelta(DRAFTED), 11),
    )
