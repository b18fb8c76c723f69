"""Every address x every role, from the table in access_table.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from scorecard.accounts.roles import PERMISSIONS, Role
from tests.architecture.access_table import NOTHING, TABLE
from tests.architecture.addresses import every_address
from tests.architecture.world import EVERY_ROLE, ONE_OF_EACH_KIND, Area, Person, make_area

ADDRESSES = {address.name: address for address in every_address()}
LOGIN = "/account/login/"


def test_every_address_has_a_name_of_its_own():
    names = [address.name for address in every_address()]
    unnamed = [address.route for address in every_address() if not address.name]
    assert not unnamed, f"Name these addresses: {unnamed}"
    assert sorted(names) == sorted(set(names))


def test_every_address_is_in_the_table_and_every_line_has_its_address():
    missing, gone = ADDRESSES.keys() - TABLE.keys(), TABLE.keys() - ADDRESSES.keys()
    assert not missing, f"Add a line to tests/architecture/access_table.py: {sorted(missing)}"
    assert not gone, f"Take out of tests/architecture/access_table.py: {sorted(gone)}"


@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_the_view_says_the_same_as_the_table(name):
    access = getattr(ADDRESSES[name].view, "access", None)
    assert access is not None, f"{name}: put a decorator of practices.access before the view."
    assert access == TABLE[name].access


@dataclass(frozen=True)
class World:
    """Made once for all addresses; `clients` are signed in, but for the visitor's (None)."""

    here: Area
    clients: dict[Person | None, Client]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        here, there = make_area(1, EVERY_ROLE), make_area(2, ONE_OF_EACH_KIND)
        clients: dict[Person | None, Client] = {None: Client()}
        for person in here.people + there.people:
            clients[person] = Client()
            clients[person].force_login(person.user)
        yield World(here, clients)
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ADDRESSES))
def test_every_role_gets_the_answer_of_the_table(name, world):
    answers, expected = {}, {}
    for person, client in world.clients.items():
        answers[str(person or "visitor")] = _answer(name, world.here, person, client)
        expected[str(person or "visitor")] = _expected(name, world.here, person)
    assert answers == expected


def _answer(name: str, here: Area, person: Person | None, client: Client) -> str:
    """allowed, forbidden, not found or sign in."""
    response = client.get(_path(name, here))
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        response = client.post(_path(name, here))
    if response.streaming:
        list(response)  # read to its end, a file closes itself
    if response.status_code == HTTPStatus.FOUND and response["Location"].startswith(LOGIN):
        half = _scope(name) == "public" and not TABLE[name].found
        return "allowed" if half else "sign in"
    if response.status_code == HTTPStatus.FORBIDDEN:
        return "forbidden"
    if response.status_code == HTTPStatus.NOT_FOUND:
        # Behind the guard a page may lack what it shows; before it, the organisation is hidden.
        passed = _scope(name) in ("public", "signed in") or _may(name, here, person)
        return "allowed" if passed and not TABLE[name].found else "not found"
    assert response.status_code < 500 or name == "readyz"
    return "allowed"


def _expected(name: str, here: Area, person: Person | None) -> str:
    scope = _scope(name)
    if person is None:
        return "allowed" if scope == "public" else "sign in"
    if scope in ("public", "signed in"):
        return "allowed"
    if person.place != here.place(scope):
        return "not found"
    return "allowed" if _may(name, here, person) else "forbidden"


def _may(name: str, here: Area, person: Person | None) -> bool:
    access = TABLE[name].access
    return (
        person is not None
        and person.place == here.place(access.scope)
        and access.permission in PERMISSIONS[Role(person.role)]
    )


def _scope(name: str) -> str:
    return TABLE[name].access.scope


def _path(name: str, here: Area) -> str:
    given = {key: NOTHING[kind] for key, kind in ADDRESSES[name].parameters.items()}
    if _scope(name) not in ("public", "signed in"):
        given["code"] = here.place(_scope(name)).code
    return reverse(name, kwargs={**given, **TABLE[name].parameters})
