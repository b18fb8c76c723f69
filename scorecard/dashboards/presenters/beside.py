"""What stands beside results, in words: lists, what is due, what was said."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from indicators.presenters.words import day, days_left, state_words
from indicators.selectors.waiting import Waiting
from practices.models import ListKind, Practice
from scorecard.calc.rounding import show
from scorecard.dashboards.presenters.readers import PageReader
from scorecard.dashboards.selectors.beside import Beside, Said


@dataclass(frozen=True)
class DueLine:
    """A return that waits; `overdue` when its last day is over."""

    period: str
    href: str
    state: str
    colour: str
    until: str
    overdue: bool


@dataclass(frozen=True)
class SaidLine:
    """A query with its answer, or a remark; `href` is the page of the figure."""

    what: str
    code: str
    href: str
    text: str
    on: str
    answer: str
    waits: bool


def list_rows(known: Beside) -> list[tuple[str, str]]:
    """The latest list sizes known at the end of the period, in whole patients."""
    return [
        (ListKind(kind).label.capitalize(), show(patients))
        for kind, patients in zip(ListKind, known.lists, strict=True)
        if patients is not None
    ]


def due_lines(
    waiting: Sequence[Waiting], practice: Practice, reader: PageReader, today: dt.date
) -> tuple[DueLine, ...]:
    return tuple(_due_line(one, practice, reader, today) for one in waiting)


def said_lines(said: Sequence[Said], reader: PageReader) -> tuple[SaidLine, ...]:
    """Open queries first, then the newest first."""
    source = reader.links("").figure
    lines = [
        SaidLine(
            what=_what(one),
            code=one.code,
            href=source(one.figure_id),
            text=one.text,
            on=f"{one.at:%-d %B %Y}",
            answer=one.answer or (f"Answer due by {day(one.decide_by)}" if one.decide_by else ""),
            waits=one.kind == "query" and one.upheld is None,
        )
        for one in said
    ]
    return tuple(sorted(lines, key=lambda line: not line.waits))


def _due_line(one: Waiting, practice: Practice, reader: PageReader, today: dt.date) -> DueLine:
    shown, colour = state_words(one.state, one.held, one.due)
    place = [practice.code, one.period_code]
    address = reverse("return", args=place) if reader.own else ""
    return DueLine(
        period=one.period,
        href=address,
        state=shown,
        colour=colour,
        until=f"{day(one.deadline)} ({days_left(one.deadline, today)})",
        overdue=one.deadline < today,
    )


def _what(one: Said) -> str:
    if one.kind == "remark":
        return "Comment"
    if one.upheld is None:
        return "Query, waits for an answer"
    return "Query, upheld" if one.upheld else "Query, declined"
