"""Editions for tests, by the services, one person after the other."""

import datetime as dt
from typing import Any

from scorecard.cards.models import CardRun
from scorecard.publication.levels import OPEN, Levels
from scorecard.publication.models import Edition
from scorecard.publication.services import editions
from scorecard.publication.services.rules import set_rules
from tests.areas import NOW

DAY = dt.timedelta(days=1)


def draft(card_run: CardRun, by: Any, *, levels: Levels = OPEN, **more: Any) -> Edition:
    """An edition that nobody has seen yet, by the levels `levels`."""
    set_rules(scorecard=card_run.version.scorecard, levels=levels, by=by, at=NOW)
    given = {"title": "First", "by": by, "at": NOW, **more}
    return editions.draft_edition(card_run=card_run, **given)


def publish(edition: Edition, drafter: Any, approver: Any) -> Edition:
    """Shown to the practices, proposed, approved by a second person, published."""
    editions.open_preview(edition=edition, until=NOW + DAY, by=drafter, at=NOW)
    editions.propose(edition=edition, by=drafter, at=NOW + 2 * DAY)
    editions.approve(edition=edition, by=approver, at=NOW + 2 * DAY)
    editions.publish(edition=edition, by=approver, at=NOW + 2 * DAY)
    return edition
