"""The demo's organisations, and the days on which practices close."""

import datetime as dt
from dataclasses import dataclass

from practices.models import Commissioner, Network, Practice
from practices.services import organisations
from scorecard.demo.places import OPENED, DemoCommissioner, DemoPractice
from scorecard.demo.quarters import Quarter
from scorecard.demo.returns import moment


@dataclass(frozen=True)
class Places:
    """What was written for one commissioner; networks and practices by code."""

    commissioner: Commissioner
    networks: dict[str, Network]
    practices: dict[str, Practice]


def add(demo: DemoCommissioner, at: dt.datetime) -> Places:
    """Add a commissioner, its networks and its practices, all open."""
    commissioner = organisations.add_commissioner(code=demo.code, name=demo.name, by=None, at=at)
    networks = {
        network.code: organisations.add_network(
            code=network.code, name=network.name, commissioner=commissioner, by=None, at=at
        )
        for network in demo.networks
    }
    places = Places(commissioner, networks, {})
    for practice in demo.practices:
        places.practices[practice.code] = _add_practice(practice, places, at)
    return places


def _add_practice(demo: DemoPractice, places: Places, at: dt.datetime) -> Practice:
    practice = organisations.add_practice(
        code=demo.code,
        name=demo.name,
        postcode=demo.postcode,
        contract_type=demo.contract_type,
        opened_on=demo.opened_on,
        atypical=demo.atypical,
        by=None,
        at=at,
    )
    organisations.place_in_commissioner(
        practice=practice,
        commissioner=places.commissioner,
        starts_on=OPENED,
        by=None,
        at=at,
    )
    organisations.place_in_network(
        practice=practice,
        network=places.networks[demo.network],
        starts_on=OPENED,
        by=None,
        at=at,
    )
    return practice


def close_due(demo: DemoCommissioner, places: Places, quarter: Quarter) -> None:
    """Close the practices whose last day was the one before this quarter."""
    for practice in demo.practices:
        if practice.closed_on == quarter.starts_on:
            organisations.close_practice(
                practice=places.practices[practice.code],
                closed_on=practice.closed_on,
                successor=places.practices.get(practice.successor),
                by=None,
                at=moment(quarter.starts_on, 8),
            )
