"""A network and its practices: for its lead, and for the commissioner."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, ONE, Pages, page

NORTH = "NZ01"

PAGES: Pages = {
    Role.NETWORK_LEAD: [
        page("network", NORTH),
        page("network-practice", NORTH, ONE),
        page("network-result", NORTH, ONE, "ACC01"),
    ],
    Role.ANALYST: [page("area-network", AREA, NORTH), page("area-networks", AREA)],
}
ELSEWHERE = ("network-csv", "area-networks-csv", "area-network-csv")
