"""Urgent limits in words, and what one would do before it is set."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from indicators.models import Definition, UrgentLimit
from indicators.presenters.words import count_words, moment
from indicators.selectors.definitions import data_of
from indicators.selectors.urgent import may_be_named, signalled, signals_beyond
from indicators.selectors.urgent_figures import held_now, standing_still
from indicators.urgent import judge
from indicators.urgent_limits import Limit
from practices.models import Commissioner
from scorecard.charts.words import figure_with_unit


@dataclass(frozen=True)
class ReaderLine:
    """`pk` is that of the naming; `gone` for somebody who may not be told any more."""

    pk: int
    name: str
    since: str
    gone: bool


@dataclass(frozen=True)
class LimitLine:
    """`ended` is empty while it holds; `still`: it was set for another definition."""

    pk: int
    code: str
    indicator: str
    words: str
    reason: str
    set: str
    ended: str
    still: bool
    scale: str
    readers: tuple[ReaderLine, ...]
    signals: int
    open: int


@dataclass(frozen=True)
class Preview:
    """What a limit would do with what is held for the newest period, in numbers only.

    `beyond` are those without a signal yet. `token` names the limit and this answer.
    """

    period: str
    held: int
    beyond: int
    known: int
    unsure: int
    token: str


def limit_words(limit: UrgentLimit) -> str:
    """ "Above 40%, by more than chance, from a denominator of 30"."""
    unit, rule = limit.definition.unit, limit.rule
    words = f"{limit.get_side_display().capitalize()} {_number(rule.value, unit)}"
    words += ", by more than chance" if rule.by_chance else ""
    return words + (f", from a denominator of {count_words(rule.least)}" if rule.least else "")


def limit_lines(
    commissioner: Commissioner, limits: Iterable[UrgentLimit], today: dt.date
) -> list[LimitLine]:
    given = list(limits)
    still = standing_still(limit for limit in given if limit.ended_at is None)
    counts = signals_beyond(given)
    staff = {person.pk for person in may_be_named(commissioner, today)}
    return [_line(one, one.pk in still, counts.get(one.pk, (0, 0)), staff) for one in given]


def preview(definition: Definition, rule: Limit) -> Preview:
    token = f"{rule.side} {rule.value!r} {rule.least!r} {rule.by_chance}"
    held = held_now(definition)
    if held is None:
        return Preview("", 0, 0, 0, 0, token)
    found = judge(data_of(definition), held.figures, rule)
    known = signalled(held.ids[found.beyond].tolist())
    beyond = int(found.beyond.sum()) - known
    return Preview(
        period=held.period.name,
        held=len(held.ids),
        beyond=beyond,
        known=known,
        unsure=int(found.unsure.sum()),
        token=f"{token} {held.period.code} {beyond}",
    )


def _line(
    limit: UrgentLimit, still: bool, counts: tuple[int, int], staff: Collection[int]
) -> LimitLine:
    definition = limit.definition
    return LimitLine(
        pk=limit.pk,
        code=limit.indicator.code,
        indicator=f"{limit.indicator.code} {definition.name}",
        words=limit_words(limit),
        reason=limit.reason,
        set=f"{limit.set_by}, {moment(limit.set_at)}",
        ended=f"{limit.ended_by}, {moment(limit.ended_at)}" if limit.ended_at else "",
        still=still,
        scale=f"version {definition.number} ({definition.unit or 'no unit'})",
        readers=tuple(
            ReaderLine(
                one.pk,
                str(one.person),
                f"{timezone.localdate(one.named_at):%-d %B %Y}",
                one.person_id not in staff,
            )
            for one in limit.readers.all()
            if one.ended_at is None
        ),
        signals=counts[0],
        open=counts[1],
    )


def _number(value: float, unit: str) -> str:
    """As it was set: with as many places as it has."""
    exact = Decimal(f"{value:.12g}")
    places = max(0, -int(exact.as_tuple().exponent))
    return figure_with_unit(exact, unit, places)
