"""One indicator: all practices side by side, what it measures and how it is banded."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.http import Http404
from django.urls import reverse

from indicators import legends, rules
from indicators.comparing import OF_EACH
from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, decimals_for
from indicators.models import Certainty, Definition, Result
from indicators.periods import stand_apart
from indicators.selectors.certainty import certainties_of
from indicators.selectors.definitions import data_of, latest_definition
from indicators.selectors.results import outcome_of, results_of
from indicators.selectors.verification import Standings, standing_in, standings_of
from practices.models import Commissioner, Practice
from practices.selectors import atypical_on
from scorecard.calc.arrays import steady
from scorecard.calc.trend import POINTS, chi_square_trend
from scorecard.calc.types import Band, NoBand, Polarity, Sampling, Trend
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.axis import short_name
from scorecard.cards.presenters.certainty import closeness, note_of, told
from scorecard.cards.presenters.national import area_twice, two_englands
from scorecard.cards.presenters.practice import ResultLine, result_line
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.charts.figures import ranked_bars, trend_line
from scorecard.charts.types import BarItem, Chart, RankedBars, TrendLine, TrendPoint

Link = Callable[[str], str]


@dataclass(frozen=True)
class PracticeLine:
    """One practice on this indicator."""

    code: str
    name: str
    url: str
    line: ResultLine
    figure_id: int | None
    atypical: str


@dataclass(frozen=True)
class IndicatorResults:
    """`note` says what is odd about all figures together: none, or all the same."""

    legend: str
    benchmark: str
    is_comparison: bool
    note: str
    chart: Chart | None
    lines: tuple[PracticeLine, ...]

    @property
    def close(self) -> tuple[PracticeLine, ...]:
        return tuple(one for one in self.lines if one.line.certainty.too_close)

    @property
    def has_ranges(self) -> bool:
        return any(one.line.certainty.rank for one in self.lines)


def indicator_results(
    definition: Definition,
    results: Sequence[Result],
    link: Link,
    standings: Standings,
    certain: Mapping[int, Certainty],
    numbers: bool,
    atypical: Mapping[int, str],
) -> IndicatorResults:
    """`results` of all practices on this definition; `link` gives the address of one's page.

    `certain` is by practice; `numbers` as in `presenters.certainty`; `atypical` by practice id
    why it is not ranked.
    """
    data = data_of(definition)
    rows = [(result.practice, outcome_of(result)) for result in results]
    lines = tuple(
        PracticeLine(
            practice.code,
            practice.name,
            link(practice.code),
            result_line(
                definition,
                outcome,
                standing_in(standings, result.figure_id),
                told(certain.get(practice.pk), outcome, numbers),
            ),
            result.figure_id,
            atypical.get(practice.pk, ""),
        )
        for (practice, outcome), result in zip(rows, results, strict=True)
    )
    drawn = data.kind not in ("fact", "yes_no") and any(one.value is not None for _, one in rows)
    return IndicatorResults(
        legend=legends.legend(data, rows[0][1].period_levels if rows else None),
        benchmark=rows[0][1].benchmark_name if rows else "",
        is_comparison=rules.is_comparison(data.rule),
        note=_note(data, [outcome for _, outcome in rows]),
        chart=bars(definition, rows, link) if drawn else None,
        lines=lines,
    )


def _note(data: DefinitionData, outcomes: Sequence[Outcome]) -> str:
    if data.kind in ("fact", "yes_no"):
        return ""
    values = [one.value for one in outcomes if one.value is not None]
    if not values:
        return "No practice has a figure for this period, so there is nothing to compare."
    same = len(values) > 1 and len(np.unique(steady(values))) == 1
    if not same:
        return ""
    return (
        f"All {len(values)} practices with a figure have the same one, so nobody is ranked above"
        " anybody."
    )


def trend_chart(
    definition: Definition, history: Sequence[tuple[CardRun, Result]], who: str
) -> Chart:
    """One practice through the periods; a change of definition is marked where it happened."""
    points = []
    number = None
    for card_run, result in history:
        changed = number is not None and result.definition.number != number
        number = result.definition.number
        points.append(
            TrendPoint(
                label=short_name(card_run.run.period),
                value=result.value,
                lower=result.lower,
                upper=result.upper,
                band=Band(result.band),
                note="new definition" if changed else "",
                reason=NoBand(result.no_band),
            )
        )
    return trend_line(
        TrendLine(
            title=f"{definition.name}: {who} through the periods",
            unit=definition.unit,
            decimals=definition.decimals,
            points=tuple(points),
            trend=_trend(definition, history[-POINTS:]),
        )
    )


def _trend(definition: Definition, history: Sequence[tuple[CardRun, Result]]) -> Trend:
    """Of the last five figures, where the definition is the same and no figure stands twice.

    None where practices scatter more than chance: the test would take that scatter for a trend.
    """
    last = [result for _, result in history]
    unchanged = all(result.definition_id == definition.pk for result in last)
    apart = stand_apart(definition.period_type, [card_run.run.period for card_run, _ in history])
    if definition.valid_for_months or not unchanged or not apart or definition.over_dispersed:
        return Trend.NOT_COMPUTED
    numerators, denominators = (
        [np.nan if number is None else number for number in numbers]
        for numbers in zip(*((one.numerator, one.denominator) for one in last), strict=True)
    )
    found = chi_square_trend(
        numerators,
        denominators,
        sampling=Sampling(definition.sampling),
        polarity=Polarity(definition.polarity),
    )
    return Trend(int(found.judged))


def bars(definition: Definition, rows: Sequence[tuple[Practice, Outcome]], link: Link) -> Chart:
    """Every practice in one ranked chart; `link` gives the address of one's page, or ""."""
    # One line for all cannot show what differs from practice to practice.
    first = rows[0][1] if rows and definition.comparator not in OF_EACH else None
    return ranked_bars(
        RankedBars(
            title=f"{definition.name}: every practice",
            unit=definition.unit,
            decimals=max((decimals_for(data_of(definition), one) for _, one in rows), default=0),
            polarity=Polarity(definition.polarity),
            items=tuple(
                BarItem(
                    label=practice.name,
                    value=outcome.value,
                    lower=outcome.lower,
                    upper=outcome.upper,
                    band=Band(outcome.band),
                    url=link(practice.code),
                    reason=NoBand(outcome.no_band),
                )
                for practice, outcome in rows
            ),
            benchmark=first.benchmark if first else None,
            benchmark_label=first.benchmark_name if first else "",
        )
    )


