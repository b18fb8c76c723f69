"""The demo's accounts and what they belong to."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction

from practices.scoping import Scope
from practices.services.memberships import add_membership
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user, renew_demo_password
from scorecard.demo import passwords
from scorecard.demo.people import DemoPerson
from scorecard.demo.places import OPENED
from scorecard.demo.selectors import demo_memberships
from scorecard.demo.services.organisations import Places


class Account(NamedTuple):
    """One line of the accounts file."""

    role: str
    organisation: str
    email: str
    password: str


Staff = dict[tuple[str, Role], User]


def add(
    people: tuple[DemoPerson, ...], places: Places, at: dt.datetime
) -> tuple[Staff, list[Account]]:
    """Add the accounts; users by organisation code and role, and their passwords."""
    staff: Staff = {}
    accounts = []
    for person in people:
        password = passwords.draw()
        user = add_user(
            email=person.email,
            name=person.name,
            password=password,
            is_demo=True,
            by=None,
            at=at,
        )
        add_membership(
            user=user,
            organisation=_organisation(person, places),
            role=person.role,
            starts_on=OPENED,
            by=None,
            at=at,
        )
        staff[person.organisation, person.role] = user
        where = _where(person.organisation_name, person.organisation)
        accounts.append(Account(str(person.role), where, person.email, password))
    return staff, accounts


@transaction.atomic
def renew_passwords(at: dt.datetime) -> list[Account]:
    """New passwords for every demo account: the old ones cannot be read back."""
    accounts = []
    for held in demo_memberships():
        password = passwords.draw()
        renew_demo_password(user=held.user, password=password, by=None, at=at)
        where = _where(held.organisation.name, held.organisation.code)
        accounts.append(Account(held.role, where, held.user.email, password))
    return accounts


def _where(name: str, code: str) -> str:
    return f"{name} ({code})"


def _organisation(person: DemoPerson, places: Places) -> Scope:
    if person.kind == "commissioner":
        return places.commissioner
    among = places.networks if person.kind == "network" else places.practices
    return among[person.organisation]
