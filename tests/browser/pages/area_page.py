"""The area, and what has changed in it."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {
    Role.ANALYST: [
        page("area", AREA),
        page("area-practices", AREA),
        page("band-changes", AREA),
        page("unbanded", AREA),
        page("what-changed", AREA),
    ],
    Role.COMMISSIONING_LEAD: [page("audit", AREA)],
}
ELSEWHERE = ("band-changes-csv", "what-changed-csv")
