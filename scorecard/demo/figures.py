"""The figures: drawn from each indicator's shape, and missing in every way figures can be. Pure."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from indicators.catalogue import Catalogue, CatalogueItem
from scorecard.demo import facts
from scorecard.demo.draws import stream
from scorecard.demo.lists import DemoList, Lists
from scorecard.demo.places import DemoCommissioner, DemoPractice
from scorecard.demo.quarters import MADE_ON, Quarter
from scorecard.demo.returns import Returns
from scorecard.demo.shapes import HOMELESS, HOMELESS_WITHOUT, SHAPES, Shape, Way

BLANK, ABSENT = 0.015, 0.007
# The survey is yearly, the deprivation score is made once.
YEARLY_IN_Q2 = "ACC01"
ONCE = "CON01"
# The hospital source published nothing for this quarter.
GAP = ("ACC04", "2024-25-Q3")
# Their telephone systems could not count calls until they were replaced.
OLD_TELEPHONES = ("X90003", "X90013")
# The national count of appointments says that it holds none for these, now and then.
NOT_SAMPLED = ("X90009", "X90018", "X90021")
SUPPRESSED_UP_TO = {"VFM02": 7}
# Patients left out for each who is counted, by reason; "not said" is how often nobody says.
LEFT_OUT = {"unsuitable": 0.02, "declined": 0.03, "no_response": 0.035, "new": 0.008}
NOT_SAID = 0.04


class DemoFigure(NamedTuple):
    """One figure; `supplied_by` says whether it came in the practice's return."""

    practice: str
    indicator: str
    quarter: int
    supplied_by: str
    state: str = "present"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    spread: float | None = None
    text: str = ""
    adjustments: dict[str, int] | None = None


def make(
    seed: int,
    commissioner: DemoCommissioner,
    catalogue: Catalogue,
    quarters: tuple[Quarter, ...],
    lists: Lists,
    returns: Returns,
) -> tuple[DemoFigure, ...]:
    """Every figure of a commissioner, by quarter, practice and indicator."""
    return tuple(
        figure
        for quarter in quarters
        for practice in commissioner.practices
        if (size := lists.get((practice.code, quarter.index))) is not None
        for item in catalogue.items
        if is_due(item, quarter)
        for figure in _one(
            seed, item, practice, quarter, size, (practice.code, quarter.index) in returns
        )
    )


def is_due(item: CatalogueItem, quarter: Quarter) -> bool:
    """Whether the indicator is made for this quarter at all: some are yearly, one is made once."""
    if item.code == ONCE:
        return quarter.index == 0
    if item.code == YEARLY_IN_Q2:
        return quarter.index == 0 or quarter.code.endswith("Q2")
    if item.role == "fact":
        return quarter.index == 0 or quarter.is_first_of_year
    return True


def _one(
    seed: int,
    item: CatalogueItem,
    practice: DemoPractice,
    quarter: Quarter,
    size: DemoList,
    returned: bool,
) -> Iterator[DemoFigure]:
    draw = stream(seed, item.code, practice.code, quarter.code)
    luck = float(draw.random())
    by_practice = item.data.supplied_by == "practice"
    if by_practice and not returned and quarter.has_returns:
        return
    if by_practice and luck < BLANK and item.role != "fact":
        return
    if not by_practice and (luck < ABSENT or (item.code, quarter.code) == GAP):
        return
    blank = DemoFigure(practice.code, item.code, quarter.index, item.data.supplied_by)
    state = _state(item, practice, quarter)
    if state != "present":
        yield blank._replace(state=state)
    elif item.role == "fact":
        words = facts.text(seed, item.code, practice.code, practice.deprivation)
        yield blank._replace(text=words)
    elif item.code == ONCE:
        yield blank._replace(value=practice.deprivation)
    else:
        drawn = _drawn(seed, draw, blank, practice, quarter, size)
        if item.data.adjustments:
            drawn = _with_those_left_out(seed, drawn, quarter)
        yield _hidden_when_small(drawn)


