"""The page on which somebody is asked about a version, and comments."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from scorecard.cards.models import CardVersion, Consultation, StatusRow
from scorecard.cards.presenters.changes import ChangesView, own_changes
from scorecard.cards.presenters.comments import CommentLine
from scorecard.cards.presenters.plain_card import PlainCard, plain_card
from scorecard.cards.selectors.agreement import ended_early, is_over


@dataclass(frozen=True)
class ConsultationView:
    """`over` once no comment is taken any more; `last_day` says so, or until when it is."""

    version: CardVersion
    area: str
    introduction: str
    last_day: str
    over: bool
    card: PlainCard
    changes: ChangesView


def consultation_view(
    consultation: Consultation, comments: Iterable[CommentLine], today: dt.date
) -> ConsultationView:
    over = is_over(consultation, today)
    day = f"{consultation.deadline:%-d %B %Y}"
    ended = (
        f"The consultation is over. {how_it_ended(consultation)} You can read what was said and "
        "answered, but not comment any more."
    )
    return ConsultationView(
        version=consultation.version,
        area=str(consultation.version.scorecard.commissioner),
        introduction=consultation.introduction,
        last_day=ended if over else f"You can comment until the end of {day}.",
        over=over,
        card=plain_card(consultation.version, comments),
        changes=own_changes(consultation.version),
    )


def how_it_ended(consultation: Consultation) -> str:
    """When a consultation that is over ended, and why where that was before its last day."""
    row = ended_early(consultation)
    if row is None:
        return f"Its last day was {consultation.deadline:%-d %B %Y}."
    # Why a version was closed was not written for those who were asked.
    told = row.note if row.status != StatusRow.Status.CLOSED else ""
    why = f", because: {told.rstrip('.')}" if told else ""
    return f"It ended early on {timezone.localdate(row.at):%-d %B %Y}{why}."
