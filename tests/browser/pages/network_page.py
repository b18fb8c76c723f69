"""A network: pooled, with its practices side by side."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {
    Role.NETWORK_LEAD: [page("network", "NZ01")],
    Role.ANALYST: [page("area-network", AREA, "NZ01")],
}
ELSEWHERE = ("network-csv", "area-network-csv")
