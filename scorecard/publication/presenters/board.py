"""What has to be said to the board of an edition before its results."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from indicators.presenters.words import day
from scorecard.publication.levels import Detail
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition
from scorecard.publication.presenters.record import KEPT_BACK
from scorecard.publication.selectors.board import standing_instead
from scorecard.publication.selectors.public import corrected_in


@dataclass(frozen=True)
class BoardNotice:
    """`href` leads to what stands in its place, or is empty."""

    text: str
    reason: str
    href: str = ""


def board_address(edition: Edition) -> str:
    """Where the board reads an edition."""
    area = edition.release.scorecard.commissioner.code
    return reverse("board-release", args=[area, edition.pk])


def notices_to_board(edition: Any) -> list[BoardNotice]:
    """That it was corrected, and what it corrects."""
    found = []
    if edition.state == Step.CORRECTED:
        later = standing_instead(edition)
        href = board_address(later) if later else ""
        text = f"This edition was corrected on {_on(edition.ended_at)}."
        found.append(BoardNotice(text, reason_told(edition, edition.ended_note), href))
    if edition.corrects is not None:
        text = f"This edition corrects edition {edition.corrects.number}."
        why = reason_told(edition, edition.reason) if corrected_in(edition) else KEPT_BACK
        found.append(BoardNotice(text, why))
    return found


def withdrawn_words(edition: Any) -> str:
    """When it was published, when it was withdrawn, and why."""
    reason = reason_told(edition, edition.ended_note)
    return (
        f"“{edition.title}”, {edition.release.period.name}, edition {edition.number}, was published"
        f" on {_on(edition.published_at)} and withdrawn on {_on(edition.ended_at)}. {reason}"
    )


def reason_told(edition: Edition, reason: str) -> str:
    """Staff's own words may name a practice: the board reads those that the public reads too."""
    return reason if edition.public_detail > Detail.NOTHING else KEPT_BACK


def _on(moment: Any) -> str:
    return day(timezone.localdate(moment))
