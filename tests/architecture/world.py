"""Two areas: in one somebody in every role, in the other one for each kind of place."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from practices.models import Commissioner, Network, Practice
from practices.scoping import Scope
from practices.services import organisations
from practices.services.memberships import add_membership
from scorecard.accounts.models import User
from scorecard.accounts.roles import COMMISSIONER_ROLES, NETWORK_ROLES, PRACTICE_ROLES, Role
from scorecard.accounts.services import add_user

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
START = dt.date(2025, 4, 1)
BY = {"by": None, "at": AT}


@dataclass(frozen=True)
class Person:
    user: User
    role: Role
    place: Scope

    def __str__(self) -> str:
        return f"{self.role} of {self.place}"


@dataclass(frozen=True)
class Area:
    commissioner: Commissioner
    network: Network
    practice: Practice
    people: list[Person]

    def place(self, scope: str) -> Scope:
        return {
            "commissioner": self.commissioner,
            "network": self.network,
            "practice": self.practice,
        }[scope]


EVERY_ROLE = tuple(Role)
ONE_OF_EACH_KIND = (Role.ANALYST, Role.NETWORK_LEAD, Role.PRACTICE_MANAGER)


def make_area(number: int, roles: Collection[Role]) -> Area:
    commissioner = organisations.add_commissioner(code=f"X0{number}", name=f"Area {number}", **BY)
    network = organisations.add_network(
        code=f"N{number}", name=f"Network {number}", commissioner=commissioner, **BY
    )
    practice = organisations.add_practice(code=f"Z0000{number}", name=f"Surgery {number}", **BY)
    organisations.place_in_commissioner(
        practice=practice, commissioner=commissioner, starts_on=START, **BY
    )
    organisations.place_in_network(practice=practice, network=network, starts_on=START, **BY)
    places = ((commissioner, COMMISSIONER_ROLES), (network, NETWORK_ROLES))
    people = [
        _person(role, place, number)
        for place, fitting in (*places, (practice, PRACTICE_ROLES))
        for role in fitting
        if role in roles
    ]
    return Area(commissioner, network, practice, people)


def _person(role: Role, place: Scope, number: int) -> Person:
    email = f"{role.replace(' ', '-')}-{number}@example.org"
    user = add_user(email=email, name=f"{role} {number}", password="x", **BY)
    add_membership(user=user, organisation=place, role=role, starts_on=START, **BY)
    return Person(user, role, place)
