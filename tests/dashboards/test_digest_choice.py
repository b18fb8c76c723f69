"""Choosing the digest, and stopping it with one click."""

import pytest
from django.test import Client
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.dashboards.models import DigestChoice
from scorecard.dashboards.selectors.digests import wants
from scorecard.dashboards.stopping import AREA, PRACTICE, Stop, read_token, token_of


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def address(area, analyst):
    token = token_of(Stop(analyst.pk, AREA, area.commissioner.pk))
    return reverse("digest-stop", args=[token])


def test_people_of_a_commissioner_have_it_until_they_stop_it(area, analyst, client):
    assert wants(analyst, area.commissioner)
    client.force_login(analyst)
    page = reverse("area-digest", args=["Z01"])
    assert "You get it" in client.get(page).content.decode()
    client.post(page, {"wanted": "no"})
    assert not wants(analyst, area.commissioner)
    assert "You do not get it." in client.get(page).content.decode()
    client.post(page, {"wanted": "yes"})
    assert wants(analyst, area.commissioner)


def test_people_of_a_practice_have_it_when_they_ask(area, client):
    one = area.practices[0]
    reader = area.user(Role.PRACTICE_READER, one)
    assert not wants(reader, one)
    client.force_login(reader)
    client.post(reverse("practice-digest", args=[one.code]), {"wanted": "yes"})
    assert wants(reader, one)
    assert not wants(area.user(Role.PRACTICE_MANAGER, one), one)


def test_an_odd_choice_changes_nothing_and_says_so(area, analyst, client):
    client.force_login(analyst)
    page = reverse("area-digest", args=["Z01"])
    said = client.post(page, {"wanted": "perhaps"}, follow=True).content.decode()
    assert "Nothing was changed." in said
    assert not DigestChoice.objects.exists()


def test_looking_at_the_address_stops_nothing(area, analyst, client, address):
    for look in (client.get, client.head):
        assert look(address).status_code == 200
    page = client.get(address).content.decode()
    assert page.count("Stop these messages") == 1
    assert analyst.email not in page
    assert wants(analyst, area.commissioner)


def test_one_click_of_a_mail_program_stops_it_without_signing_in(area, analyst, address):
    client = Client(enforce_csrf_checks=True)
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert "The messages stop" in response.content.decode()
    assert not wants(analyst, area.commissioner)
    event = AuditEvent.objects.get(action="choose digest")
    assert (event.actor_email, event.details["how"]) == ("", "by the link in a message")
    client.post(address)
    assert AuditEvent.objects.filter(action="choose digest").count() == 1


def test_it_stops_that_place_and_no_other(area, client):
    one, two = area.practices[:2]
    reader = area.user(Role.PRACTICE_READER, one)
    for place in (one, two):
        DigestChoice.objects.create(
            user=reader, practice=place, wanted=True, chosen_at=area.version.created_at
        )
    client.post(reverse("digest-stop", args=[token_of(Stop(reader.pk, PRACTICE, one.pk))]))
    assert not wants(reader, one) and wants(reader, two)


@pytest.mark.parametrize("odd", ["x", "1-area-1", "1-area-1:x", "%00", "א" * 300])
def test_an_address_that_was_not_made_here_is_not_found(db, client, odd):
    for ask in (client.get, client.post):
        assert ask(f"/digest/stop/{odd}/").status_code == 404


def test_a_place_that_is_gone_is_not_found(analyst, client):
    address = reverse("digest-stop", args=[token_of(Stop(analyst.pk, PRACTICE, 10**9))])
    assert client.post(address).status_code == 404


def test_a_token_says_what_it_was_made_of_and_cannot_be_changed():
    stop = Stop(3, PRACTICE, 5)
    token = token_of(stop)
    assert read_token(token) == stop
    assert read_token(token.replace("3-", "4-", 1)) is None


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://scorecard.example", "a link that stops it without signing in"),
        ("", "To stop them, come back to this page"),
    ],
)
def test_the_page_promises_a_link_only_where_messages_have_one(
    analyst, client, settings, address, said
):
    settings.SITE_ADDRESS = address
    client.force_login(analyst)
    page = client.get(reverse("area-digest", args=["Z01"])).content.decode()
    assert said in page
    assert ("link that stops it" in page) is bool(address)
