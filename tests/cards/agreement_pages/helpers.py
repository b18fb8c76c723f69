"""What the tests of this folder share."""

import datetime as dt

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from scorecard.cards.services.agreement import open_consultation, sign_off
from tests.areas import PASSWORD

MONTH = dt.timedelta(days=30)


def asked(version, by, at):
    return open_consultation(
        version=version,
        introduction="Are the weights right?",
        deadline=timezone.localdate(at) + MONTH,
        by=by,
        at=at,
    )


def browser(user):
    client = Client()
    assert client.login(username=user.email, password=PASSWORD)
    return client


def text_of(response):
    return " ".join(response.content.decode().split())


def link(consultation):
    return reverse("consultation", args=[consultation.token])


def sent(client, consultation, **typed):
    data = {"about": "*", "name": "A group", "text": "Too long to wait.", "website": "", **typed}
    return client.post(link(consultation), data, follow=True)


def agreement_page(version, user):
    return text_of(browser(user).get(reverse("card-agreement", args=["Z01", version.pk])))


def signed(version, by, party, at):
    sign_off(version=version, party=party, name="A", position="B", by=by, at=at)
