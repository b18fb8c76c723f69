"""Who signs in to the demo: one account for each role in each organisation. Pure."""

from typing import NamedTuple

from scorecard.accounts.roles import COMMISSIONER_ROLES, NETWORK_ROLES, PRACTICE_ROLES, Role
from scorecard.demo.places import DemoCommissioner


class DemoPerson(NamedTuple):
    """An account. Its name says what it is for; nobody is meant."""

    role: Role
    kind: str
    organisation: str
    organisation_name: str
    email: str
    name: str


def of(commissioner: DemoCommissioner) -> tuple[DemoPerson, ...]:
    """The people of a commissioner, of its networks and of its practices."""
    places: list[tuple[str, str, str, tuple[Role, ...]]] = [
        ("commissioner", commissioner.code, commissioner.name, COMMISSIONER_ROLES)
    ]
    places += [("network", n.code, n.name, NETWORK_ROLES) for n in commissioner.networks]
    places += [("practice", p.code, p.name, PRACTICE_ROLES) for p in commissioner.practices]
    return tuple(
        _person(role, kind, code, name) for kind, code, name, roles in places for role in roles
    )


def _person(role: Role, kind: str, code: str, name: str) -> DemoPerson:
    words = str(role).lower().replace(" ", ".")
    title = str(role)[0].upper() + str(role)[1:]
    return DemoPerson(role, kind, code, name, f"{words}@{code.lower()}.example", f"{title}, {name}")
