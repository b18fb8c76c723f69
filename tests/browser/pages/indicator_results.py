"""All practices on one indicator, each view of it, and case studies."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, ONE, Pages, page

VIEWS = ("funnel", "time", "groups", "cost", "need", "missing", "about")

PAGES: Pages = {
    Role.ANALYST: [
        page("indicator-results", AREA, "ACC01"),
        *(page("indicator-results", AREA, "ACC01", query=f"view={view}") for view in VIEWS),
        page("case-studies", AREA),
        page("baselines", AREA, ONE, "ACC01"),
    ],
    Role.PRACTICE_MANAGER: [
        page("practice-case-studies", ONE),
        page("practice-case-study-new", ONE),
    ],
}
ELSEWHERE = (
    "baseline-undo",
    "area-choice",
    "indicator-chart",
    "case-study-decide",
    "practice-case-study-withdraw",
)
