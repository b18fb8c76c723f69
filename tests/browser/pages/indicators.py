"""Indicators, what they aim at, and values from outside the area."""

from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.pages.opened import AREA, Pages, page


def live_version(area: Area) -> int:
    return area.version.pk


PAGES: Pages = {
    Role.ANALYST: [
        page("indicators", AREA),
        page("indicator", AREA, "ACC01"),
        page("indicator-new", AREA),
        page("indicator-edit", AREA, "ACC01"),
        page("indicator-off", AREA, "ACC01"),
        page("objectives", AREA, "ACC01"),
        page("outside-values", AREA, "ACC01"),
        page("card-availability", AREA, live_version),
    ],
}
ELSEWHERE = ("indicators-csv", "objective-", "outside-value-add")
