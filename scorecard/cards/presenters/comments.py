"""Comments as one reader sees them: the commissioner and the LMC see who said it, others less."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from scorecard.cards.models import Comment

Party = Comment.Party
_UNNAMED = {
    Party.PRACTICE.value: "A practice",
    Party.LMC.value: "The local medical committee",
    Party.PATIENTS.value: "A patient group",
    Party.COMMISSIONER.value: "The commissioner",
}


@dataclass(frozen=True)
class CommentLine:
    """`about` is a code, or empty for the whole; `answer` is empty until there is one."""

    pk: int
    about: str
    who: str
    at: dt.datetime
    text: str
    answer: str
    answered_at: dt.datetime | None


def for_area(comments: Iterable[Comment]) -> list[CommentLine]:
    """With everybody's name: for the commissioner and the LMC."""
    return [_line(comment, _named(comment)) for comment in comments]


def for_practice(comments: Iterable[Comment], practice: int) -> list[CommentLine]:
    """Its own and those of others without a name; by link only what has been answered."""
    return [
        _line(one, "Your practice" if one.practice_id == practice else _UNNAMED[one.party])
        for one in comments
        if one.party != Party.PATIENTS or _answer(one)
    ]


def for_public(comments: Iterable[Comment]) -> list[CommentLine]:
    """What came by the link and has been answered, so that somebody has read it before."""
    return [
        _line(one, _UNNAMED[one.party])
        for one in comments
        if one.party == Party.PATIENTS and _answer(one)
    ]


def about(lines: Iterable[CommentLine], code: str) -> tuple[CommentLine, ...]:
    return tuple(line for line in lines if line.about == code)


def _named(comment: Comment) -> str:
    if comment.practice:
        return f"{comment.name}, {comment.practice}"
    party = comment.get_party_display()
    same = comment.name.strip().lower().removeprefix("the ") == party
    return comment.name if same else f"{comment.name} ({party})"


def _answer(comment: Comment) -> str:
    return comment.answer.text if hasattr(comment, "answer") else ""


def _line(comment: Comment, who: str) -> CommentLine:
    return CommentLine(
        pk=comment.pk,
        about=comment.indicator.code if comment.indicator else "",
        who=who,
        at=comment.at,
        text=comment.text,
        answer=_answer(comment),
        answered_at=comment.answer.at if hasattr(comment, "answer") else None,
    )
