"""One side of A4 of key messages about one practice: those of its page, as many as fit."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scorecard.cards.presenters.score_cells import ScoreCell
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.layout import shortened
from scorecard.charts.types import SpineRow
from scorecard.charts.words import counted
from scorecard.dashboards.presenters.beside import DueLine
from scorecard.dashboards.presenters.care_gaps import GapLine
from scorecard.dashboards.presenters.key_messages import Message
from scorecard.dashboards.presenters.practice import DomainBlock, PracticeResults

MOST = 4  # messages of each kind, on the screen and as PDF; fewer where there is no room
DOMAINS = 12
DUE = 3  # a return, figures to verify and a preview
# Rows of tables that fit on a side printed by a browser, of which nobody knows when it is full.
ROWS = 22
_LONGEST = 60  # characters of an indicator's name: two lines at most, in a wide font too


@dataclass(frozen=True)
class DomainRow:
    name: str
    score: ScoreCell
    movement: str


@dataclass(frozen=True)
class Block:
    """A heading with its messages; `rest` says how many are left out."""

    heading: str
    messages: tuple[Message, ...]
    rest: str
    none: str = ""


@dataclass(frozen=True)
class GapRow:
    name: str
    line: GapLine


@dataclass(frozen=True)
class Side:
    """`size` is a class by the length of the practice's name."""

    name: str
    size: str
    about: str
    overall: ScoreCell
    how: str
    movement: str
    counts: tuple[tuple[str, int], ...]
    lists: tuple[tuple[str, str], ...]
    domains: tuple[DomainRow, ...]
    more_domains: str
    blocks: tuple[Block, ...]
    gaps: tuple[GapRow, ...]
    more_gaps: str
    due: tuple[str, ...]
    not_told: str
    legend: str
    footer: str


def that_fit(context: Mapping[str, Any]) -> int:
    """How many messages of each kind a browser prints on one side."""
    results: PracticeResults = context["results"]
    others = min(len(results.domains), DOMAINS) + len(context["due"][:DUE])
    rows = {most: 3 * most + min(len(results.gaps), most) + others for most in range(1, MOST + 1)}
    return max((most for most, number in rows.items() if number <= ROWS), default=1)


def side_of(context: Mapping[str, Any], today: dt.date, most: int = MOST) -> Side:
    """From what the practice's page shows (`practice_context`, with results)."""
    results: PracticeResults = context["results"]
    periods: BandedPeriods = context["periods"]
    practice, run = context["practice"], periods.current.run
    area = periods.current.version.scorecard.commissioner.name
    network = context["network_name"]
    about = (practice.code, run.period.name, shortened(network, 60), shortened(area, 60))
    return Side(
        name=practice.name,
        size=_size(practice.name),
        about=" · ".join(filter(None, about)),
        overall=results.overall,
        how=results.how,
        movement=results.movement,
        counts=results.counts,
        lists=tuple(context["lists"]),
        domains=tuple(_domain(one) for one in results.domains[:DOMAINS]),
        more_domains=_rest(len(results.domains) - DOMAINS, "domain"),
        blocks=_blocks(results, most),
        gaps=tuple(GapRow(shortened(one.name, _LONGEST), one) for one in results.gaps[:most]),
        more_gaps=_rest(len(results.gaps) - most, "indicator"),
        due=_due(context["due"]),
        not_told=results.not_told,
        legend=_legend(context["rows"].values()),
        footer=(
            f"Banded on {run.finished_at:%-d %B %Y} by"
            f" {shortened(str(periods.current.version), 80)}. Printed on {today:%-d %B %Y}."
        ),
    )


def _due(lines: Sequence[DueLine]) -> tuple[str, ...]:
    said = tuple(f"{one.what}: by {one.until}" for one in lines[:DUE])
    more = len(lines) - DUE
    return (*said, f"And {more} more, on the practice's page.") if more > 0 else said


def _legend(rows: Iterable[SpineRow]) -> str:
    """What the drawings show: a mark that none of them has is not explained."""
    drawn = list(rows)
    marks = ["the upright line is the area"]
    if any(one.england is not None for one in drawn):
        marks.append("the short thick line England")
    if any(one.similar is not None for one in drawn):
        marks.append("the square similar practices")
    return (
        f"A drawing runs from worse on the left to better on the right: {', '.join(marks)}; the"
        " darker bar is the middle half of practices. Shape and colour are the agreed band."
    )


def _size(name: str) -> str:
    return "long" if len(name) > 150 else "middle" if len(name) > 60 else "short"


def _domain(block: DomainBlock) -> DomainRow:
    return DomainRow(shortened(block.name, 40), block.score, block.movement)


def _blocks(results: PracticeResults, most: int) -> tuple[Block, ...]:
    said = results.messages
    good = len(said.strengths) + said.more_strengths
    short = len(said.attention) + said.more_attention
    near = len(said.nearest) + said.more_nearest
    return (
        Block("Strengths", _named(said.strengths, most), _rest(good - most, "indicator"),
              "No indicator is green in this period."),
        Block("What needs attention", _named(said.attention, most), _rest(short - most,
              "indicator"), "No indicator is red, nor worse by more than chance explains."),
        Block("How far the next level is", _named(said.nearest, most), _rest(near - most,
              "indicator"), "No agreed level can be counted to."),
    )  # fmt: skip


def _named(messages: Sequence[Message], most: int) -> tuple[Message, ...]:
    return tuple(one.with_name(shortened(one.name, _LONGEST)) for one in messages[:most])


def _rest(number: int, word: str) -> str:
    if number <= 0:
        return ""
    return f"And {counted(number, f'more {word}', f'more {word}s')}, on the practice's page."
