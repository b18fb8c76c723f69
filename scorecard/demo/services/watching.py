"""The limit that the demo's clinical lead has set, before the newest quarter's figures come in."""

from indicators.services.urgent_limits import set_limit
from indicators.urgent_limits import Limit, Side
from scorecard.accounts.roles import Role
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment
from scorecard.demo.services.area import Area

# Invented: one practice of the whole demo lies beyond it.
INDICATOR = "QUA03"
LIMIT = Limit(Side.BELOW, 45, least=100, by_chance=True)
WHY = (
    "So few women screened may mean that invitations no longer go out. Ring the practice on the "
    "same day and ask whether call and recall work; do not wait for the next banding."
)


def watch(area: Area, quarter: Quarter) -> None:
    lead = area.who(Role.CLINICAL_LEAD)
    set_limit(
        definition=area.definitions[INDICATOR],
        rule=LIMIT,
        reason=WHY,
        people=[lead, area.who(Role.COMMISSIONING_LEAD)],
        signal_now=False,
        by=lead,
        at=moment(quarter.opens_on, 10),
    )
