"""Users: one for each address; demo accounts only where the demo runs."""

import datetime as dt

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from scorecard.accounts.selectors import user_with
from scorecard.accounts.services import add_user, end_user
from scorecard.audit.models import AuditEvent
from scorecard.config.checks import no_demo_accounts

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
BY = {"by": None, "at": AT}
pytestmark = pytest.mark.django_db


def ana(**changes):
    return add_user(**({"email": "Ana@Example.org ", "name": "Ana", **BY} | changes))


def signed_in(password="right"):
    request = RequestFactory().post("/")
    return authenticate(request, email="ana@example.org", password=password)


def test_an_address_is_kept_in_small_letters_and_found_however_it_is_written():
    assert ana().email == "ana@example.org"
    assert user_with(" ANA@example.ORG").name == "Ana"


def test_an_address_belongs_to_one_person():
    ana()
    with pytest.raises(ValidationError, match="already exists"):
        ana(email="ANA@example.org")


@pytest.mark.parametrize("changes", [{"email": "nobody"}, {"email": ""}, {"name": " "}])
def test_a_bad_address_or_no_name_is_refused(changes):
    with pytest.raises(ValidationError):
        ana(**changes)


def test_without_a_password_nobody_signs_in():
    assert not ana().has_usable_password()
    assert signed_in("") is None


def test_an_ended_user_is_out(client):
    user = ana(password="right")
    assert signed_in() == user
    client.force_login(user)
    end_user(user=user, **BY)
    assert signed_in() is None
    assert client.get("/workspace/").status_code == 302


def test_adding_and_ending_are_on_the_trail():
    end_user(user=ana(), **BY)
    assert [event.action for event in AuditEvent.objects.all()] == ["ended", "added"]


def test_a_demo_account_signs_in_only_where_the_demo_runs(settings):
    ana(password="right", is_demo=True)
    assert signed_in() is not None
    settings.DEMO = False
    assert signed_in() is None


def test_a_demo_account_is_not_made_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(ValidationError, match="SCORECARD_ENV=demo"):
        ana(is_demo=True)


def test_production_refuses_a_database_with_demo_accounts(settings):
    ana(is_demo=True)
    assert no_demo_accounts(None) == []
    settings.DEMO = False
    [error] = no_demo_accounts(None)
    assert error.id == "scorecard.E001"


def test_production_accepts_a_database_without(settings):
    ana()
    settings.DEMO = False
    assert no_demo_accounts(None) == []
