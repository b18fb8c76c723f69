"""Lists of practices as pages show them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from practices.models import Practice
from scorecard.charts.words import counted
from scorecard.dashboards.choosing import FEWEST, MOST
from scorecard.dashboards.models import PracticeList


@dataclass(frozen=True)
class ListLine:
    """`whose` says who sees it, and since when."""

    pk: int
    name: str
    practices: str
    whose: str
    own: bool
    shared: bool


@dataclass(frozen=True)
class ListPage:
    """One list; `compare` are the codes for an address where so many fit side by side."""

    line: ListLine
    practices: tuple[Practice, ...]
    compare: str


def list_lines(lists: Iterable[PracticeList], reader: Any) -> list[ListLine]:
    """The reader's own first."""
    lines = [_line(one, reader, one.size) for one in lists]  # type: ignore[attr-defined]
    return sorted(lines, key=lambda line: not line.own)


def list_page(kept: PracticeList, practices: Iterable[Practice], reader: Any) -> ListPage:
    found = tuple(practices)
    fits = FEWEST <= len(found) <= MOST
    codes = "&".join(f"practice={one.code}" for one in found) if fits else ""
    return ListPage(_line(kept, reader, len(found)), found, codes)


def _line(kept: PracticeList, reader: Any, size: int) -> ListLine:
    return ListLine(
        pk=kept.pk,
        name=kept.name,
        practices=counted(size, "practice", "practices"),
        whose=_whose(kept, reader),
        own=kept.owner_id == reader.pk,
        shared=kept.shared_at is not None,
    )


def _whose(kept: PracticeList, reader: Any) -> str:
    own = kept.owner_id == reader.pk
    if kept.shared_at is None:
        return f"Yours alone, last changed on {_day(kept.changed_at)}"
    shared = f"shared with colleagues on {_day(kept.shared_at)}"
    return f"Yours, {shared}" if own else f"Of {kept.owner}, {shared}"


def _day(at: dt.datetime) -> str:
    return f"{at:%-d %B %Y}"
