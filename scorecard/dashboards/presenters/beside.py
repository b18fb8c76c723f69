"""What stands beside results, in words: lists, what is due, what was said."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.presenters.words import day, days_left
from practices.models import ListKind
from scorecard.calc.rounding import show
from scorecard.dashboards.presenters.readers import PageReader
from scorecard.dashboards.selectors.beside import Beside, Said
from scorecard.publication.presenters.due import Due


@dataclass(frozen=True)
class DueLine:
    """What is to be done until when; a return has a `state`. `overdue`: its last day is over."""

    period: str
    what: str
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


def due_lines(due: Sequence[Due], reader: PageReader, today: dt.date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(
            period=one.period,
            what=one.what,
            href=one.href if reader.own else "",
            state=one.state,
            colour=one.colour,
            until=f"{day(one.deadline)} ({days_left(one.deadline, today)})",
            overdue=one.deadline < today,
        )
        for one in due
    )


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


def _what(one: Said) -> str:
    if one.kind == "remark":
        return "Comment"
    if one.upheld is None:
        return "Query, waits for an answer"
    return "Query, upheld" if one.upheld else "Query, declined"
