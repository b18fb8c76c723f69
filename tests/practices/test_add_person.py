"""The first person of an organisation is added from the shell."""

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from practices.models import Membership
from practices.services.organisations import add_commissioner
from scorecard.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def shire():
    at = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
    return add_commissioner(code="X01", name="Shire", by=None, at=at)


def add(**changes):
    out = io.StringIO()
    options = {"name": "Some One", "role": "administrator", "organisation": "x01", **changes}
    call_command("add_person", "one@example.org", stdout=out, **options)
    return out.getvalue()


def test_the_first_administrator_gets_a_link_that_opens(shire, client):
    said = add(site="http://testserver/")
    assert "one@example.org is administrator of Shire." in said
    link = said.split("Choose a password at ")[1].strip()
    assert link.startswith("http://testserver/account/")
    assert client.get(link.removeprefix("http://testserver"), follow=True).status_code == 200
    assert Membership.objects.get().commissioner == shire


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"organisation": "X99"}, "no organisation 'X99'"),
        ({"role": "practice manager"}, "A commissioner has no practice manager. Choose one of"),
    ],
)
def test_what_cannot_be_is_said_and_nobody_is_added(shire, changes, said):
    with pytest.raises(CommandError, match=said):
        add(**changes)
    assert not User.objects.exists()
