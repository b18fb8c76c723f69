"""What changed between two editions, in the eyes of one audience.

Both are read through `Told`, so nothing is said of a figure that the audience is not told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from indicators.explaining import value_words
from indicators.selectors.definitions import data_of
from scorecard.calc.types import Comparison
from scorecard.charts.words import counted
from scorecard.publication.presenters.pages import contents_page
from scorecard.publication.selectors.told import Told, ToldFigure
from scorecard.publication.selectors.told_changed import (
    Count,
    Kind,
    Place,
    changed,
    figures_at,
)
from scorecard.ui.words import COMPARISONS, band_words

Said = tuple[str, str]
MOST = 100  # shown one by one, of figures and of scores
OVERALL = "Overall result"


@dataclass(frozen=True)
class FigureChange:
    """One practice on one indicator: figure and band before and now; of one whose figure stands,
    the figure and how it compares."""

    practice: str
    indicator: str
    before: Said
    now: Said


@dataclass(frozen=True)
class Changes:
    """`figures` and `scores` are the first of those that `counts` and `overall` count."""

    practices_new: tuple[str, ...] = ()
    practices_gone: tuple[str, ...] = ()
    indicators_new: tuple[str, ...] = ()
    indicators_gone: tuple[str, ...] = ()
    figures: tuple[FigureChange, ...] = ()
    scores: tuple[FigureChange, ...] = ()
    overall: int = 0
    counts: Mapping[Kind, Count] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        return any(vars(self).values())

    @property
    def rows(self) -> tuple[FigureChange, ...]:
        return self.scores + self.figures

    @property
    def more(self) -> int:
        return self.overall + sum(one.figures for one in self.counts.values()) - len(self.rows)

    def count(self, kind: Kind) -> Count:
        return self.counts.get(kind, Count())

    @property
    def text(self) -> str:
        """All of it in one sentence: "3 figures changed at 2 practices; ..."."""
        said = [one for one in _parts(self) if one]
        return f"{'; '.join(said)}." if said else "Nothing that is told by name is different."


def changes(old: Told, new: Told) -> Changes:
    """Between what is told by name in two editions of a release."""
    practices = [{one.code: one.name for one in told.practices} for told in (old, new)]
    indicators = [{one.code: one.name for one in told.named} for told in (old, new)]
    scores = list(_scores(old, new))
    counts, places = changed(old, new, MOST)
    return Changes(
        *_came_and_went(*practices),
        *_came_and_went(*indicators),
        tuple(_figures(old, new, places)),
        tuple(scores[:MOST]),
        len(scores),
        counts,
    )


def _figures(old: Told, new: Told, places: Sequence[Place]) -> Iterator[FigureChange]:
    before = figures_at(old, [(one.practice, one.before) for one in places])
    now = figures_at(new, [(one.practice, one.now) for one in places])
    for one in places:
        was, is_now = before[one.practice, one.before], now[one.practice, one.now]
        name = is_now.practice.name if is_now.practice else ""
        compared = one.kind is Kind.COMPARISON
        yield FigureChange(
            name, is_now.indicator.name, _said(was, compared), _said(is_now, compared)
        )


def _said(one: ToldFigure, compared: bool) -> Said:
    value = value_words(data_of(one.indicator.definition), one.outcome)
    band = band_words(one.outcome.band, one.outcome.no_band).word
    if compared:
        how = COMPARISONS[Comparison(one.outcome.comparison)]
        how = how.replace("the benchmark", "what it is compared with")
        return value, f"{how}, too close to call" if one.close else how
    return value, "" if band == value else band


def _scores(old: Told, new: Told) -> Iterator[FigureChange]:
    """Overall results, where both editions tell them, of practices in both."""
    if not (old.tells_scores and new.tells_scores):
        return
    before = {code: said for code, _, said in _overall(old)}
    for code, name, said in _overall(new):
        if before.get(code, said) != said:
            yield FigureChange(name, OVERALL, before[code], said)


def _overall(told: Told) -> Iterator[tuple[str, str, Said]]:
    for one in contents_page(told, list(told.practices))["practices"]:
        yield one["code"], one["name"], (one["overall"]["word"], one["overall"]["score"])


def _came_and_went(
    old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    came = tuple(name for code, name in new.items() if code not in old)
    return came, tuple(name for code, name in old.items() if code not in new)


def _parts(of: Changes) -> Iterator[str]:
    changed = of.count(Kind.CHANGED)
    if changed.figures:
        figures = counted(changed.figures, "figure", "figures")
        yield f"{figures} changed at {counted(changed.practices, 'practice', 'practices')}"
    yield _is(of.count(Kind.GONE).figures, "figure", "figures", "no longer told")
    yield _is(of.count(Kind.BACK).figures, "figure", "figures", "told that had been withheld")
    if compared := of.count(Kind.COMPARISON).figures:
        figures = counted(compared, "figure stands", "figures stand")
        yield f"{figures} and only the comparison with others is different"
    if of.overall:
        yield f"{counted(of.overall, 'overall result', 'overall results')} changed"
    yield _is(len(of.indicators_new), "measure", "measures", "told by practice that had not been")
    yield _is(len(of.indicators_gone), "measure", "measures", "no longer told by practice")
    yield _is(len(of.practices_new), "practice", "practices", "new")
    yield _is(len(of.practices_gone), "practice", "practices", "no longer there")


def _is(number: int, one: str, many: str, what: str) -> str:
    if not number:
        return ""
    return f"{counted(number, one, many)} {'is' if number == 1 else 'are'} {what}"
