"""What changed since the last banding, and why, in words: the page, its file, and one line for a
practice."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, value_words
from indicators.models import Run
from indicators.selectors.definitions import data_of
from indicators.selectors.what_changed import Changed, changes_between
from indicators.what_changed import WORDS, Reason
from practices.models import Practice
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.field_words import field_name
from scorecard.cards.selectors.runs import BandedPeriods, run_before
from scorecard.charts.words import counted
from scorecard.ui.words import Words, band_words

HEADER = (
    "indicator",
    "name",
    "practice",
    "practice name",
    "before",
    "now",
    "value before",
    "value now",
    "why",
)
MOST_SHOWN = 200  # on the page; the file has all
NOT_BANDED = Words("No result", "○", "none", "It was not banded.", "It was not banded.")


@dataclass(frozen=True)
class Line:
    """One result that changed; values are unrounded, None where there was none."""

    code: str
    name: str
    practice: str
    practice_name: str
    before: Words
    now: Words
    value_before: float | None
    value: float | None
    shown_before: str
    shown: str
    why: str


@dataclass(frozen=True)
class Count:
    """One indicator: how many results changed, and by reason how many of them."""

    code: str
    name: str
    number: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class WhatChanged:
    """`reasons`: (value, words, how many) for the filter; `cards`: words where the two bandings
    did not measure the same. `more`: not every line stands in `lines`."""

    base: CardRun | None
    total: str
    counts: tuple[Count, ...]
    reasons: tuple[tuple[str, str, int], ...]
    chosen: str
    lines: tuple[Line, ...]
    more: bool
    cards: str


def base_of(periods: BandedPeriods, since: str) -> CardRun | None:
    """What the current banding is held against: the one before of its period or, where `since`
    asks for it, that of the period before."""
    return periods.previous if since == "period" else run_before(periods.current)


def what_changed(periods: BandedPeriods, since: str, reason: str) -> WhatChanged:
    """`reason`: only results that changed for this one; anything else shows all."""
    base, now = base_of(periods, since), periods.current
    chosen = _chosen(reason)
    if base is None:
        return WhatChanged(None, "", (), (), chosen, (), False, "")
    found = changes_between(base.run, now.run)
    lines = tuple(islice(_lines(found, chosen), MOST_SHOWN + 1))
    return WhatChanged(
        base=base,
        total=_total(found),
        counts=tuple(_count(one) for one in found),
        reasons=_choices(found, chosen),
        chosen=chosen,
        lines=lines[:MOST_SHOWN],
        more=len(lines) > MOST_SHOWN,
        cards=""
        if base.version_id == now.version_id
        else f"The earlier banding was by {base.version}, this one by {now.version}; indicators"
        " that only one of them has are left out.",
    )


def file_rows(periods: BandedPeriods, since: str, reason: str) -> Iterator[tuple[Any, ...]]:
    """Every result that changed, for a file."""
    base = base_of(periods, since)
    if base is None:
        return
    for one in _lines(changes_between(base.run, periods.current.run), _chosen(reason)):
        yield (
            one.code,
            one.name,
            one.practice,
            one.practice_name,
            one.before.word,
            one.now.word,
            one.value_before,
            one.value,
            one.why,
        )


def _chosen(reason: str) -> str:
    return reason if reason in set(Reason) else ""


def changed_line(periods: BandedPeriods, practice: Practice, base: Run) -> str:
    """For a practice: how many of its own figures changed when its period was banded again.

    `base` is the run before; its id is enough.
    """
    found = changes_between(base, periods.current.run, practice.pk)
    number = sum(one.rows.practices.size for one in found)
    day = f"{periods.current.run.finished_at:%-d %B %Y}"
    if not number:
        return f"Banded again on {day}: none of your figures changed band."
    why = "; ".join(f"{words} ({many})" for _, words, many in _by_reason(found))
    codes = ", ".join(one.definition.code for one in found)
    figures = counted(number, "of your figures", "of your figures")
    what = f"{figures} changed band, or the reason for having none ({codes})"
    return f"Banded again on {day}: {what}: {why}."


def _total(found: Sequence[Changed]) -> str:
    results = sum(one.rows.practices.size for one in found)
    practices = {pk for one in found for pk in one.rows.practices.tolist()}
    if not results:
        return "Nothing changed: every band, and every reason for having none, is as it was."
    return (
        f"{counted(results, 'result has', 'results have')} another band or another reason for"
        f" having none, on {counted(len(found), 'indicator', 'indicators')} and at"
        f" {counted(len(practices), 'practice', 'practices')}."
    )


def _count(one: Changed) -> Count:
    reasons = tuple(
        f"{_words(one, reason)}: {int(flags.sum()):,}" for reason, flags in one.reasons.items()
    )
    return Count(one.definition.code, one.definition.name, one.rows.practices.size, reasons)


def _by_reason(found: Sequence[Changed]) -> tuple[tuple[str, str, int], ...]:
    numbers: Counter[Reason] = Counter()
    for one in found:
        numbers.update({reason: int(flags.sum()) for reason, flags in one.reasons.items()})
    return tuple((reason.value, WORDS[reason], many) for reason, many in numbers.most_common())


def _choices(found: Sequence[Changed], chosen: str) -> tuple[tuple[str, str, int], ...]:
    """For the filter; what was chosen stays among them where nothing changed for it."""
    known = _by_reason(found)
    if not chosen or any(value == chosen for value, _, _ in known):
        return known
    return (*known, (chosen, WORDS[Reason(chosen)], 0))


def _words(one: Changed, reason: Reason) -> str:
    if reason != Reason.DEFINITION:
        return WORDS[reason]
    fields = ", ".join(field_name(name).lower() for name in one.fields)
    versions = f"version {one.before.number} to {one.definition.number}"
    return f"{WORDS[reason]} ({versions}: {fields})"


def _lines(found: Sequence[Changed], chosen: str) -> Iterator[Line]:
    wanted = {pk for one in found for pk in one.rows.practices.tolist()}
    practices = Practice.objects.in_bulk(wanted)
    for one in found:
        rows, data, old = one.rows, data_of(one.definition), data_of(one.before)
        for at, pk in enumerate(rows.practices.tolist()):
            why = [reason for reason, flags in one.reasons.items() if flags[at]]
            if chosen and chosen not in why:
                continue
            was, now = _number(rows.value_before[at]), _number(rows.value[at])
            yield Line(
                code=one.definition.code,
                name=one.definition.name,
                practice=practices[pk].code,
                practice_name=practices[pk].name,
                before=_band(int(rows.band_before[at]), int(rows.state_before[at])),
                now=_band(int(rows.band[at]), int(rows.state[at])),
                value_before=was,
                value=now,
                shown_before=_shown(old, rows.band_before[at], was),
                shown=_shown(data, rows.band[at], now),
                why="; ".join(_words(one, reason) for reason in why),
            )


def _band(band: int, state: int) -> Words:
    return NOT_BANDED if band < 0 else band_words(band, state)


def _shown(data: DefinitionData, band: int, value: float | None) -> str:
    if value is None or data.kind == "fact":
        return ""
    return value_words(data, Outcome(band=max(int(band), 0), no_band=0, value=value))


def _number(value: float) -> float | None:
    return None if value != value else float(value)
