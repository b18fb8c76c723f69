"""How far the bands and ranks of a version hang on its weights, in words, rows and a chart."""

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.core.exceptions import ValidationError

from practices.models import Practice
from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.calc.robustness import SEED, SPREAD, Robustness
from scorecard.calc.rounding import show
from scorecard.calc.types import Band
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.presenters.second_opinion import SecondOpinion, second_opinion
from scorecard.cards.presenters.what_if_notes import no_score
from scorecard.cards.presenters.what_if_results import overall_words
from scorecard.cards.selectors.pictures import NOTHING, Picture, picture
from scorecard.cards.selectors.run_arrays import typical_of
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.cards.selectors.versions import status_of
from scorecard.cards.services.rejudging import bands_of
from scorecard.cards.services.trying import robust, silent
from scorecard.charts.rank_ranges import kept_words, rank_ranges
from scorecard.charts.types import Chart, RankItem, RankRanges
from scorecard.ui.words import Words

IN_CHART = 60
MANY = 0.75
HEADER = (
    "practice code",
    "practice",
    "band now",
    "share of weightings that keep the band",
    "score now",
    "lowest score",
    "highest score",
    "rank now",
    "best rank",
    "worst rank",
    "best rank, middle 95%",
    "worst rank, middle 95%",
    "rank by standardised values",
    "standardised score",
    "share of the weight behind it",
)


@dataclass(frozen=True)
class RobustRow:
    code: str
    name: str
    words: Words
    kept: str
    rank: str
    ranks: str
    middle: str
    scores: str
    second: str


@dataclass(frozen=True)
class RobustnessView:
    """`rows` begin with the practices whose band depends on the weights most; where there are
    none, `refused` says why. `second` are words about the rank by standardised values."""

    version: CardVersion
    status: str
    links: Links
    periods: BandedPeriods | None
    weightings: int
    seed: int
    spread: str
    finding: str
    refused: str
    wants_figures: bool
    notes: tuple[str, ...]
    second: tuple[str, ...]
    rows: tuple[RobustRow, ...]
    file_rows: tuple[tuple[object, ...], ...]
    chart: Chart | None


def robustness_view(
    version: CardVersion, period: str, granted: Collection[Permission]
) -> RobustnessView:
    periods = banded_periods(version.scorecard.commissioner, period)
    practices: tuple[Practice, ...] = ()
    found, second, refused, wants = None, None, "", False
    if periods is not None:
        seen = picture(version, periods.current)
        practices = tuple(seen.practices)
        found, refused, wants = _tried(seen)
        typical = typical_of(seen.practices)
        second = second_opinion(seen, typical, found.scores) if found else None
    order = _order(practices, found) if found else []
    return RobustnessView(
        version=version,
        status=status_of(version),
        links=card_links(version, granted),
        periods=periods,
        weightings=found.weightings if found else 0,
        seed=SEED,
        spread=show(SPREAD * 100),
        finding=_finding(found) if found else "",
        refused=refused,
        wants_figures=wants,
        notes=tuple(_notes(version, periods, found)) if periods else (),
        second=second.words if second else (),
        rows=tuple(_row(practices[at], found, second, at) for at in order)
        if found and second
        else (),
        file_rows=tuple(_file_row(practices[at], found, second, at) for at in order)
        if found and second
        else (),
        chart=_chart(practices, found, order) if found else None,
    )


def _tried(seen: Picture) -> tuple[Robustness | None, str, bool]:
    """What was found, or in words why nothing could be tried and whether figures would mend it."""
    if not seen.practices:
        return None, "No practice has a score in this period.", False
    try:
        found = robust(seen)
    except ValidationError as error:
        return None, " ".join(error.messages), False
    if found.bands.any() or np.isfinite(found.scores).any():
        return found, "", False
    without = silent(seen, bands_of(seen, NOTHING))
    return None, no_score(without, seen.items), bool(without)


def _order(practices: tuple[Practice, ...], found: Robustness) -> list[int]:
    """Least kept first, then the widest range of ranks, then by name; without a band last."""
    width = np.nan_to_num(found.rank_high - found.rank_low, nan=-1.0)
    kept = np.nan_to_num(found.kept, nan=2.0)
    return sorted(
        range(len(practices)), key=lambda at: (kept[at], -width[at], practices[at].sort_key)
    )


