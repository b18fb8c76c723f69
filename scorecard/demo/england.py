"""England's value of what national sources count, for the quarters that are released. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from indicators.catalogue import Catalogue, CatalogueItem
from scorecard.demo.draws import stream
from scorecard.demo.quarters import Quarter
from scorecard.demo.shapes import SHAPES, Way

SOURCE = "Invented value of England"
APART = 0.03  # how far England lies from what is typical here, as a part of it


class DemoEngland(NamedTuple):
    """In the unit of the indicator."""

    indicator: str
    quarter: int
    value: float


def make(seed: int, catalogue: Catalogue, quarters: Sequence[Quarter]) -> tuple[DemoEngland, ...]:
    items = [
        item
        for item in catalogue.items
        if item.data.supplied_by == "national" and _way(item) not in (None, Way.YES_NO)
    ]
    return tuple(
        DemoEngland(item.code, quarter.index, _value(seed, item, quarter))
        for quarter in quarters
        for item in items
    )


def _way(item: CatalogueItem) -> Way | None:
    shape = SHAPES.get(item.code)
    return shape.way if shape else None


def _value(seed: int, item: CatalogueItem, quarter: Quarter) -> float:
    shape = SHAPES[item.code]
    typical = shape.level * (1.0 if shape.way is Way.MEAN else item.data.multiplier)
    apart = float(stream(seed, "England", item.code, quarter.code).normal(0, APART))
    return round(typical * (1 + max(-0.05, min(apart, 0.05))), item.data.decimals)
