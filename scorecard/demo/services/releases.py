"""The demo's releases: one that the public reads, one that practices look at before it is."""

import datetime as dt
from typing import Any

from scorecard.accounts.roles import Role
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area
from scorecard.demo.sides import DemoSide
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.models import Edition
from scorecard.publication.selectors.reading import practices_in
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from scorecard.publication.services.comments import accept_comment, decline_comment, put_side
from scorecard.publication.services.looks import note_first_look
from scorecard.publication.services.preview_notices import tell_practices
from scorecard.publication.services.rules import set_rules

# Days after the deadline. The preview of the newest quarter ends on the day the demo was made,
# so that it can be proposed at once.
DECIDED, DRAFTED, SAID, PREVIEW_ENDS, PROPOSED, PUBLISHED = 30, 33, 40, 51, 52, 55
# Not told to the public, and told of the area alone: practices are still checking them.
CHECKED = {"VFM04": Detail.NOTHING, "VFM05": Detail.AGGREGATE}
INTRODUCTION = (
    "These are the results of the practices in {area} for {quarter}. They are published so that "
    "good ways of working spread. A practice differs from its neighbours for many reasons, among "
    "them how many of its patients are old or poor: read the figures with that in mind."
)


def publish(area: Area, quarter: Quarter) -> None:
    """Drafted and proposed by the analyst, looked at by the practices, approved and published by
    the commissioning lead. Who is told what was decided before. Each practice's letter waits for
    the demo's worker to send it."""
    _decide(area, quarter)
    edition = draft(area, quarter)
    _put_sides(area, quarter, edition)
    editions.propose(edition=edition, by=area.who(Role.ANALYST), at=_on(quarter, PROPOSED, 15))
    lead = area.who(Role.COMMISSIONING_LEAD)
    editions.approve(edition=edition, by=lead, at=_on(quarter, PUBLISHED, 15))
    editions.publish(edition=edition, by=lead, at=_on(quarter, PUBLISHED, 16), letters=True)


def draft(area: Area, quarter: Quarter) -> Edition:
    """An edition that the practices can look at and nobody has proposed."""
    name, analyst = area.places.commissioner.name, area.who(Role.ANALYST)
    edition = editions.draft_edition(
        card_run=area.runs[quarter.index],
        title=f"General practice in {name}, {quarter.span.name}",
        introduction=INTRODUCTION.format(area=name, quarter=quarter.span.name),
        by=analyst,
        at=_on(quarter, DRAFTED, 11),
    )
    until = moment(quarter.deadline + dt.timedelta(PREVIEW_ENDS), 23)
    step = editions.open_preview(
        edition=edition, until=until, by=analyst, at=_on(quarter, DRAFTED, 12)
    )
    tell_practices(step=step, at=_on(quarter, DRAFTED, 13))
    _look(area, quarter, edition)
    return edition


def _look(area: Area, quarter: Quarter, edition: Edition) -> None:
    """Most practices look, on one of the days after it was shown."""
    inside = set(practices_in(edition).values_list("code", flat=True))
    for planned in area.demo.looks:
        if planned.quarter == quarter.index and planned.practice in inside:
            note_first_look(
                edition=edition,
                practice=area.places.practices[planned.practice],
                by=area.who(planned.role, planned.practice),
                at=_on(quarter, DRAFTED + planned.days, planned.hour),
            )


def _put_sides(area: Area, quarter: Quarter, edition: Edition) -> None:
    """What practices say beside their results, and what became of it."""
    for planned in area.demo.sides:
        _put_side(area, quarter, edition, planned)


def _put_side(area: Area, quarter: Quarter, edition: Edition, side: DemoSide) -> None:
    practice = area.places.practices[side.practice]
    comment = put_side(
        edition=edition,
        practice=practice,
        indicator=Told(edition, Audience.OWN, practice).indicator(side.indicator),
        text=side.text,
        by=area.who(Role.PRACTICE_MANAGER, side.practice),
        at=_on(quarter, SAID, 10),
    )
    decided: dict[str, Any] = {"by": area.who(Role.ANALYST), "at": _on(quarter, SAID + 2, 15)}
    if side.declined:
        decline_comment(comment=comment, reason=side.declined, **decided)
    else:
        accept_comment(comment=comment, **decided)


def _decide(area: Area, quarter: Quarter) -> None:
    """By name to everybody, but for two indicators that are not told to the public by name."""
    version = area.runs[quarter.index].version
    codes = set(version.items.values_list("definition__indicator__code", flat=True))
    set_rules(
        scorecard=version.scorecard,
        levels=Levels(
            OPEN.table,
            {code: {Audience.PUBLIC: told} for code, told in CHECKED.items() if code in codes},
        ),
        by=area.who(Role.COMMISSIONING_LEAD),
        at=_on(quarter, DECIDED, 10),
        reason="Agreed with the LMC. Practices are still checking referrals and payments.",
    )


def _on(quarter: Quarter, day: int, hour: int) -> dt.datetime:
    return moment(quarter.deadline + dt.timedelta(day), hour)
