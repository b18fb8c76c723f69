"""The charts of one indicator that several rooms draw: every practice, one through the periods."""

from collections.abc import Callable, Sequence

import numpy as np

from indicators.baselines import begin_at, read
from indicators.comparing import OF_EACH
from indicators.explaining import Outcome, decimals_for
from indicators.models import Definition, Result
from indicators.periods import stand_apart
from indicators.selectors.definitions import data_of
from practices.models import Practice
from scorecard.calc.trend import POINTS, chi_square_trend
from scorecard.calc.types import Band, NoBand, Polarity, Sampling, Trend
from scorecard.cards.models import CardRun
from scorecard.cards.presenters.axis import short_name
from scorecard.charts.control import Controlled, Series, controlled
from scorecard.charts.figures import ranked_bars, trend_line
from scorecard.charts.types import BarItem, Chart, RankedBars, TrendLine, TrendPoint

Link = Callable[[str], str]


def trend_chart(
    definition: Definition, history: Sequence[tuple[CardRun, Result]], who: str
) -> Chart:
    """One practice through the periods; a change of definition is marked where it happened."""
    points = []
    number = None
    begun = _begun(history)
    control = _control(definition, history, begun)
    for at, (card_run, result) in enumerate(history):
        changed = number is not None and result.definition.number != number
        number = result.definition.number
        points.append(
            TrendPoint(
                label=short_name(card_run.run.period),
                value=result.value,
                lower=result.lower,
                upper=result.upper,
                band=Band(result.band),
                note=_note(changed, begun.get(at)),
                reason=NoBand(result.no_band),
                control=control.points[at],
            )
        )
    return trend_line(
        TrendLine(
            title=f"{definition.name}: {who} through the periods",
            unit=definition.unit,
            decimals=definition.decimals,
            points=tuple(points),
            trend=_trend(definition, history[-POINTS:]),
            no_control=control.why_none,
        )
    )


def _begun(history: Sequence[tuple[CardRun, Result]]) -> dict[int, str]:
    """By place, why a new baseline begins there: every result of a series has all of them."""
    stored = history[-1][1].begun if history else ()  # type: ignore[attr-defined]
    return begin_at(read(stored), [card_run.run.period for card_run, _ in history])


def _note(changed: bool, reason: str | None) -> str:
    said = ("new definition" if changed else "", f"new baseline: {reason}" if reason else "")
    return "; ".join(one for one in said if one)


def _control(
    definition: Definition, history: Sequence[tuple[CardRun, Result]], begun: dict[int, str]
) -> Controlled:
    """Which periods stand out by the practice's own past, where there are enough of them."""
    apart = stand_apart(definition.period_type, [card_run.run.period for card_run, _ in history])
    values = tuple(result.value for _, result in history)
    same = tuple(result.definition_id for _, result in history)
    apart = apart and not definition.valid_for_months
    (found,) = controlled([Series(values, same, apart, tuple(begun))])
    return found


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
