"""Releases: drafted, previewed by practices, approved."""

import datetime as dt

from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.publication.levels import Audience
from scorecard.publication.selectors.told import Told
from scorecard.publication.services.comments import put_side
from tests.areas import Area
from tests.browser.pages.opened import AREA, ONE, Pages, page


def published(area: Area) -> int:
    return area.releases[0].pk


def previewed(area: Area) -> int:
    return area.releases[1].pk


def scorecard(area: Area) -> int:
    return area.version.scorecard_id


def begin(area: Area, now: dt.datetime) -> None:
    """A practice puts its side beside a figure of the release in preview; nobody has decided."""
    area.user(Role.BOARD_READER)
    edition, practice = area.releases[1], area.practices[0]
    about = Told(edition, Audience.OWN, practice).indicator("ACC01")
    manager = User.objects.get(membership__role=Role.PRACTICE_MANAGER)
    said = "Two of our doctors were on leave."
    put_side(edition=edition, practice=practice, indicator=about, text=said, by=manager, at=now)


PAGES: Pages = {
    Role.ANALYST: [
        page("releases", AREA),
        page("feedback-list", AREA),
        page("release-new", AREA),
        page("who-sees-what", AREA, scorecard),
        page("release", AREA, previewed),
        page("release-comments", AREA, previewed),
        page("release-contents", AREA, previewed, "public"),
        page("release-practice", AREA, previewed, "public", ONE),
        page("release-indicator", AREA, previewed, "public", "ACC01"),
        page("release-letter", AREA, previewed, ONE),
        page("release-letters", AREA, previewed),
        page("sign-off", AREA, published),
    ],
    Role.COMMISSIONING_LEAD: [
        page("who-sees-what", AREA, scorecard),
        page("release", AREA, published),
        page("release-letters", AREA, published),
        page("release", AREA, previewed),
    ],
    Role.BOARD_READER: [
        page("sign-offs", AREA),
        page("sign-off", AREA, published),
        page("board-release", AREA, published),
        page("board-release-practice", AREA, published, ONE),
        page("board-release-indicator", AREA, published, "ACC01"),
    ],
    Role.PRACTICE_MANAGER: [
        page("practice-releases", ONE),
        page("practice-block", ONE),
        page("practice-letter", ONE, published),
        page("practice-release", ONE, previewed),
        page("practice-release-as", ONE, previewed, "board"),
        page("practice-release-comments", ONE, previewed),
        page("practice-release-comment", ONE, previewed, "ACC01"),
        page("practice-release-contents", ONE, previewed),
        page("practice-release-indicator", ONE, previewed, "ACC01"),
    ],
}
ELSEWHERE = (
    "feedback-answer",
    "practice-letter-pdf",
    "release-comment-decide",
    "release-decide",
    "release-letter-pdf",
    "release-letters-files",
    "release-letters-send",
    "release-letters-zip",
    "release-prepare",
    "release-remind",
    "sign-off-csv",
    "who-sees-what-decide",
)
