"""Editions for tests, by the services, one person after the other."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from scorecard.cards.models import CardRun
from scorecard.publication.levels import OPEN, Audience, Levels
from scorecard.publication.models import Edition
from scorecard.publication.presenters import pages
from scorecard.publication.selectors.concerns import concerns_of
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from scorecard.publication.services.rules import set_rules
from tests.areas import NOW

DAY = dt.timedelta(days=1)


def draft(card_run: CardRun, by: Any, *, levels: Levels = OPEN, **more: Any) -> Edition:
    """An edition that nobody has seen yet, by the levels `levels`."""
    set_rules(scorecard=card_run.version.scorecard, levels=levels, by=by, at=NOW)
    given = {"title": "First", "by": by, "at": NOW, **more}
    return editions.draft_edition(card_run=card_run, **given)


def show(edition: Edition, by: Any, at: dt.datetime | None = None) -> Edition:
    """The practices look at it; they can reply until the end of the same day."""
    at = at or edition.drafted_at
    editions.open_preview(edition=edition, until=at, by=by, at=at)
    return edition


def publish(
    edition: Edition,
    drafter: Any,
    approver: Any,
    at: dt.datetime | None = None,
    shown: Callable[[Edition], None] | None = None,
) -> Edition:
    """Shown to the practices, when `shown` happens, proposed, approved by a second person,
    published."""
    at = at or edition.drafted_at
    show(edition, drafter, at)
    if shown:
        shown(edition)
    known = {"queried": concerns_of(edition).queried, "stale": "For a test."}
    editions.propose(edition=edition, by=drafter, at=at, **known)
    editions.approve(edition=edition, by=approver, at=at, **known)
    editions.publish(edition=edition, by=approver, at=at)
    return edition


def practice_page(edition: Edition, code: str, audience: Audience = Audience.PUBLIC) -> dict:
    """What an audience reads of a practice."""
    told = Told(edition, audience)
    return pages.practice_page(told, told.practice(code))


def indicator_page(edition: Edition, code: str, audience: Audience = Audience.PUBLIC) -> dict:
    told = Told(edition, audience)
    return pages.indicator_page(told, told.indicator(code))
