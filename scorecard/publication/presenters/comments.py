"""What practices say, as those who wrote it and those who moderate it read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.urls import reverse

from scorecard.calc.types import NoBand
from scorecard.publication.levels import AUDIENCES, CHOSEN, Audience
from scorecard.publication.models import Edition, EditionPractice, PracticeComment
from scorecard.publication.presenters.lines import line
from scorecard.publication.selectors.comments import figures_to_query, newest
from scorecard.publication.selectors.told import Told, ToldFigure

Json = dict[str, Any]

WHOLE = "whole"  # stands for the code of an indicator in an address
_STATES: Mapping[bool | None, tuple[str, str]] = {
    None: ("Not decided yet", "yellow"),
    True: ("Accepted", "green"),
    False: ("Declined", "red"),
}
_TAKEN_OFF = ("Taken off", "red")


@dataclass(frozen=True)
class CommentLine:
    """`about` is the figure in words; `not_for` says who will not read it, and why."""

    pk: int
    practice: str
    code: str
    about: str
    figure: str
    text: str
    who: str
    on: Any
    carried: bool
    open: bool
    shown: bool
    state: str
    colour: str
    reason: str
    not_for: tuple[str, ...]


@dataclass(frozen=True)
class OwnLine:
    """A figure of a practice, or the whole, and what it says there if anything."""

    key: str
    about: str
    figure: str
    comment: CommentLine | None


def to_moderate(edition: Edition, comments: Iterable[PracticeComment]) -> list[CommentLine]:
    """Comments of an edition as whoever decides about them reads them."""
    seen = {one: Told(edition, one) for one in CHOSEN}
    own: dict[int, Mapping[int, ToldFigure]] = {}
    lines = []
    for comment in comments:
        practice = comment.practice
        if practice.pk not in own:
            told = Told(edition, Audience.OWN, practice)
            own[practice.pk] = _figures(told, told.practices.first())
        lines.append(_line(comment, own[practice.pk], seen))
    return lines


def own_lines(told: Told, practice: EditionPractice) -> list[OwnLine]:
    """`told` is the practice's own edition: the whole first, then each of its figures."""
    figures = _figures(told, practice)
    seen = {one: Told(told.edition, one) for one in CHOSEN}
    mine = newest(told.edition).filter(practice=practice.practice_id)
    said = {one.definition_id: _line(one, figures, seen) for one in mine}
    whole = OwnLine(WHOLE, "Your results as a whole", "", said.get(None))
    return [
        whole,
        *(
            OwnLine(one.indicator.code, one.indicator.name, _value(one), said.get(pk))
            for pk, one in figures.items()
        ),
    ]


def with_replies(page: Json, told: Told, practice: str) -> None:
    """Under each figure of a practice's own page the addresses where it can put its side (`reply`)
    and where it can query the figure (`query`)."""
    queried = figures_to_query(told.edition, told.own.pk) if told.own else {}
    form = reverse("query-new", args=[practice])
    for one in chain(
        page["facts"], page["context"], *(domain["lines"] for domain in page["domains"])
    ):
        key, figure = one["code"], queried.get(one["code"])
        one["reply"] = reverse("practice-release-comment", args=[practice, told.edition.pk, key])
        one["query"] = f"{form}?figure={figure}" if figure else ""


def _figures(told: Told, practice: EditionPractice | None) -> dict[int, ToldFigure]:
    """By definition id the figures of a practice, in the order of the scorecard."""
    found = told.of_practice(practice) if practice else []
    return {one.indicator.definition_id: one for one in found}


def _line(
    comment: PracticeComment, figures: Mapping[int, ToldFigure], seen: Mapping[Audience, Told]
) -> CommentLine:
    decision = getattr(comment, "decision", None)
    removal = getattr(comment, "removal", None)
    ended = removal or decision
    state, colour = _TAKEN_OFF if removal else _STATES[decision.accepted if decision else None]
    about = figures.get(comment.definition_id or 0)
    return CommentLine(
        pk=comment.pk,
        practice=comment.practice.name,
        code=about.indicator.code if about else "",
        about=about.indicator.name if about else "its results as a whole",
        figure=_value(about) if about else "",
        text=comment.text,
        who=str(comment.by or ""),
        on=comment.at,
        carried=comment.carried_from_id is not None,
        open=decision is None,
        shown=state == "Accepted",
        state=state,
        colour=colour,
        reason=ended.reason if ended else "",
        not_for=_not_for(about, figures, seen),
    )


def _value(one: ToldFigure) -> str:
    return str(line(one)["figure"])


def _not_for(
    about: ToldFigure | None, figures: Mapping[int, ToldFigure], seen: Mapping[Audience, Told]
) -> tuple[str, ...]:
    """What a moderator has to know before it is accepted."""
    if about and about.outcome.no_band == NoBand.WITHHELD:
        return ("This figure is withheld, so nobody is shown what is said beside it.",)
    found = []
    for audience, told in seen.items():
        named = {one.definition_id for one in told.named}
        if about and about.indicator.definition_id not in named:
            found.append(
                f"Not shown to {AUDIENCES[audience]}: they are not told this figure by name."
            )
        elif not about and not told.tells_scores:
            found.append(f"Not shown to {AUDIENCES[audience]}: they are not told results by name.")
    withheld = sum(one.outcome.no_band == NoBand.WITHHELD for one in figures.values())
    if withheld:
        are = "figure of this practice is" if withheld == 1 else "figures of this practice are"
        found.append(f"{withheld} {are} withheld: make sure that these words do not tell it.")
    return tuple(found)
