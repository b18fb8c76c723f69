"""The grid of practices and indicators."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {
    Role.ANALYST: [
        page("grid", AREA),
        page("grid", AREA, query="view=change"),
        page("grid", AREA, query="view=change&pool=network"),
    ]
}
ELSEWHERE = ("grid-csv", "grid-xlsx", "results-csv", "results-xlsx")
