"""What people assess."""

from scorecard.accounts.roles import Role
from tests.browser.pages.opened import AREA, Pages, page

PAGES: Pages = {
    Role.ANALYST: [page("assessments", AREA), page("assessment", AREA, "VFM01")],
    Role.COMMISSIONING_LEAD: [page("assessment", AREA, "ACC01")],
}
ELSEWHERE = ("assessment-sign", "assessments-csv", "assessments-xlsx")
