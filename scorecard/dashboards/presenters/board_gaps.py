"""How far results go with deprivation: the outer fifths, and the slope over all practices."""

from dataclasses import dataclass

import numpy as np

from indicators.definitions import DefinitionData
from indicators.models import Definition
from indicators.selectors.definitions import data_of
from scorecard.calc import inequality
from scorecard.calc.fifths import FIFTHS
from scorecard.calc.rounding import show
from scorecard.calc.telling import FEWEST, MANY
from scorecard.cards.models import CardRun
from scorecard.dashboards.pooled import Column, can_pool, patients_of, pool
from scorecard.dashboards.presenters.network_lines import amount
from scorecard.dashboards.selectors.board import WeightedBands
from scorecard.dashboards.selectors.run_columns import columns_of_run
from scorecard.dashboards.selectors.run_places import RunPlaces

LEAST_PRACTICES = 10  # for a slope to say something, and nothing of one practice


@dataclass(frozen=True)
class Gap:
    """One indicator; `most` and `least` are the fifths at the ends, added up. `slope` is the most
    deprived less the least by a line through all practices, NaN where nothing can be said.
    `worse`: where there is more deprivation; None where it is no more than chance or not judged.
    """

    code: str
    name: str
    most: str
    least: str
    slope: str
    interval: str
    worse: bool | None
    certain: bool
    numbers: tuple[float, float, float, float, float]

    @property
    def words(self) -> str:
        if not self.certain:
            return "No more than chance" if not np.isnan(self.numbers[2]) else "Not known"
        if self.worse is None:
            return "More than chance; nobody judges it"
        return f"{'Worse' if self.worse else 'Better'} where deprivation is greater"


def gaps_of(run: CardRun, places: RunPlaces, weighted: WeightedBands) -> list[Gap]:
    """Definition by definition in the order of the card; empty without fifths."""
    if not places.fifths.source:
        return []
    known = {one.definition_id: one.definition for one in places.held}
    states = dict(zip(weighted.definitions, weighted.states, strict=True))
    asked = {pk: own for pk, own in states.items() if pk in known and _has_gap(known[pk])}
    found = dict(columns_of_run(run, places.practices, asked))
    return [
        _gap(known[pk].code, data_of(known[pk]), found[pk], places) for pk in asked if pk in found
    ]


def _has_gap(definition: Definition) -> bool:
    return definition.kind != "yes_no" and can_pool(data_of(definition))


def _gap(code: str, data: DefinitionData, column: Column, places: RunPlaces) -> Gap:
    fifths = places.fifths.codes.astype(np.intp) - 1
    found = pool(data, column, fifths, FIFTHS)
    # What stands in where there are no counts is one practice's own figure.
    enough = np.where(found.median, found.practices >= MANY, found.added >= FEWEST)
    most, least = (
        float(found.value[one]) if enough[one] else float("nan") for one in (0, FIFTHS - 1)
    )
    values = np.where(column.counted, column.value, np.nan)
    people = patients_of(data, column.counted, column.denominator, places.list_sizes)
    line = inequality.slope(values, places.fifths.values, people)
    told = line.practices >= LEAST_PRACTICES and not np.isnan(line.slope)
    certain = told and line.is_more_than_chance
    return Gap(
        code=code,
        name=data.name,
        most=_words(data, most),
        least=_words(data, least),
        slope=_apart(data, line.slope) if told else "Not known",
        interval=f"{_apart(data, line.lower)} to {_apart(data, line.upper)}" if told else "None",
        worse=_worse(data, line.slope) if certain else None,
        certain=certain,
        numbers=(most, least, line.slope, line.lower, line.upper)
        if told
        else (most, least, *(float("nan"),) * 3),
    )


def _worse(data: DefinitionData, slope: float) -> bool | None:
    if data.polarity == "none":
        return None
    return bool(slope < 0) == (data.polarity == "high")


def _words(data: DefinitionData, value: float) -> str:
    return "Not told" if np.isnan(value) else amount(data, value)


def _apart(data: DefinitionData, value: float) -> str:
    """A difference: its unit stands in the line."""
    return show(value, data.decimals)
