"""Practices side by side."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, ONE, Pages, page

TWO = f"practice={ONE}&practice=Z01002"

PAGES: Pages = {
    Role.ANALYST: [page("area-compare", AREA), page("area-compare", AREA, query=TWO)],
    Role.NETWORK_LEAD: [page("network-compare", "NZ01", query=TWO)],
}
ELSEWHERE = ("area-compare-csv", "network-compare-csv")
