"""The commissioner's first page in words and one chart."""

import datetime as dt
from dataclasses import dataclass

from indicators.models import Collection
from practices.models import Commissioner
from scorecard.calc.types import Band
from scorecard.cards.presenters.grid import ScoreCell, score_cell
from scorecard.cards.selectors import overview as selectors
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.figures import band_counts
from scorecard.charts.types import BandCount, BandCounts, Chart
from scorecard.ui.words import NO_BANDS


@dataclass(frozen=True)
class Attention:
    code: str
    name: str
    score: ScoreCell


@dataclass(frozen=True)
class Overview:
    """`complete` is how many of all weighted figures are banded, `reasons` why others are not."""

    complete: str
    reasons: tuple[tuple[str, int], ...]
    domains: Chart
    red_practices: int
    attention: tuple[Attention, ...]
    open_queries: int
    waiting: tuple[tuple[Collection, int], ...]


def overview(commissioner: Commissioner, periods: BandedPeriods, today: dt.date) -> Overview:
    card_run = periods.current
    known = selectors.completeness(card_run)
    return Overview(
        complete=f"{known.banded:,} of {known.expected:,}",
        reasons=tuple((NO_BANDS[reason].word, number) for reason, number in known.reasons),
        domains=_domains(card_run.run.period.name, selectors.bands_by_domain(card_run)),
        red_practices=selectors.red_practices(card_run),
        attention=tuple(
            Attention(
                row.practice.code,
                row.practice.name,
                score_cell(row.score, row.band, row.reds, card_run.version),
            )
            for row in selectors.lowest_scores(card_run)
        ),
        open_queries=selectors.open_queries(commissioner),
        waiting=tuple(selectors.waiting_returns(commissioner, today)),
    )


def _domains(period: str, counts: list[tuple[str, dict[int, int]]]) -> Chart:
    return band_counts(
        BandCounts(
            title=f"Practices by band in each domain, {period}",
            items=tuple(
                BandCount(
                    label=name,
                    green=bands.get(Band.GREEN, 0),
                    amber=bands.get(Band.AMBER, 0),
                    red=bands.get(Band.RED, 0),
                    none=bands.get(Band.NONE, 0),
                )
                for name, bands in counts
            ),
        )
    )
