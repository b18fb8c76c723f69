"""What is due from a practice: the one source of its page, its side of A4, its messages and its
letters. The page “What is due” shows the same, with all that belongs to it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils import timezone

from indicators.presenters.words import state_words
from indicators.selectors.to_verify import ToVerify, figures_to_verify
from indicators.selectors.waiting import Waiting, waiting_returns
from indicators.standing import FigureStanding
from practices.models import Practice
from scorecard.publication.selectors.notices import ToReply, to_reply


class DueKind(StrEnum):
    RETURN = "return"
    FIGURES = "figures to verify"
    PREVIEW = "preview to reply to"


@dataclass(frozen=True)
class Due:
    """To do until the end of the day `deadline`; `asked_by` is the id of the commissioner, `what`
    a link's words, `href` the practice's own page. `state` and `colour` are those of a return,
    `standings` those of figures to verify."""

    kind: DueKind
    asked_by: int
    period: str
    what: str
    deadline: dt.date
    href: str
    state: str = ""
    colour: str = ""
    standings: tuple[FigureStanding, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What is asked of a practice, as it was read: returns, figures to verify, previews."""

    returns: Sequence[Waiting]
    figures: Sequence[ToVerify]
    previews: Sequence[ToReply]


def due_of(practice: Practice, today: dt.date, asked: Asked | None = None) -> tuple[Due, ...]:
    """The earliest last day first; `asked` where it was read already."""
    if asked is None:
        figures = figures_to_verify(practice, today)
        asked = Asked(waiting_returns(practice, today), figures, to_reply(practice))
    found = (
        *_returns(practice, asked.returns),
        *_figures(practice, asked.figures),
        *_previews(practice, asked.previews, today),
    )
    return tuple(sorted(found, key=lambda one: one.deadline))


def _returns(practice: Practice, returns: Sequence[Waiting]) -> list[Due]:
    return [
        Due(
            DueKind.RETURN,
            one.asked_by,
            one.period,
            f"Return for {one.period}",
            one.deadline,
            reverse("return", args=[practice.code, one.period_code]),
            *state_words(one.state, one.held, one.due),
        )
        for one in returns
    ]


def _figures(practice: Practice, figures: Sequence[ToVerify]) -> list[Due]:
    return [
        Due(
            DueKind.FIGURES,
            one.asked_by,
            one.period,
            f"Verify figures for {one.period}",
            one.deadline,
            reverse("figures-held", args=[practice.code, one.period_code]),
            standings=one.standings,
        )
        for one in figures
    ]


def _previews(practice: Practice, previews: Sequence[ToReply], today: dt.date) -> list[Due]:
    """While there is time to reply: afterwards it can still be read, and nothing is to be done."""
    return [
        Due(
            DueKind.PREVIEW,
            one.asked_by,
            one.period,
            f"Reply to what will be published for {one.period}",
            timezone.localdate(one.until),
            reverse("practice-release", args=[practice.code, one.edition]),
        )
        for one in previews
        if timezone.localdate(one.until) >= today
    ]
