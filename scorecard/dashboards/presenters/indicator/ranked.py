"""Every practice on the indicator: the ranked chart, and one page of the table that is its twin."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.paginator import Page
from django.utils.safestring import SafeString

from indicators import comparing
from indicators.models import Certainty
from indicators.selectors.verification import Standings, standing_in, standings_of
from scorecard.calc.arrays import steady
from scorecard.calc.types import Band, Comparison, NoBand, Polarity
from scorecard.cards.presenters.certainty import Told, closeness, note_of, told
from scorecard.charts.many import MANY
from scorecard.charts.ranked import ranked_bars
from scorecard.charts.ranked_many import RankedMany, best_first, ranked_many
from scorecard.charts.types import BarItem, Chart, RankedBars
from scorecard.dashboards.presenters.indicator.reading import Reading, paged
from scorecard.dashboards.selectors.indicator_rows import (
    FigureBehind,
    close_practices,
    figures_behind,
)
from scorecard.ui.bands import standing_tag
from scorecard.ui.words import COMPARISONS, Words, band_words


@dataclass(frozen=True)
class PracticeLine:
    """One practice on this indicator; `comparison` is against what the reader chose. `source` is
    the address of where its figure comes from."""

    name: str
    url: str
    words: Words
    certainty: Told
    figure: str
    standing: SafeString
    modelled: bool
    source: str
    interval: str
    comparison: str
    atypical: str


@dataclass(frozen=True)
class RankedView:
    """`note` says what is odd about all figures together. `shown` is how many are in the table."""

    chart: Chart | None
    note: str
    lines: tuple[PracticeLine, ...]
    page: "Page[int]"
    shown: int
    everybody: int
    compared: str
    closeness: Mapping[str, Any]
    certainty_note: str

    @property
    def has_ranges(self) -> bool:
        return any(one.certainty.rank for one in self.lines)


def ranked_view(reading: Reading, today: dt.date, numbers: bool) -> RankedView:
    """`numbers`: whether the reader is told in numbers how certain a band is."""
    asked, run = reading.asked, reading.periods.current.run
    order = _order(reading)
    if asked.only_close:
        close = close_practices(reading.rows.banded)
        order = [at for at in order if int(reading.rows.practices[at]) in close]
    page = paged(order, asked)
    places = list(page)
    held = figures_behind(reading.rows, [int(reading.rows.practices[at]) for at in places])
    certain = _certain(reading, list(held))
    standings = standings_of((one.figure for one in held.values()), today)
    lines = tuple(
        _line(reading, at, held[pk], standings, certain.get(pk), numbers)
        for at in places
        if (pk := int(reading.rows.practices[at])) in held
    )
    return RankedView(
        chart=ranked_chart(reading) if is_drawn(reading) else None,
        note=_note(reading),
        lines=lines,
        page=page,
        shown=len(order),
        everybody=len(reading.rows.names),
        compared=_heading(reading),
        closeness=closeness(run, lines, asked.only_close),
        certainty_note=_uncertain(reading, certain, numbers),
    )


def is_ranked(reading: Reading) -> bool:
    """Ratios of observed to expected rest on different patients each: none is above another."""
    return not comparing.is_standardised(reading.data)


def ranked_chart(reading: Reading) -> Chart:
    """The chart alone; its table is the one below it."""
    if len(reading.rows.names) > MANY:
        return _many(reading)
    rows, data, compared = reading.rows, reading.data, reading.compared
    items = tuple(
        BarItem(
            label=rows.names[at],
            value=_known(rows.value[at]),
            lower=_known(rows.lower[at]),
            upper=_known(rows.upper[at]),
            band=Band(int(rows.bands[at])),
            reason=NoBand(int(rows.states[at])),
            written=reading.figure(at) if rows.has_value[at] else "",
        )
        for at in range(len(rows.names))
    )
    drawn = ranked_bars(
        RankedBars(
            title=_title(reading),
            unit=data.unit,
            decimals=data.decimals,
            polarity=Polarity(data.polarity),
            items=items,
            benchmark=compared.line,
            benchmark_label=compared.name,
            by_name=not is_ranked(reading),
        )
    )
    return Chart(drawn.heading, drawn.summary, drawn.figure, (), ())


def _many(reading: Reading) -> Chart:
    rows, data, compared = reading.rows, reading.data, reading.compared
    return ranked_many(
        RankedMany(
            title=_title(reading),
            unit=data.unit,
            decimals=reading.decimals,
            labels=rows.names,
            values=rows.value,
            lower=rows.lower,
            upper=rows.upper,
            bands=rows.bands,
            polarity=Polarity(data.polarity),
            benchmark=compared.line,
            benchmark_label=compared.name,
            by_name=not is_ranked(reading),
            written=reading.figure,
            line="" if compared.line is None else reading.amount(compared.line),
        ),
        reading.draws,
    )


def _title(reading: Reading) -> str:
    return f"{reading.data.name}: every practice"


def is_drawn(reading: Reading) -> bool:
    return reading.is_number and bool(reading.rows.has_value.any())


def _order(reading: Reading) -> list[int]:
    """Places in the rows: best first with the missing last by name, or all by name."""
    rows = reading.rows
    everybody = list(range(len(rows.names)))
    if reading.asked.order == "name" or not is_ranked(reading) or reading.data.kind == "fact":
        return everybody
    best: list[int] = best_first(rows.value, Polarity(reading.data.polarity)).tolist()
    return [*best, *np.flatnonzero(~rows.has_value).tolist()]


def _heading(reading: Reading) -> str:
    area = not reading.asked.against and reading.data.comparator == "area"
    return "Against the area" if area else "Comparison"


def _uncertain(reading: Reading, found: Mapping[int, Certainty], numbers: bool) -> str:
    """Why nothing is said of certainty; no query where the part says that it was worked out."""
    if reading.rows.banded.part.certain_at is not None:
        return ""
    return note_of(reading.periods.current.run, found, numbers)


def _certain(reading: Reading, practices: Sequence[int]) -> dict[int, Certainty]:
    banded = reading.rows.banded
    found = Certainty.objects.filter(
        part=banded.part_id, definition=banded.definition_id, practice__in=practices
    )
    return {one.practice_id: one for one in found}


def _line(
    reading: Reading,
    at: int,
    held: FigureBehind,
    standings: Standings,
    certain: Certainty | None,
    numbers: bool,
) -> PracticeLine:
    rows, outcome = reading.rows, reading.outcome(at)
    words = band_words(outcome.band, outcome.no_band)
    value = held.text or reading.written(at)
    return PracticeLine(
        name=rows.names[at],
        url=reading.link(at),
        words=words,
        certainty=told(certain, outcome, numbers),
        figure="" if value == words.word else value,
        standing=standing_tag(standing_in(standings, held.figure).kind),
        modelled=held.modelled,
        source=reading.source(held.figure),
        interval=reading.interval(at, "None"),
        comparison=COMPARISONS[Comparison(int(reading.compared.codes[at]))],
        atypical=rows.atypical.get(int(rows.practices[at]), ""),
    )


def _note(reading: Reading) -> str:
    if not reading.is_number:
        return ""
    values = reading.rows.value[reading.rows.has_value]
    if not values.size:
        return "No practice has a figure for this period, so there is nothing to compare."
    if values.size > 1 and len(np.unique(steady(values))) == 1:
        return (
            f"All {values.size} practices with a figure have the same one, so nobody is ranked"
            " above anybody."
        )
    if not is_ranked(reading):
        return (
            "Practices stand in order of name: each figure is observed over expected, and rests on"
            " what is expected of other patients, so none is ranked above another."
        )
    return ""


def _known(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
