"""Releases: drafted, previewed by practices, approved."""

from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.pages.opened import AREA, ONE, Pages, page


def published(area: Area) -> int:
    return area.releases[0].pk


def previewed(area: Area) -> int:
    return area.releases[1].pk


def scorecard(area: Area) -> int:
    return area.version.scorecard_id


PAGES: Pages = {
    Role.ANALYST: [
        page("releases", AREA),
        page("feedback-list", AREA),
        page("release-new", AREA),
        page("who-sees-what", AREA, scorecard),
        page("release", AREA, previewed),
        page("release-contents", AREA, previewed, "public"),
        page("release-practice", AREA, previewed, "public", ONE),
        page("release-indicator", AREA, previewed, "public", "ACC01"),
    ],
    Role.COMMISSIONING_LEAD: [
        page("who-sees-what", AREA, scorecard),
        page("release", AREA, published),
        page("release", AREA, previewed),
    ],
    Role.PRACTICE_MANAGER: [
        page("practice-releases", ONE),
        page("practice-block", ONE),
        page("practice-release", ONE, previewed),
        page("practice-release-as", ONE, previewed, "board"),
        page("practice-release-contents", ONE, previewed),
        page("practice-release-indicator", ONE, previewed, "ACC01"),
    ],
}
ELSEWHERE = ("feedback-answer", "release-decide", "release-prepare", "who-sees-what-decide")