def indicator_context(
    commissioner: Commissioner,
    periods: BandedPeriods | None,
    code: str,
    today: dt.date,
    *,
    numbers: bool,
    only_close: bool,
) -> dict[str, Any]:
    """What the page of an indicator's results shows. Raises Http404 for an unknown indicator.

    `only_close` leaves in the table whose band is too close to call.
    """
    definition = latest_definition(commissioner, code)
    if definition is None:
        raise Http404(f"{commissioner} has no indicator {code}.")
    context: dict[str, Any] = {"definition": definition, "periods": periods, "results": None}
    if periods is None:
        return context
    period = periods.current.run.period
    found = results_of(periods.current.run).filter(definition__indicator=definition.indicator_id)
    results = list(found)
    if not results:
        return context

    def link(practice: str) -> str:
        address = reverse("area-result", args=[commissioner.code, practice, code])
        return f"{address}?period={period.code}"

    banded = results[0].definition
    standings = standings_of((result.figure_id for result in results), today)
    run = periods.current.run
    rows = {at: one for (at, _), one in certainties_of(run, definition=banded).items()}
    atypical = atypical_on([result.practice_id for result in results], period.ends_on)
    shown = indicator_results(banded, results, link, standings, rows, numbers, atypical)
    lines = shown.close if only_close else shown.lines
    return {
        **context,
        **closeness(run, lines, only_close),
        "definition": banded,
        "england": two_englands(banded, periods.current, results),
        "area_values": area_twice(banded, periods.current, results),
        "results": shown,
        "lines": lines,
        "certainty_note": note_of(run, rows, numbers),
    }
