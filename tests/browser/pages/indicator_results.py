"""All practices on one indicator."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {Role.ANALYST: [page("indicator-results", AREA, "ACC01")]}
ELSEWHERE = ("area-choice",)
