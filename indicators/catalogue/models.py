"""A ready-made scorecard as plain data. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from indicators.definitions import DefinitionData


@dataclass(frozen=True)
class CatalogueDomain:
    name: str
    weight: Decimal
    section: str = ""


@dataclass(frozen=True)
class CatalogueItem:
    """An indicator's place on the card and what it says."""

    code: str
    role: str
    domain: str
    weight: Decimal
    data: DefinitionData
    if_missing: str = ""
    public: bool = True


@dataclass(frozen=True)
class CatalogueEligibility:
    """A condition apart from the bands; `indicators` are codes."""

    name: str
    kind: str
    leads_to: str
    at_least: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """`illustrative` says which parts are ours and why, where the source gives no list."""

    name: str
    purpose: str
    source: str
    minimum_coverage: float
    green_from: float
    red_below: float
    domains: tuple[CatalogueDomain, ...]
    items: tuple[CatalogueItem, ...]
    eligibilities: tuple[CatalogueEligibility, ...] = ()
    purposes: tuple[str, ...] = ()
    illustrative: str = ""
    overall_by: str = "score"
    reds_amber_from: int | None = None
    reds_red_from: int | None = None
    band_points: tuple[float, float, float] = (0.0, 1.0, 2.0)
