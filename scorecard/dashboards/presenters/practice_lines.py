"""One indicator of one practice as a row of its page, and its row of the spine chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.safestring import SafeString

from indicators.explained import rank_words
from indicators.explaining import decimals_for, short_value, value_words
from indicators.next_level import NextLevel, level_words, next_level
from scorecard.calc.types import Band, NoBand, Polarity
from scorecard.cards.around import MANY, OTHERS, UNKNOWN, AroundOne, adds_up
from scorecard.cards.presenters.certainty import Told, told
from scorecard.charts.types import SpineRow
from scorecard.charts.words import SHORT_UNITS, figure_with_unit
from scorecard.dashboards.presenters.trends import NOTHING, TrendCell, Trends
from scorecard.dashboards.selectors.one_practice import Held
from scorecard.ui.bands import band_tag, standing_tag
from scorecard.ui.words import COMPARISONS

NOT_TOLD = "Not told"
FEW = (
    f"Not told: fewer than {OTHERS} other practices have a figure (a middle value needs {MANY}), so"
    " the area's value would tell of one of them."
)
FEW_SPREAD = f"Where fewer than {MANY} practices have a figure, their spread is not drawn either."


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator in words and small drawings; empty where there is nothing to say.

    `figure` goes without a long `unit`, and is empty where the band's own words say why there is
    none; `value` has both. `level` says how far the next one is, where levels were agreed;
    `origin` whose figure it is, and of when.
    """

    code: str
    name: str
    href: str
    source: str
    value: str
    figure: str
    unit: str
    interval: str
    band: SafeString
    standing: SafeString
    modelled: bool
    certainty: Told
    next: NextLevel | None
    level: str
    comparison: str
    rank: str
    area: str
    england: str
    similar: str
    trend: TrendCell
    origin: str


@dataclass(frozen=True, slots=True)
class Links:
    """Where a line leads: the addresses before an indicator's code and a figure's id.

    `query` goes on with the period; `source` is empty where the reader has no such page.
    """

    result: str
    source: str
    query: str

    def of(self, held: Held) -> str:
        return f"{self.result}{quote(held.code)}/{self.query}"

    def figure(self, pk: int | None) -> str:
        return f"{self.source}{pk}/" if self.source and pk else ""


def line_of(held: Held, links: Links, numbers: bool, trends: Trends, row: SpineRow) -> Line:
    data, outcome = held.data, held.outcome
    figure, value = _written(held, row)
    found = next_level(data, outcome)
    return Line(
        code=held.code,
        name=data.name,
        href=links.of(held),
        source=links.figure(held.figure_id),
        value=value,
        figure=figure,
        unit="" if data.unit in SHORT_UNITS or outcome.value is None else data.unit,
        interval=_interval(held),
        band=band_tag(outcome.band, outcome.no_band),
        standing=standing_tag(held.standing.kind),
        modelled=outcome.modelled,
        certainty=told(held.certainty, outcome, numbers),
        next=found,
        level=level_words(data, found),
        comparison=COMPARISONS[outcome.comparison],  # type: ignore[index]
        rank=rank_words(outcome),
        area=NOT_TOLD if is_hidden(held, row) else _amount(row, row.middle),
        england=_amount(row, row.england),
        similar=_amount(row, row.similar),
        trend=trends.cells.get(held.indicator_id, NOTHING),
        origin=", ".join(filter(None, (data.source, held.period))),
    )


def spine_row(held: Held, around: AroundOne) -> SpineRow:
    """The practice on one indicator beside all others.

    Where the indicator is compared with one of them in its banding, that is the value shown; the
    area's not where too few stand behind it.
    """
    data, outcome = held.data, held.outcome
    spread = around.spreads.get(held.definition_id, UNKNOWN)
    own = {data.comparator: outcome.benchmark} if outcome.benchmark is not None else {}
    if spread.area is None and adds_up(data):
        own.pop("area", None)
    return SpineRow(
        label=data.name,
        unit=data.unit,
        decimals=decimals_for(data, outcome),
        polarity=Polarity(data.polarity),
        value=outcome.value,
        lower=outcome.lower,
        upper=outcome.upper,
        band=Band(outcome.band),
        reason=NoBand(outcome.no_band),
        middle=own.get("area", spread.area),
        lowest=spread.lowest,
        quarter=spread.quarter,
        three_quarters=spread.three_quarters,
        highest=spread.highest,
        england=own.get("england", held.england),
        similar=own.get("similar", around.similar.get(held.definition_id)),
    )


def is_hidden(held: Held, row: SpineRow) -> bool:
    """Whether there is an area to stand beside, of which too few have a figure to tell it."""
    return row.value is not None and row.middle is None and adds_up(held.data)


def hidden_words(held: Sequence[Held], rows: Mapping[str, SpineRow]) -> str:
    """What "not told" and a missing bar mean, where there are any among these; else empty."""
    shown = [(one, rows[one.code]) for one in held if rows[one.code].value is not None]
    said = [FEW] if any(is_hidden(*one) for one in shown) else []
    if any(row.middle is not None and row.lowest is None for _, row in shown):
        said.append(FEW_SPREAD)
    return " ".join(said)


def _written(held: Held, row: SpineRow) -> tuple[str, str]:
    """The figure without a long unit, and in full."""
    data, outcome = held.data, held.outcome
    if row.value is None or data.kind in ("fact", "yes_no"):
        return short_value(data, outcome), value_words(data, outcome)
    short = _amount(row, row.value)
    return short, short if data.unit in SHORT_UNITS else f"{short} {data.unit}".rstrip()


def _interval(held: Held) -> str:
    low, high = held.outcome.lower, held.outcome.upper
    if low is None or high is None:
        return ""
    return f"{_short(held, low)} to {_short(held, high)}"


def _short(held: Held, value: float) -> str:
    unit = held.data.unit if held.data.unit in SHORT_UNITS else ""
    return figure_with_unit(value, unit, held.data.decimals)


def _amount(row: SpineRow, value: float | None) -> str:
    """A value to compare with; its unit stands beside the figure already where it is long."""
    unit = row.unit if row.unit in SHORT_UNITS else ""
    return "" if value is None else figure_with_unit(value, unit, row.decimals)
