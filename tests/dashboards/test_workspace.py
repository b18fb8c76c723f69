"""Where somebody arrives after signing in."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from practices.services.memberships import add_membership
from practices.services.organisations import add_commissioner, add_network, add_practice
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
BY = {"by": None, "at": AT}
FIRST_DAY = AT.date()


@pytest.fixture
def user():
    return add_user(email="kim@example.org", name="Kim Example", **BY)


@pytest.fixture
def commissioner():
    return add_commissioner(code="X01", name="Shire", **BY)


@pytest.fixture
def arrive(user):
    client = Client()
    client.force_login(user)
    return lambda: client.get("/workspace/")


def belong(user, organisation, role, starts_on=FIRST_DAY):
    add_membership(user=user, organisation=organisation, role=role, starts_on=starts_on, **BY)


def test_a_stranger_is_asked_to_sign_in():
    assert Client().get("/workspace/")["Location"] == "/account/login/?next=/workspace/"


def test_without_a_membership_there_are_words(arrive):
    page = arrive().content.decode()
    assert "you do not belong to any organisation" in page
    assert "kim@example.org" in page


def test_one_workplace_is_opened_at_once(user, commissioner, arrive):
    belong(user, commissioner, Role.ANALYST)
    assert arrive()["Location"] == "/area/X01/"


def test_two_roles_in_one_place_are_one_workplace(user, commissioner, arrive):
    belong(user, commissioner, Role.ANALYST)
    belong(user, commissioner, Role.ADMINISTRATOR)
    assert arrive()["Location"] == "/area/X01/"


def test_several_workplaces_are_listed_with_their_roles(user, commissioner, arrive):
    network = add_network(code="N01", name="Vale Network", commissioner=commissioner, **BY)
    practice = add_practice(code="Z10001", name="Alder Surgery", **BY)
    belong(user, network, Role.NETWORK_LEAD)
    belong(user, practice, Role.PRACTICE_MANAGER)
    page = arrive().content.decode()
    assert '<a href="/network/N01/">Vale Network</a>' in page
    assert '<a href="/practice/Z10001/">Alder Surgery</a>' in page
    assert "practice manager" in page


def test_a_membership_that_has_not_begun_does_not_count(user, commissioner, arrive):
    belong(user, commissioner, Role.ANALYST, timezone.localdate() + dt.timedelta(days=1))
    assert arrive().status_code == 200


def test_the_front_page_needs_no_account():
    page = Client().get("/").content.decode()
    assert "No results have been published yet." in page
    assert "Sign in" in page
