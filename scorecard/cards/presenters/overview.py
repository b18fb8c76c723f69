"""The commissioner's first page in words and one chart."""

import datetime as dt
from dataclasses import dataclass

from indicators.models import Collection
from practices.models import Commissioner
from scorecard.calc.rounding import show
from scorecard.calc.types import Band
from scorecard.cards.models import Score
from scorecard.cards.presenters.eligibility import condition_tables
from scorecard.cards.presenters.levels import domain_rule, overall_rule
from scorecard.cards.presenters.movement import Before, before_of, overall_movement
from scorecard.cards.presenters.score_cells import ScoreCell, score_cell
from scorecard.cards.selectors import overview as selectors
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.figures import band_counts
from scorecard.charts.types import BandCount, BandCounts, Chart
from scorecard.charts.words import counted
from scorecard.ui.words import NO_BANDS


@dataclass(frozen=True)
class Attention:
    code: str
    name: str
    score: ScoreCell
    movement: str


@dataclass(frozen=True)
class Overview:
    """`complete` is how many of all weighted figures are banded, `reasons` why others are not."""

    complete: str
    reasons: tuple[tuple[str, int], ...]
    domains: Chart
    red_practices: int
    moves: str
    conditions: tuple[tuple[str, str], ...]
    overall_rule: str
    domain_rule: str
    attention_title: str
    attention: tuple[Attention, ...]
    open_queries: int
    waiting: tuple[tuple[Collection, int], ...]


def overview(commissioner: Commissioner, periods: BandedPeriods, today: dt.date) -> Overview:
    card_run = periods.current
    known = selectors.completeness(card_run)
    before = selectors.overall_scores(periods.previous) if periods.previous else {}
    return Overview(
        complete=f"{known.banded:,} of {known.expected:,}",
        reasons=tuple((NO_BANDS[reason].word, number) for reason, number in known.reasons),
        domains=_domains(card_run.run.period.name, selectors.bands_by_domain(card_run)),
        red_practices=selectors.red_practices(card_run),
        moves=_moves(periods, selectors.overall_scores(card_run), before),
        conditions=tuple(
            (table.condition.name, table.summary) for table in condition_tables(card_run)
        ),
        overall_rule=overall_rule(card_run.version),
        domain_rule=domain_rule(card_run.version),
        attention_title="Lowest overall scores"
        if card_run.version.overall_by == "score"
        else "Practices with the most reds",
        attention=tuple(
            Attention(
                row.practice.code,
                row.practice.name,
                score_cell(row.score, row.band, row.reds, card_run.version),
                overall_movement(card_run.version, row, _before(periods, before, row)),
            )
            for row in selectors.lowest_scores(card_run)
        ),
        open_queries=selectors.open_queries(commissioner),
        waiting=tuple(selectors.waiting_returns(commissioner, today)),
    )


def _before(periods: BandedPeriods, before: dict[int, Score], now: Score) -> Before | None:
    was = before.get(now.practice_id)
    return before_of(periods.previous, [was] if was else [])


def _moves(periods: BandedPeriods, now: dict[int, Score], before: dict[int, Score]) -> str:
    """How many practices changed their band since the period before."""
    pairs = [(one.band, before[pk].band) for pk, one in now.items() if pk in before]
    known = [(band, was) for band, was in pairs if band and was]
    if periods.previous is None or not known:
        return ""
    up, down = sum(band > was for band, was in known), sum(band < was for band, was in known)
    other = periods.previous.version_id != periods.current.version_id
    apart = f" That period was banded by {periods.previous.version}." if other else ""
    return (
        f"Since {periods.previous.run.period.name}, {counted(up, 'practice', 'practices')} moved up"
        f" a level overall, {show(down)} down, and {show(len(known) - up - down)} stayed.{apart}"
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
