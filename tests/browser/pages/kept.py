"""Lists of practices that readers keep, and their bookmarks."""

from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.dashboards.services.lists import make_list
from tests.areas import Area
from tests.browser.pages.opened import AREA, ONE, Pages, page


def begin(area: Area, now) -> None:
    area.list = make_list(
        commissioner=area.commissioner,
        name="Mine",
        codes=[ONE, "Z01002"],
        by=User.objects.get(membership__role=Role.ANALYST),
        at=now,
    )


def kept(area: Area) -> int:
    return area.list.pk


PAGES: Pages = {
    Role.ANALYST: [
        page("lists", AREA),
        page("list-new", AREA),
        page("list", AREA, kept),
        page("list-edit", AREA, kept),
    ],
}
ELSEWHERE = ("bookmark-", "list-share", "list-unshare", "list-delete")
