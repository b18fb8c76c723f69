"""Limits that send somebody a signal, in confidence."""

from indicators.services.urgent_limits import set_limit
from indicators.services.urgent_telling import tell_of_signals
from indicators.urgent_limits import Limit, Side
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.pages.opened import AREA, Pages, page


def begin(area: Area, now) -> None:
    """A limit with one signal, of which somebody is told that it waits."""
    area.limit = set_limit(
        definition=area.definition("VFM01"),
        rule=Limit(Side.ABOVE, 100),
        reason="Look at once.",
        people=[User.objects.get(membership__role=Role.COMMISSIONING_LEAD)],
        signal_now=True,
        by=area.user(Role.CLINICAL_LEAD),
        at=now,
    )
    tell_of_signals(at=now)


def limit(area: Area) -> int:
    return area.limit.pk


PAGES: Pages = {
    Role.CLINICAL_LEAD: [
        page("urgent", AREA),
        page("urgent-signal", AREA, lambda area: area.limit.signals.get().pk),
        page("urgent-limits", AREA),
        page("urgent-limit", AREA, limit),
        page("urgent-limit-new", AREA, query="indicator=ACC01"),
    ],
}
ELSEWHERE = ("urgent-limit-end", "urgent-reader-")
