"""Where figures come from; the pages of files and layouts have a browser test of their own."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {
    Role.ANALYST: [
        page("sources", AREA),
        page("source-differences", AREA, "ACC01"),
        page("source-agree", AREA, "ACC01"),
    ],
}
ELSEWHERE = ("file", "source-profile", "sources-csv", "source-differences-csv")
