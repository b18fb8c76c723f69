"""The whole demo as plain data, from one seed. Pure: no Django, no clock."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from indicators import catalogue
from indicators.catalogue import Catalogue
from scorecard.demo import (
    answers,
    disputes,
    england,
    figures,
    learning,
    lists,
    people,
    places,
    quarters,
    readers,
    returns,
    second,
    sides,
)
from scorecard.demo.answers import DemoAnswers
from scorecard.demo.disputes import DemoQuery
from scorecard.demo.england import DemoEngland
from scorecard.demo.figures import DemoFigure
from scorecard.demo.learning import DemoCaseStudy
from scorecard.demo.lists import DemoList
from scorecard.demo.people import DemoPerson
from scorecard.demo.places import DemoCommissioner
from scorecard.demo.quarters import Quarter
from scorecard.demo.readers import DemoLook
from scorecard.demo.returns import DemoReturn
from scorecard.demo.sides import DemoSide

SEED = 20080401


@dataclass(frozen=True)
class DemoArea:
    """One commissioner with everything that happened in its area."""

    commissioner: DemoCommissioner
    catalogue: Catalogue
    lists: tuple[DemoList, ...]
    returns: tuple[DemoReturn, ...]
    figures: tuple[DemoFigure, ...]
    queries: tuple[DemoQuery, ...]
    answers: tuple[DemoAnswers, ...]
    beside: tuple[DemoFigure, ...]
    people: tuple[DemoPerson, ...]
    case_studies: tuple[DemoCaseStudy, ...]
    sides: tuple[DemoSide, ...]
    looks: tuple[DemoLook, ...]
    england: tuple[DemoEngland, ...]


@dataclass(frozen=True)
class World:
    quarters: tuple[Quarter, ...]
    areas: tuple[DemoArea, ...]


def generate(
    seed: int = SEED, quarters_count: int = quarters.ALL, practices: int = 40, neighbours: int = 8
) -> World:
    """The demo: 13 quarters, 40 practices in the first area and 8 in the second, unless told.

    At least 3 quarters, 8 practices and 2 neighbours: a few seconds' worth for browser tests.
    """
    chosen = quarters.latest(quarters_count)
    found = (places.westmere(seed, practices, chosen), places.ostwold(seed, neighbours))
    areas = (_area(seed, one, chosen, is_first=one == found[0]) for one in found)
    return World(chosen, tuple(areas))


def digest(world: World) -> str:
    """A fingerprint of everything in `world` but the wording of its catalogues."""
    areas = [asdict(area) | {"catalogue": area.catalogue.name} for area in world.areas]
    plain = json.dumps([asdict(q) for q in world.quarters] + areas, default=str, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()


def _area(
    seed: int, commissioner: DemoCommissioner, chosen: tuple[Quarter, ...], *, is_first: bool
) -> DemoArea:
    """The first area has a self-assessment and a second source; the neighbour makes do without."""
    card = catalogue.load(commissioner.catalogue)
    sizes = lists.make(seed, commissioner, chosen)
    sent = returns.make(seed, commissioner, chosen)
    drawn = figures.make(seed, commissioner, card, chosen, sizes, sent)
    codes = [practice.code for practice in commissioner.practices]
    return DemoArea(
        commissioner=commissioner,
        catalogue=card,
        lists=tuple(sizes.values()),
        returns=tuple(sent.values()),
        figures=drawn,
        queries=disputes.make(drawn, codes, chosen),
        answers=answers.make(seed, commissioner) if is_first else (),
        beside=second.make(seed, drawn, codes, chosen[-2].index) if is_first else (),
        people=people.of(commissioner),
        case_studies=learning.make(codes, chosen) if is_first else (),
        sides=sides.make(codes) if is_first else (),
        looks=readers.make(seed, codes, chosen[-3:-1]),
        england=england.make(seed, card, chosen[-3:-1]),
    )


def counts(world: World) -> dict[str, Any]:
    """How much there is of everything."""
    return {
        "commissioners": len(world.areas),
        "networks": sum(len(area.commissioner.networks) for area in world.areas),
        "practices": sum(len(area.commissioner.practices) for area in world.areas),
        "quarters": len(world.quarters),
        "figures": sum(len(area.figures) for area in world.areas),
        "returns": sum(len(area.returns) for area in world.areas),
        "queries": sum(len(area.queries) for area in world.areas),
        "accounts": sum(len(area.people) for area in world.areas),
    }
