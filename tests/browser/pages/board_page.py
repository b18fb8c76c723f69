"""What a board is told, and who decides whom it is told of."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {
    Role.ANALYST: [page("area-board", AREA)],
    Role.COMMISSIONING_LEAD: [page("area-board-names", AREA)],
}
ELSEWHERE = ("area-board-csv", "area-board-txt")
