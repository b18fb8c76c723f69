"""The organisations of the demo: two commissioners, their networks and practices. Pure.

Codes have the shape of real ones and cannot be one: no ODS practice code begins with X.
"""

import datetime as dt
from dataclasses import dataclass, replace

from scorecard.demo import names
from scorecard.demo.draws import stream
from scorecard.demo.quarters import Quarter

OPENED = dt.date(2001, 4, 1)


@dataclass(frozen=True)
class DemoNetwork:
    code: str
    name: str


@dataclass(frozen=True)
class DemoPractice:
    """A practice with what shapes its figures.

    `patients` is its list at the start; `deprivation` a score (5 to 60, higher is more deprived);
    `character` how well it does for its circumstances, in standard deviations.
    """

    code: str
    name: str
    postcode: str
    contract_type: str
    network: str
    patients: int
    deprivation: float
    character: float
    opened_on: dt.date = OPENED
    closed_on: dt.date | None = None
    successor: str = ""
    atypical: str = ""

    def is_open_in(self, quarter: Quarter) -> bool:
        closed = self.closed_on is not None and self.closed_on <= quarter.starts_on
        return self.opened_on <= quarter.starts_on and not closed


@dataclass(frozen=True)
class DemoCommissioner:
    code: str
    name: str
    catalogue: str
    networks: tuple[DemoNetwork, ...]
    practices: tuple[DemoPractice, ...]

    def practice(self, code: str) -> DemoPractice:
        return next(practice for practice in self.practices if practice.code == code)


# Positions, within the first commissioner, of the practices that are unlike the others.
CLOSED, MERGED, SUCCESSOR, SMALL, EMPTY, HOMELESS = 5, 6, 1, 3, 7, 4
SMALLEST_DEMO = 8


def westmere(seed: int, count: int, quarters: tuple[Quarter, ...]) -> DemoCommissioner:
    """The commissioner with the odd practices; `count` of them in five networks."""
    if not SMALLEST_DEMO <= count <= 40:
        raise ValueError(f"The first commissioner has {SMALLEST_DEMO} to 40 practices.")
    networks = _networks("Westmere", 1)
    practices = [_practice(seed, number, networks) for number in range(count)]
    _make_odd(practices, quarters)
    return DemoCommissioner("XD1", "Westmere", "demo", networks, tuple(practices))


def ostwold(seed: int, count: int) -> DemoCommissioner:
    """The neighbour, so that one can see that neither sees the other."""
    if not 2 <= count <= 8:
        raise ValueError("The second commissioner has 2 to 8 practices.")
    networks = _networks("Ostwold", 6)
    practices = tuple(_practice(seed, 40 + number, networks) for number in range(count))
    return DemoCommissioner("XD2", "Ostwold", "demo-neighbour", networks, practices)


def _networks(area: str, first: int) -> tuple[DemoNetwork, ...]:
    return tuple(
        DemoNetwork(f"XN{number:03}", f"{name} Network")
        for number, name in enumerate(names.NETWORKS[area], start=first)
    )


def _practice(seed: int, number: int, networks: tuple[DemoNetwork, ...]) -> DemoPractice:
    draw = stream(seed, "practice", number)
    place = number % len(networks)
    # Neighbours share their circumstances: the first network is the most deprived.
    centre = 40 - 26 * place / max(1, len(networks) - 1)
    return DemoPractice(
        code=f"X{90001 + number}",
        name=names.practice(number),
        postcode=names.postcode(number),
        contract_type=str(draw.choice(["GMS", "GMS", "GMS", "PMS", "APMS"])),
        network=networks[place].code,
        patients=min(14000, int(round(6400 * float(draw.lognormal(0, 0.42)), -1))),
        deprivation=round(min(60.0, max(5.0, centre + float(draw.normal(0, 6)))), 1),
        character=round(float(draw.normal()), 3),
    )


def _make_odd(practices: list[DemoPractice], quarters: tuple[Quarter, ...]) -> None:
    middle, later = (quarters[max(1, len(quarters) * n // 10)] for n in (5, 7))
    changes: dict[int, dict[str, object]] = {
        CLOSED: {"closed_on": middle.starts_on},
        MERGED: {"closed_on": later.starts_on, "successor": practices[SUCCESSOR].code},
        SMALL: {"patients": 600},
        EMPTY: {"patients": 0, "name": "Velvet Quay Surgery (no patients yet)"},
        HOMELESS: {
            "name": "Lamplight House Health Centre",
            "patients": 1240,
            "deprivation": 58.0,
            "contract_type": "APMS",
            "atypical": "serves homeless people",
        },
    }
    for position, change in changes.items():
        practices[position] = replace(practices[position], **change)  # type: ignore[arg-type]
    merged = practices[MERGED]
    practices[MERGED] = replace(merged, network=practices[SUCCESSOR].network)
