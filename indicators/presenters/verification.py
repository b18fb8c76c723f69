"""What is held on a practice: each figure with its source, the one before and how it stands."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Definition, Figure, Period, Verification
from indicators.presenters.queries import origin_words
from indicators.presenters.windows import WindowWords, window_words
from indicators.presenters.words import figure_words, moment
from indicators.selectors.returns import due_indicator
from indicators.selectors.to_verify import WAITING
from indicators.selectors.verification import (
    Standings,
    beside,
    figures_before,
    figures_held,
    figures_of,
    newest_definitions,
    periods_held,
    standing_in,
    standings_of,
    verifications_of,
    window_of,
)
from indicators.standing import FigureStanding
from practices.models import Practice
from scorecard.ui.standing import STANDINGS


@dataclass(frozen=True)
class HeldLine:
    """One figure; `last` is the one before, `others` what further sources say (not counted)."""

    pk: int
    indicator_id: int
    code: str
    name: str
    figure: str
    last: str
    origin: str
    others: tuple[str, ...]
    standing: FigureStanding


@dataclass(frozen=True)
class HeldPage:
    period: str
    code: str
    window: WindowWords
    lines: tuple[HeldLine, ...]
    confirmed: tuple[str, ...]


@dataclass(frozen=True)
class HeldPeriod:
    """One period: `counts` in words, `waits` when figures can be confirmed now."""

    period: str
    href: str
    counts: str
    window: WindowWords
    waits: bool


def held_page(practice: Practice, period: Period, today: dt.date) -> HeldPage:
    figures = list(figures_held(practice, period))
    definitions = newest_definitions(figure.indicator_id for figure in figures)
    standings = standings_of((figure.pk for figure in figures), today)
    before = figures_before(practice, period)
    others = beside(practice, period)
    lines = (
        _line(figure, definitions[figure.indicator_id], before, others, standings)
        for figure in figures
    )
    return HeldPage(
        period=period.name,
        code=period.code,
        window=window_words(window_of(period), today),
        lines=tuple(lines),
        confirmed=tuple(_confirmed(one) for one in verifications_of(practice, period)),
    )


def held_periods(
    practice: Practice, today: dt.date, commissioner: int | None = None
) -> tuple[HeldPeriod, ...]:
    """Every period with figures of the practice, the newest first; those of a commissioner alone
    where one is named."""
    found = periods_held(practice)
    periods = list(found.filter(commissioner=commissioner) if commissioner else found)
    ids = figures_of(practice, [period.pk for period in periods])
    standings = standings_of((pk for found in ids.values() for pk in found), today)
    return tuple(_period(practice, one, ids[one.pk], standings, today) for one in periods)


def to_verify(
    practice: Practice, today: dt.date, commissioner: int | None = None
) -> tuple[HeldPeriod, ...]:
    """What the practice can confirm now, for “What is due”; all of it, or what one asks for."""
    return tuple(one for one in held_periods(practice, today, commissioner) if one.waits)


def _line(
    figure: Figure,
    definition: Definition,
    before: Mapping[int, Figure],
    others: Mapping[int, list[Figure]],
    standings: Standings,
) -> HeldLine:
    indicator = due_indicator(definition)
    last = before.get(figure.indicator_id)
    return HeldLine(
        pk=figure.pk,
        indicator_id=figure.indicator_id,
        code=indicator.code,
        name=indicator.name,
        figure=figure_words(figure, indicator),
        last=f"{figure_words(last, indicator)}, {last.period.name}" if last else "",
        origin=origin_words(figure),
        others=tuple(
            f"{figure_words(one, indicator)}. {origin_words(one)}"
            for one in others.get(figure.indicator_id, ())
        ),
        standing=standing_in(standings, figure.pk),
    )


def _confirmed(made: Verification) -> str:
    figures = f"{len(made.figures)} figure{'' if len(made.figures) == 1 else 's'}"
    return f"{made.name} confirmed {figures} on {moment(made.made_at)}."


def _period(
    practice: Practice,
    period: Period,
    figures: Iterable[int],
    standings: Standings,
    today: dt.date,
) -> HeldPeriod:
    found = [standing_in(standings, pk) for pk in figures]
    window = window_words(getattr(period, "verificationwindow", None), today)
    return HeldPeriod(
        period=period.name,
        href=reverse("figures-held", args=[practice.code, period.code]),
        counts=counts_words(found),
        window=window,
        waits=window.open and any(one.kind in WAITING for one in found),
    )


def counts_words(found: Sequence[FigureStanding]) -> str:
    """As "3 figures held: 1 queried, 2 verified." """
    held = f"{len(found)} figure{'' if len(found) == 1 else 's'} held"
    counts = standing_counts(found)
    return f"{held}: {counts}." if counts else f"{held}."


def standing_counts(found: Iterable[FigureStanding]) -> str:
    """As "1 queried, 2 verified", in the order of the table of standings."""
    counts = Counter(_small(one.short) for one in found if one.said)
    order = dict.fromkeys(_small(words.short) for words in STANDINGS.values())
    return ", ".join(f"{counts[short]} {short}" for short in order if counts[short])


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
