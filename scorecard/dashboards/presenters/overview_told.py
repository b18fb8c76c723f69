"""The overview as it is told to who may see no practice's results: by the policy of the board.

Nothing here that one or two practices stand behind, nor that follows from what is told beside it.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from practices.models import Commissioner
from scorecard.accounts.roles import Permission
from scorecard.calc.rounding import show
from scorecard.calc.telling import FEW, FEWEST, may_tell, parts_of
from scorecard.calc.types import Codes, Flags
from scorecard.cards.models import CardRun
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.words import counted
from scorecard.dashboards.noise import Verdict
from scorecard.dashboards.presenters import board_words as words
from scorecard.dashboards.presenters.board_numbers import completeness, overall_levels
from scorecard.dashboards.presenters.links import Lists
from scorecard.dashboards.presenters.to_do import ToDo, to_do
from scorecard.dashboards.selectors.board import bands_of_runs
from scorecard.dashboards.selectors.moves import Moved, moves_between
from scorecard.dashboards.selectors.overview import Weighted, conditions_met, weighted_of
from scorecard.dashboards.selectors.run_bands import RunBands, bands_of
from scorecard.dashboards.selectors.scores import Scores, both, scores_of


@dataclass(frozen=True)
class Part:
    """A heading of the page and its sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ToldOverview:
    parts: tuple[Part, ...]
    to_do: tuple[ToDo, ...]
    note: str = words.TOO_FEW


def told_overview(
    commissioner: Commissioner,
    periods: BandedPeriods,
    granted: Collection[Permission],
    today: dt.date,
) -> ToldOverview:
    now, before = periods.current, periods.previous
    runs = [now, before] if before else [now]
    weighted, scores, bands = weighted_of(now.version), scores_of(runs), bands_of(runs)
    moved = moves_between(before, now, bands=bands, indicators=weighted.domain_of) if before else []
    held = bands_of_runs([now]).get(now.run_id)
    complete = words.complete_words(completeness(held)) if held else "No figure was due."
    conditions = (_condition(*one) for one in _conditions(now, bands[0]))
    return ToldOverview(
        parts=(
            Part("How complete", (complete, *conditions)),
            Part(*_changed(before, scores, moved)),
            Part("Domains", tuple(_domains(weighted, scores[0]))),
        ),
        to_do=to_do(commissioner, Lists(commissioner.code, now.run.period.code, granted), today),
    )


def _changed(
    before: CardRun | None,
    scores: Sequence[dict[int | None, Scores]],
    moved: Sequence[Moved],
) -> tuple[str, tuple[str, ...]]:
    if before is None:
        return "What changed", ("This is the earliest banded period, so nothing can have changed.",)
    said = [_bands("gained", moved, True), _bands("lost", moved, False), _levels(scores)]
    return f"Since {before.run.period.name}", tuple(filter(None, said))


def _bands(way: str, moved: Sequence[Moved], better: bool) -> str:
    """How many bands were gained, or lost; how many by more than noise where that tells nobody."""
    chosen = [(one.practices[which], one.verdicts[which])
              for one in moved if (which := one.gained == better).any()]  # fmt: skip
    if not chosen:
        return f"No band was {way}."
    practices, verdicts = (np.concatenate(column) for column in zip(*chosen, strict=True))
    if np.unique(practices).size < FEWEST:
        return f"{FEW.capitalize()} practices {way} a band."
    said = f"{counted(practices.size, 'band was', 'bands were')} {way}"
    beyond = verdicts == Verdict.BEYOND
    if not may_tell(_behind(practices, beyond), alike=True):
        return f"{said}."
    return f"{said}, {show(int(beyond.sum()))} of them by more than noise."


def _behind(practices: Codes, which: Flags) -> Flags:
    known = np.unique(practices)
    return np.stack([np.isin(known, practices[which]), np.isin(known, practices[~which])])


def _levels(scores: Sequence[dict[int | None, Scores]]) -> str:
    now, before = (one.get(None) for one in scores)
    if now is None or before is None:
        return ""
    first, second = both(now, before)
    bands, were = now.bands[first], before.bands[second]
    up, down = int((bands > were).sum()), int((bands < were).sum())
    stayed = bands.size - up - down
    if not may_tell(parts_of(up, down, stayed), alike=True):
        return "How many practices moved a level overall cannot be told."
    return (
        f"{counted(up, 'practice', 'practices')} moved up a level overall, {show(down)} down;"
        f" {show(stayed)} stayed."
    )


def _domains(weighted: Weighted, scores: dict[int | None, Scores]) -> Iterator[str]:
    named = [(None, "Practices as a whole"), *((one.pk, one.name) for one in weighted.domains)]
    for domain, name in named:
        if domain in scores:
            said = words.overall_words(*overall_levels(scores[domain].bands), "").strip()
            yield f"{name}: {said[:1].lower()}{said[1:]}".replace(" as a whole", "")


def _conditions(now: CardRun, bands: RunBands) -> Iterator[tuple[str, int, int, int]]:
    for one in conditions_met(now.version, bands):
        yield one.name, one.met, one.not_met, one.unknown


def _condition(name: str, met: int, not_met: int, unknown: int) -> str:
    if not may_tell(parts_of(met, not_met, unknown)):
        return f"{name}: how many practices meet it cannot be told."
    return (
        f"{name}: {counted(met, 'practice meets', 'practices meet')} it and {show(not_met)} not;"
        f" of {show(unknown)} it cannot be said."
    )
