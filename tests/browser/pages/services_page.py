"""What practices offer, and where nobody does."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {
    Role.ANALYST: [
        page("area-services", AREA),
        page("area-services", AREA, query="service=FAC01&service=ACC01&of=ACC01"),
    ],
}
ELSEWHERE = ("area-services-csv",)
