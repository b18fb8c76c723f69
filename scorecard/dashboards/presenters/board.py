"""What a board reads of an area: aggregates only, as text, tables and two charts.

No practice is named unless the commissioner decided so, and then only those it chose.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from practices.models import Commissioner
from scorecard.calc.telling import FEW
from scorecard.calc.types import Flags
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.axis import short_name
from scorecard.cards.presenters.levels import overall_rule
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.figures import band_counts
from scorecard.charts.types import BandCount, BandCounts, Chart, TrendLine, TrendPoint
from scorecard.dashboards.models import BoardNaming
from scorecard.dashboards.presenters import board_words as words
from scorecard.dashboards.presenters.board_gaps import Gap, gaps_of
from scorecard.dashboards.presenters.board_numbers import (
    Bands,
    Completeness,
    Told,
    by_domain,
    by_fifth,
    completeness,
    overall_levels,
    through_periods,
    whole,
)
from scorecard.dashboards.presenters.unbanded import unbanded_trend
from scorecard.dashboards.selectors.board import Overall, bands_of_runs, overall_of
from scorecard.dashboards.selectors.naming import naming_of
from scorecard.dashboards.selectors.periods import same_length
from scorecard.dashboards.selectors.run_places import RunPlaces

FIFTHS = ("1, the most deprived", "2", "3", "4", "5, the least deprived")
Names = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A heading of the paper and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """`now` is None where nothing may be told; then `sections` say why."""

    title: str
    sections: tuple[Section, ...]
    now: Bands | None
    line: tuple[tuple[CardRun, Bands | None], ...]
    domains: tuple[Told, ...]
    fifths: tuple[Told, ...]
    gaps: tuple[Gap, ...]
    complete: Completeness | None
    naming: BoardNaming | None
    trend: Chart | None
    chart: Chart | None

    @property
    def text(self) -> str:
        """All of it as plain text."""
        parts = [self.title]
        for section in self.sections:
            parts += [section.heading.upper(), *section.paragraphs]
        return "\n\n".join(parts) + "\n"


def board_of(commissioner: Commissioner, periods: BandedPeriods) -> Board:
    run, runs = periods.current, same_length(periods)
    found = bands_of_runs(runs)
    current = found.get(run.run_id)
    now, naming = whole(current), naming_of(commissioner)
    title = f"{commissioner.name}: {run.run.period.name}"
    line = tuple(through_periods(runs, found))
    if now is None or current is None:
        return Board(title, (_nothing(),), None, (), (), (), (), None, naming, None, None)
    places, scores = RunPlaces(run), overall_of(run, named=_names_anybody(naming))
    domains = tuple(by_domain(current))
    fifths = tuple(by_fifth(current, places.fifths.codes, FIFTHS)) if places.fifths.source else ()
    gaps = tuple(gaps_of(run, places, current))
    board = Board(
        title, (), now, line, domains, fifths, gaps, completeness(current), naming,
        _trend(commissioner, line), _chart(run, domains),
    )  # fmt: skip
    sections = tuple(_sections(board, run, places, scores))
    return Board(**{**board.__dict__, "sections": sections})


def _nothing() -> Section:
    said = (
        f"{FEW.capitalize()} practices have a figure with a band in this period, or one of the"
        " bands, or few have all the same. A summary would be their own results, so there is none."
    )
    return Section("Results", (said,))


def _sections(board: Board, run: CardRun, places: RunPlaces, scores: Overall) -> Iterator[Section]:
    assert board.now is not None and board.complete is not None
    period = run.run.period.name
    yield Section(
        "Results",
        (
            words.green_words(board.now, period),
            words.trend_words(board.line),
            words.overall_words(*overall_levels(scores.bands), overall_rule(run.version)),
        ),
    )
    yield Section("Domains", (words.domain_words(board.domains),))
    source = places.fifths.words if places.fifths.source else ""
    unequal = (words.fifth_words(board.fifths, source), words.gap_words(board.gaps))
    yield Section("Inequality", tuple(filter(None, unequal)))
    yield Section("Completeness", (words.complete_words(board.complete),))
    if named := _named(board.naming, scores):
        yield Section("Practices named by decision of the commissioner", named)
    yield Section("How to read this", tuple(_how(run)))


def _how(run: CardRun) -> Iterator[str]:
    yield (
        f"Banded on {run.run.finished_at:%-d %B %Y} by {run.version}. Green meets the level agreed"
        " locally, red is beyond the level for action, amber lies between. Every figure counts"
        " once here, whatever its weight; those that practices share are not counted."
    )
    yield words.TOO_FEW


def _names_anybody(naming: BoardNaming | None) -> bool:
    return naming is not None and naming.named != BoardNaming.Named.NOBODY


def _named(naming: BoardNaming | None, scores: Overall) -> Names:
    """Only those chosen, and who decided. Practices unlike the others are not ranked, nor named."""
    if naming is None or scores.typical is None:
        return ()
    ranked = np.asarray(scores.typical & ~np.isnan(scores.scores))
    highest = naming.named in (BoardNaming.Named.HIGHEST, BoardNaming.Named.BOTH)
    lowest = naming.named in (BoardNaming.Named.LOWEST, BoardNaming.Named.BOTH)
    said = words.names_words(
        _ends(scores, ranked, naming.number, -1) if highest else (),
        _ends(scores, ranked, naming.number, 1) if lowest else (),
    )
    by = f"Decided on {naming.decided_at:%-d %B %Y} by {naming.decided_by}: {naming.reason}"
    return (*said, by)


def _ends(scores: Overall, ranked: Flags, number: int, way: int) -> Names:
    """The `number` at one end, and whoever has the same score as the last of them."""
    at = np.flatnonzero(ranked)
    order = at[np.argsort(way * scores.scores[at], kind="stable")]
    if not order.size:
        return ()
    last = scores.scores[order[min(number, order.size) - 1]]
    inside = [one for one in order if way * scores.scores[one] <= way * last]
    return tuple(scores.names[one] for one in inside)


def _trend(
    commissioner: Commissioner, line: Sequence[tuple[CardRun, Bands | None]]
) -> Chart | None:
    if sum(one is not None for _, one in line) < 2:
        return None
    points = tuple(
        TrendPoint(short_name(run.run.period), None if one is None else one.share)
        for run, one in line
    )
    said = [
        "Too few practices" if one is None else f"{one.green:,} of {one.banded:,}"
        for _, one in line
    ]
    title = f"Share of green among the figures of {commissioner.name}"
    return unbanded_trend(TrendLine(title, "%", 0, points), "Green of those with a band", said)


def _chart(run: CardRun, domains: Sequence[Told]) -> Chart | None:
    told = [
        BandCount(one.name, one.bands.green, one.bands.amber, one.bands.red)
        for one in domains
        if one.bands and one.bands.amber is not None and one.bands.red is not None
    ]
    if not told:
        return None
    return band_counts(
        BandCounts(f"Figures by band in each domain, {run.run.period.name}", tuple(told))
    )