def _state(item: CatalogueItem, practice: DemoPractice, quarter: Quarter) -> str:
    nobody_there = not practice.patients and item.data.supplied_by == "practice"
    not_for_homeless = practice.atypical and item.code in HOMELESS_WITHOUT
    if (nobody_there and item.role != "fact") or not_for_homeless:
        return "not_applicable"
    if item.code == "ACC03" and practice.code in OLD_TELEPHONES and quarter.code < "2025-26":
        return "not_applicable"
    if item.code == "CAP04" and practice.code in NOT_SAMPLED and quarter.index % 5 == 1:
        return "no_data"
    return "present"


def _with_those_left_out(seed: int, figure: DemoFigure, quarter: Quarter) -> DemoFigure:
    """Each practice leaves out more or fewer, as long as it is drawn at all."""
    if not figure.denominator:
        return figure
    habit = stream(seed, "left out", figure.indicator, figure.practice).uniform(0.5, 1.6)
    draw = stream(seed, "left out", figure.indicator, figure.practice, quarter.code)
    if draw.random() < NOT_SAID:
        return figure
    people = int(figure.denominator)
    counts = {reason: int(draw.binomial(people, habit * one)) for reason, one in LEFT_OUT.items()}
    return figure._replace(adjustments=counts)


def _hidden_when_small(figure: DemoFigure) -> DemoFigure:
    most = SUPPRESSED_UP_TO.get(figure.indicator, 0)
    if figure.numerator is not None and 0 < figure.numerator <= most:
        return figure._replace(state="suppressed", numerator=None, denominator=None)
    return figure


def _drawn(
    seed: int,
    draw: np.random.Generator,
    blank: DemoFigure,
    practice: DemoPractice,
    quarter: Quarter,
    size: DemoList,
) -> DemoFigure:
    shape = SHAPES[blank.indicator]
    move = _effect(seed, draw, blank.indicator, practice, quarter)
    base = size.weighted if shape.weighted else float(size.registered)
    if shape.way is Way.SHARE:
        people = round(size.registered * shape.base)
        share = round(_logistic(_logit(shape.level) + move), 6)
        return blank._replace(numerator=float(draw.binomial(people, share)), denominator=people)
    if shape.way is Way.YES_NO:
        return blank._replace(value=float(_logit(shape.level) + move > 0))
    level = shape.level * math.exp(move)
    if shape.way is Way.MEAN:
        return _sample(draw, blank, shape, level, size.registered)
    if shape.way is Way.EVENTS:
        events = float(draw.poisson(round(level * base, 3)))
        return blank._replace(numerator=events, denominator=base)
    return blank._replace(numerator=round(level * base, shape.decimals), denominator=base)


def _sample(
    draw: np.random.Generator, blank: DemoFigure, shape: Shape, level: float, patients: int
) -> DemoFigure:
    people = max(4, round(patients * shape.base))
    mean = round(level + float(draw.normal(0, shape.spread)) / math.sqrt(people), 2)
    spread = round(shape.spread * math.exp(float(draw.normal(0, 0.1))), 2)
    return blank._replace(value=mean, denominator=float(people), spread=spread)


def _effect(
    seed: int, draw: np.random.Generator, code: str, practice: DemoPractice, quarter: Quarter
) -> float:
    """How far this practice is from the level in this quarter, on the scale of the shape."""
    shape = SHAPES[code]
    doubling = math.log2(max(practice.patients, 400) / 8200)
    years = (quarter.span.ends_on - MADE_ON).days / 365.25
    lasting = float(stream(seed, "own", code, practice.code).normal(0, shape.own))
    return (
        shape.deprivation * (practice.deprivation - 27) / 13
        + shape.size * doubling
        + shape.character * practice.character
        + shape.trend * years
        + lasting
        + float(draw.normal(0, shape.noise))
        + (HOMELESS.get(code, 0.0) if practice.atypical else 0.0)
    )


def _logit(share: float) -> float:
    return math.log(share / (1 - share))


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
