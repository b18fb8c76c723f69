"""What changed between two editions, in the eyes of one audience. Pure but for what is handed in.

Both are read through `Told`, so nothing is said of a figure that the audience is not told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.explaining import value_words
from indicators.selectors.definitions import data_of
from scorecard.publication.selectors.told import Told, ToldFigure
from scorecard.ui.words import band_words

Key = tuple[str, str]
Said = tuple[str, str]


@dataclass(frozen=True)
class FigureChange:
    """One practice on one indicator: figure and band before and now."""

    practice: str
    indicator: str
    before: Said
    now: Said


@dataclass(frozen=True)
class Changes:
    practices_new: tuple[str, ...]
    practices_gone: tuple[str, ...]
    indicators_new: tuple[str, ...]
    indicators_gone: tuple[str, ...]
    figures: tuple[FigureChange, ...]

    @property
    def any(self) -> bool:
        return any(vars(self).values())


def changes(old: Told, new: Told) -> Changes:
    """Between what is told by name in two editions of a release."""
    practices = [{one.code: one.name for one in told.practices} for told in (old, new)]
    indicators = [{one.code: one.name for one in told.indicators} for told in (old, new)]
    return Changes(
        *_came_and_went(*practices),
        *_came_and_went(*indicators),
        differences(_said(old), _said(new), practices[1], indicators[1]),
    )


def differences(
    old: Mapping[Key, Said],
    new: Mapping[Key, Said],
    practices: Mapping[str, str],
    indicators: Mapping[str, str],
) -> tuple[FigureChange, ...]:
    """By (practice, indicator) what was said; only of what both editions speak."""
    return tuple(
        FigureChange(practices[key[0]], indicators[key[1]], old[key], said)
        for key, said in new.items()
        if key in old and old[key] != said
    )


def _said(told: Told) -> dict[Key, Said]:
    return dict(_lines(one for item in told.named for one in told.of_indicator(item)))


def _lines(figures: Iterable[ToldFigure]) -> Iterable[tuple[Key, Said]]:
    for one in figures:
        if one.practice:
            value = value_words(data_of(one.indicator.definition), one.outcome)
            band = band_words(one.outcome.band, one.outcome.no_band).word
            yield (one.practice.code, one.indicator.code), (value, band)


def _came_and_went(
    old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    came = tuple(name for code, name in new.items() if code not in old)
    return came, tuple(name for code, name in old.items() if code not in new)
