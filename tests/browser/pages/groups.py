"""Groups of practices, and practices that are unlike the others."""

from datetime import date

from django.utils import timezone

from practices.services.atypical import flag_atypical
from practices.services.groups import make_group, make_group_set, place_in_group
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.pages.opened import AREA, ONE, Pages, page


def begin(area: Area, now) -> None:
    area.group = _group(area)
    area.flag = flag_atypical(
        practice=area.practices[2],
        reason="works by telephone only",
        starts_on=now.date(),
        by=User.objects.get(membership__role=Role.ANALYST),
        at=now,
    )


def _group(area: Area):
    """A group with one practice, which was in another before."""
    by = {"by": None, "at": timezone.now()}
    localities = make_group_set(
        commissioner=area.commissioner, name="Localities", why="They meet monthly.", **by
    )
    for day, name in enumerate(("East", "West"), start=1):
        group = make_group(group_set=localities, name=name, why="Its side of the river.", **by)
        place_in_group(group=group, codes=[ONE], starts_on=date(2026, 4, day), **by)
    return group


def group_set(area: Area) -> int:
    return area.group.group_set_id


def group(area: Area) -> int:
    return area.group.pk


def membership(area: Area) -> int:
    return area.group.memberships.get().pk


PAGES: Pages = {
    Role.ANALYST: [
        page("groups", AREA),
        page("group-set-new", AREA),
        page("group-set", AREA, group_set),
        page("group-new", AREA, group_set),
        page("group", AREA, group_set, group),
        page("group-rename", AREA, group_set, group),
        page("group-leave", AREA, group_set, group, membership),
        page("atypical", AREA),
        page("atypical-flag", AREA),
        page("atypical-end", AREA, lambda area: area.flag.pk),
    ],
}
ELSEWHERE = ("group-place",)
