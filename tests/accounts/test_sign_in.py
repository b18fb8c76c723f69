"""Signing in: what is there, what is left out, and what is said."""

import datetime as dt

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from scorecard.accounts.services import add_user

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
PASSWORD = "a-long-enough-pass-phrase"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def user():
    return add_user(email="kim@example.org", name="Kim Example", password=PASSWORD, by=None, at=AT)


def sign_in(client: Client, password: str = PASSWORD):
    return client.post("/account/login/", {"login": "kim@example.org", "password": password})


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def test_the_right_password_leads_to_the_workplaces(user):
    assert sign_in(Client())["Location"] == "/workspace/"


@pytest.mark.parametrize("address", ["kim@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_sound_the_same(user, address):
    page = Client().post("/account/login/", {"login": address, "password": "wrong"})
    assert "The e-mail address or the password is wrong. Check both" in page.content.decode()


def test_an_empty_form_asks_for_both(user):
    page = Client().post("/account/login/", {}).content.decode()
    assert "Enter e-mail address" in page and "Enter password" in page


def test_with_an_app_the_password_alone_is_not_enough(user):
    TOTP.activate(user, SECRET)
    client = Client()
    assert sign_in(client)["Location"] == "/account/2fa/authenticate/"
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "The code is wrong or too old" in wrong
    assert client.get("/workspace/").status_code == 302
    right = client.post("/account/2fa/authenticate/", {"code": code_now()})
    assert right["Location"] == "/workspace/"


def test_a_recovery_code_works_once(user):
    TOTP.activate(user, SECRET)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (302, 200):
        client = Client()
        sign_in(client)
        answer = client.post("/account/2fa/authenticate/", {"code": code})
        assert answer.status_code == expected


def test_the_link_of_a_reset_sets_a_new_password(user):
    client = Client()
    client.post("/account/password/reset/", {"email": "kim@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word)
    form = client.get(link, follow=True)
    new = {"password1": "another-long-phrase", "password2": "another-long-phrase"}
    done = client.post(form.redirect_chain[-1][0], new)
    assert done["Location"] == "/account/password/reset/key/done/"
    assert sign_in(Client(), "another-long-phrase")["Location"] == "/workspace/"


def test_an_unknown_address_is_answered_the_same_and_told_by_mail(user):
    answer = Client().post("/account/password/reset/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/account/password/reset/done/"
    assert "there is no account with this address" in mail.outbox[0].body


def test_nobody_opens_an_account_here():
    assert "Accounts are by invitation" in Client().get("/account/signup/").content.decode()
    assert Client().post("/account/signup/", {"email": "x@example.org"}).status_code == 405


@pytest.mark.parametrize(
    "left_out", ["email/", "confirm-email/", "login/code/confirm/", "3rdparty/"]
)
def test_pages_that_are_not_used_are_not_there(left_out):
    assert Client().get(f"/account/{left_out}").status_code == 404


def test_the_app_knows_the_account_by_its_address(user):
    assert get_adapter().get_totp_label(user) == "kim@example.org"
