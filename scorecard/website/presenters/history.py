"""The editions of an area, period by period, with what changed from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.notice_of_change import changed_text
from scorecard.publication.selectors.public import corrected_in
from scorecard.website.presenters.places import on, own_address


@dataclass(frozen=True)
class EditionLine:
    """One edition: `what` happened to it and `why`; `state` is one word."""

    number: int
    title: str
    scorecard: str
    href: str
    published: str
    state: str
    what: str
    why: str


def history_of(editions: Sequence[Any]) -> list[tuple[str, list[EditionLine]]]:
    """(period, editions) with the latest first, as they come."""
    return [
        (period, [_line(one) for one in some])
        for period, some in groupby(editions, lambda one: str(one.release.period.name))
    ]


def _line(edition: Any) -> EditionLine:
    what, why = _happened(edition)
    return EditionLine(
        number=edition.number,
        title=edition.title,
        scorecard=edition.words["scorecard"],
        href=own_address(edition),
        published=on(edition.published_at),
        state={Step.PUBLISHED: "In force"}.get(edition.state, edition.state.capitalize()),
        what=what,
        why=why,
    )


def _happened(edition: Any) -> tuple[str, str]:
    """What became of it; else what it changed."""
    if edition.state == Step.WITHDRAWN:
        return f"Withdrawn on {on(edition.ended_at)}.", edition.ended_note
    if edition.state == Step.CORRECTED:
        return f"Corrected on {on(edition.ended_at)} by a later edition.", edition.ended_note
    if old := corrected_in(edition):
        return (
            f"Corrects edition {old.number}.",
            f"{edition.reason} {changed_text(edition)}".rstrip(),
        )
    return "", ""
