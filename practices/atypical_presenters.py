"""The practices that are unlike the others, and those that may be, as a page shows them."""

import datetime as dt
from dataclasses import dataclass

from practices.models import Atypical, Commissioner, ListKind
from practices.selectors import atypical_on, flags_of, list_sizes, practices_of

VERY_SMALL = 1000


@dataclass(frozen=True)
class FlagLine:
    """`until` is the first day on which it did not hold; `can_end` while it lasts."""

    pk: int
    code: str
    name: str
    reason: str
    since: str
    until: str
    flagged: str
    can_end: bool


@dataclass(frozen=True)
class SmallLine:
    """A practice that may be too small to compare, and is not flagged."""

    pk: int
    code: str
    name: str
    patients: int


@dataclass(frozen=True)
class AtypicalPage:
    """`flags` hold today or will; `past` are over."""

    flags: tuple[FlagLine, ...]
    past: tuple[FlagLine, ...]
    small: tuple[SmallLine, ...]


def atypical_page(commissioner: Commissioner, on: dt.date) -> AtypicalPage:
    every = list(flags_of(commissioner))
    return AtypicalPage(
        flags=tuple(_line(one, on) for one in every if not _is_over(one, on)),
        past=tuple(_line(one, on) for one in every if _is_over(one, on)),
        small=_small(commissioner, on),
    )


def _small(commissioner: Commissioner, on: dt.date) -> tuple[SmallLine, ...]:
    practices = list(practices_of(commissioner, on))
    sizes = list_sizes(practices, ListKind.REGISTERED, on)
    flagged = atypical_on(practices, on)
    return tuple(
        SmallLine(one.pk, one.code, one.name, int(sizes[one.pk]))
        for one in practices
        if one.pk in sizes and sizes[one.pk] < VERY_SMALL and one.pk not in flagged
    )


def _is_over(one: Atypical, on: dt.date) -> bool:
    return one.ends_on is not None and one.ends_on <= max(on, one.starts_on)


def _line(one: Atypical, on: dt.date) -> FlagLine:
    never = one.ends_on == one.starts_on
    until = f"{one.ends_on:%-d %B %Y}" if one.ends_on else ""
    return FlagLine(
        pk=one.pk,
        code=one.practice.code,
        name=one.practice.name,
        reason=one.reason,
        since=f"{one.starts_on:%-d %B %Y}",
        until="taken back" if never else until,
        flagged=f"{one.flagged_at:%-d %B %Y}, {one.flagged_by or 'the system'}",
        can_end=not _is_over(one, on),
    )
