"""Which editions the board reads: those that were published and tell it anything.

A draft or a preview is not among them, so it is found at no address of theirs.
"""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from practices.models import Commissioner
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import OPEN
from scorecard.publication.models import Edition, EditionStep
from scorecard.publication.selectors.editions import editions_of, levels_of
from scorecard.publication.selectors.public import EVER

_LAST = EditionStep.objects.filter(edition=OuterRef("pk")).order_by("-number")


def ever_open_to_board(commissioner: Commissioner) -> QuerySet[Any]:
    """Published, corrected or withdrawn, each with what its last step said (`ended_at`,
    `ended_note`); whether it tells the board anything is for `tells_board` to say."""
    found = editions_of(commissioner).filter(state__in=EVER)
    last = {name: Subquery(_LAST.values(name)[:1]) for name in ("at", "note")}
    ended: QuerySet[Any] = found.annotate(ended_at=last["at"], ended_note=last["note"])
    return ended


def tells_board(edition: Edition) -> bool:
    return levels_of(edition.rules).tells(Audience.BOARD)


def is_read_by_board(edition: Edition, state: str) -> bool:
    """Whether the board can open it now, with its figures."""
    return state in OPEN and tells_board(edition)


def standing_instead(edition: Edition) -> Any:
    """The edition that stands in the place of one that was corrected, where the board reads it."""
    area = edition.release.scorecard.commissioner
    later = editions_of(area).filter(corrects=edition, state__in=OPEN).first()
    return later if later and tells_board(later) else None
