"""One practice, as its commissioner and as itself."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, ONE, Pages, page

WITHOUT_FIGURES = "Z01003"

PAGES: Pages = {
    Role.ANALYST: [
        page("area-practice", AREA, ONE),
        page("area-practice", AREA, WITHOUT_FIGURES),
        page("area-result", AREA, ONE, "ACC01"),
        page("area-similar", AREA, ONE),
        page("area-result", AREA, WITHOUT_FIGURES, "ACC01"),
    ],
    Role.PRACTICE_MANAGER: [
        page("practice", ONE),
        page("practice-results", ONE),
        page("practice-result", ONE, "ACC01"),
        page("practice-similar", ONE),
    ],
}