def _finding(found: Robustness) -> str:
    banded = found.kept[~np.isnan(found.kept)]
    if not banded.size:
        return "No practice has a band in this period."
    steady = int((banded == 1).sum())
    tried = f"every one of the {show(found.weightings)} weightings"
    start = f"{show(steady)} of {show(banded.size)} practices keep their band in {tried}"
    moved = banded.size - steady
    if not moved:
        return f"{start}."
    much = int((banded < MANY).sum())
    words = "does" if moved == 1 else "do"
    more = f", {show(much)} of these in fewer than three quarters" if much else ""
    return f"{start}; {show(moved)} {words} not{more}."


def _notes(version: CardVersion, periods: BandedPeriods, found: Robustness | None) -> list[str]:
    notes = []
    if version.pk != periods.current.version.pk:
        notes.append(
            f"The period was banded by {periods.current.version}; the bands here are those that"
            f" {version} gives to the same figures."
        )
    if version.overall_by == "reds":
        notes.append(
            "This scorecard bands a practice by its number of reds. No weight above 0 changes"
            f" that number{_but(found)}; scores and ranks still move."
        )
    if version.overall_by == "both":
        notes.append(
            "The overall band is the worse of the score's and that of the number of reds. Weights"
            " above 0 change only the score."
        )
    return notes


def _but(found: Robustness | None) -> str:
    """What weights do to a band by reds: only a practice without a score can lose it."""
    if found is None or not (found.kept < 1).any():
        return ", so every band is kept"
    return (
        ". A practice without many reds loses its band where too little of the changed weights is"
        " known of it"
    )


def _row(practice: Practice, found: Robustness, second: SecondOpinion, at: int) -> RobustRow:
    return RobustRow(
        code=practice.code,
        name=practice.name,
        words=overall_words(found.bands[at]),
        kept=kept_words(_or_none(found.kept[at])),
        rank=_whole(found.ranks[at]),
        ranks=_span(found.rank_low[at], found.rank_high[at]),
        middle=_span(found.middle_low[at], found.middle_high[at]),
        scores=_span(found.score_low[at], found.score_high[at], 1),
        second=_whole(second.ranks[at]),
    )


def _file_row(
    practice: Practice, found: Robustness, second: SecondOpinion, at: int
) -> tuple[object, ...]:
    columns = (
        found.kept, found.scores, found.score_low, found.score_high, found.ranks,
        found.rank_low, found.rank_high, found.middle_low, found.middle_high,
        second.ranks, second.scores, second.coverage,
    )  # fmt: skip
    band = overall_words(found.bands[at]).word
    return (practice.code, practice.name, band, *(column[at] for column in columns))


def _chart(practices: tuple[Practice, ...], found: Robustness, order: list[int]) -> Chart:
    ranked = [
        at for at in order if np.isfinite(found.ranks[at]) and np.isfinite(found.rank_low[at])
    ]
    drawn = sorted(ranked[:IN_CHART], key=lambda at: (found.ranks[at], practices[at].sort_key))
    cut = (
        f" Drawn are the {IN_CHART} that depend on the weights most."
        if len(ranked) > IN_CHART
        else ""
    )
    return rank_ranges(
        RankRanges(
            title="Range of ranks under other weights",
            summary=f"{_finding(found)}{cut}",
            items=tuple(
                RankItem(
                    label=practices[at].name,
                    rank=int(found.ranks[at]),
                    best=int(min(found.rank_low[at], found.ranks[at])),
                    worst=int(max(found.rank_high[at], found.ranks[at])),
                    kept=_or_none(found.kept[at]),
                    band=Band(found.bands[at]),
                )
                for at in drawn
            ),
        )
    )


def _or_none(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None


def _whole(rank: float) -> str:
    return show(float(rank)) if math.isfinite(rank) else "–"


def _span(low: float, high: float, decimals: int = 0) -> str:
    if not math.isfinite(low):
        return "–"
    one, two = show(float(low), decimals), show(float(high), decimals)
    return one if one == two else f"{one} to {two}"
