"""Who has no figure on an indicator, by why: each state in words, with the practices' names."""

from dataclasses import dataclass

import numpy as np
from django.core.paginator import Page

from scorecard.calc.rounding import show
from scorecard.calc.types import NoBand
from scorecard.charts.words import counted
from scorecard.dashboards.presenters.indicator.reading import Reading, paged
from scorecard.ui.words import band_words

# What it means, for somebody who wants to do something about it; in the order of the list.
_MEANING = {
    NoBand.NOT_RETURNED: "It was due in a return, and the practice has not sent it. Remind it.",
    NoBand.NO_DATA: "Nothing was asked of the practice, and no source has a figure.",
    NoBand.SUPPRESSED: "The source hides it because the numbers are small.",
    NoBand.IMPOSSIBLE: "What is held is a figure that no count can give. Look at its source.",
    NoBand.NOT_APPLICABLE: "It does not apply to the practice.",
}


@dataclass(frozen=True)
class MissingState:
    """One reason, and how many practices it has."""

    word: str
    number: str
    meaning: str


@dataclass(frozen=True)
class MissingLine:
    name: str
    code: str
    url: str
    word: str


@dataclass(frozen=True)
class MissingView:
    """`lines` are those of one page, by reason and then by name."""

    summary: str
    states: tuple[MissingState, ...]
    lines: tuple[MissingLine, ...]
    page: "Page[int]"


def missing_view(reading: Reading) -> MissingView:
    """The whole view."""
    rows = reading.rows
    absent = ~rows.has_value
    if reading.data.kind == "fact":
        absent = rows.states == NoBand.NO_DATA
    counts = {state: int((absent & (rows.states == state)).sum()) for state in NoBand}
    known = [state for state in (*_MEANING, *NoBand) if counts[state]]
    order = list(dict.fromkeys(known))
    places = [at for state in order for at in np.flatnonzero(absent & (rows.states == state))]
    page = paged([int(at) for at in places], reading.asked)
    return MissingView(
        summary=_summary(reading, len(places), order, counts),
        states=tuple(_state(state, counts[state]) for state in order),
        lines=tuple(
            MissingLine(rows.names[at], rows.codes[at], reading.link(at), reading.band(at))
            for at in page
        ),
        page=page,
    )


def _state(state: NoBand, number: int) -> MissingState:
    return MissingState(band_words(0, state).word, show(number), _MEANING.get(state, ""))


def _summary(reading: Reading, absent: int, order: list[NoBand], counts: dict[NoBand, int]) -> str:
    everybody = len(reading.rows.names)
    if not absent:
        return (
            f"Nobody is missing: all {counted(everybody, 'practice', 'practices')} have a figure."
        )
    told = ", ".join(f"{show(counts[one])} {band_words(0, one).word.lower()}" for one in order)
    who = "has" if absent == 1 else "have"
    return (
        f"{show(absent)} of {counted(everybody, 'practice', 'practices')} {who} no figure in"
        f" {reading.period.name}: {told}. Missing is not zero: they count in no average and no"
        " rank."
    )
