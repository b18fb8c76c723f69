"""Which practices looked at an edition and got their letter, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from indicators.presenters.words import day, moment
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionStep, LetterDelivery, LetterState
from scorecard.publication.selectors.reading import Reading

NAMED_AT_ONCE = 12
_COLOURS = {
    LetterState.WAITING: "blue",
    LetterState.SENT: "green",
    LetterState.FAILED: "red",
    LetterState.NOBODY: "yellow",
}


@dataclass(frozen=True)
class ReadingLine:
    code: str
    name: str
    told: str
    looked: str
    letter: str
    colour: str
    why: str


@dataclass(frozen=True)
class LooksSaid:
    """ "Looked at by 31 of 36 practices", and who has not yet. `rest`: how many are not named."""

    looked: int
    of: int
    not_yet: tuple[str, ...]
    rest: int


def looks_said(found: Sequence[Reading]) -> LooksSaid:
    missing = [one.practice.name for one in found if one.look is None]
    first = tuple(missing[:NAMED_AT_ONCE])
    return LooksSaid(len(found) - len(missing), len(found), first, len(missing) - len(first))


def reading_line(one: Reading) -> ReadingLine:
    letter = one.letter
    return ReadingLine(
        code=one.practice.code,
        name=one.practice.name,
        told=told_words(one),
        looked=looked_words(one),
        letter=letter_words(letter),
        colour=_COLOURS[LetterState(letter.state)] if letter else "",
        why=letter.why if letter else "",
    )


def told_words(one: Reading) -> str:
    if one.notice is None:
        return "Not told by e-mail"
    again = f", reminded {_on(one.reminder.sent_at)}" if one.reminder else ""
    return f"{_on(one.notice.sent_at)}{again}"


def looked_words(one: Reading) -> str:
    """ "4 August 2026 at 10:15 by a practice manager, and 2 more people since"."""
    if one.look is None:
        return "Nobody yet"
    role = f" by a {one.look.role}" if one.look.role else ""
    others = one.people - 1
    more = f"; {others} more {'person' if others == 1 else 'people'} since" if others else ""
    return f"{moment(one.look.at)}{role}{more}"


def letter_words(letter: LetterDelivery | None) -> str:
    if letter is None:
        return ""
    state = LetterState(letter.state)
    if state is LetterState.SENT and letter.at:
        return f"Sent {_on(letter.at)}"
    return str(state.label).capitalize()


def letters_page(
    edition: Edition, last: EditionStep, found: Sequence[Reading], today: dt.date
) -> dict[str, Any]:
    """What the page of letters shows and offers."""
    sent = sum(one.letter is not None and one.letter.state == LetterState.SENT for one in found)
    until = timezone.localdate(last.until) if last.until else None
    looks = looks_said(found)
    open_still = last.step == Step.PREVIEW and until is not None and today <= until
    to_remind = sum(one.look is None and not _reminded(one, last) for one in found)
    return {
        "last": last,
        "rows": [reading_line(one) for one in found],
        "looks": looks,
        "sent": sent,
        "of": len(found),
        "asked": any(one.letter for one in found),
        "may_send": last.step == Step.PUBLISHED and sent < len(found),
        "to_remind": to_remind if open_still else 0,
    }


def _reminded(one: Reading, last: EditionStep) -> bool:
    return one.reminder is not None and one.reminder.step_id == last.pk


def _on(at: dt.datetime) -> str:
    return day(timezone.localdate(at))
