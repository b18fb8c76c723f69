"""A network and its practices."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import ONE, Pages, page

NORTH = "NZ01"

PAGES: Pages = {
    Role.NETWORK_LEAD: [
        page("network", NORTH),
        page("network-practice", NORTH, ONE),
        page("network-result", NORTH, ONE, "ACC01"),
    ],
}
