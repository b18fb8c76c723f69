"""One side of A4 about a practice, for its commissioner and for itself."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, ONE, Pages, page

PAGES: Pages = {
    Role.ANALYST: [page("area-side", AREA, ONE)],
    Role.PRACTICE_MANAGER: [page("practice-side", ONE)],
}
ELSEWHERE = ("area-pdf", "practice-pdf")
