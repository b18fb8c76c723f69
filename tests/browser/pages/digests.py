"""Results by e-mail: choosing, and stopping without signing in."""

from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.dashboards.stopping import AREA as OF_AN_AREA
from scorecard.dashboards.stopping import Stop, token_of
from tests.areas import Area
from tests.browser.pages.opened import AREA, ONE, PUBLIC, Pages, page


def token(area: Area) -> str:
    analyst = User.objects.get(email=f"analyst.{area.code}@test.example".lower())
    return token_of(Stop(analyst.pk, OF_AN_AREA, area.commissioner.pk))


PAGES: Pages = {
    PUBLIC: [page("digest-stop", token)],
    Role.ANALYST: [page("area-digest", AREA)],
    Role.PRACTICE_MANAGER: [page("practice-digest", ONE)],
}
