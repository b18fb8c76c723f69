"""A practice's own page of an edition asks little, also while it can reply."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from scorecard.accounts.roles import Role
from scorecard.publication.levels import Audience
from scorecard.publication.presenters.pages import practice_page
from scorecard.publication.selectors.told import Told
from scorecard.publication.selectors.told_parts import hidden_in
from tests.editions import draft, show

MOST = 12


@pytest.fixture
def edition(area):
    analyst = area.user(Role.ANALYST)
    for number, seen in ((1, 90), (2, 3), (3, 50)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    return show(draft(area.band(), analyst, at=timezone.now()), analyst)


@pytest.mark.parametrize("number", [0, 1])
def test_it_asks_little_while_the_practice_can_reply(area, client, edition, number):
    practice = area.practices[number]
    client.force_login(area.user(Role.PRACTICE_MANAGER, practice))
    at = reverse("practice-release", args=[practice.code, edition.pk])
    client.get(at)  # the first look is kept
    with CaptureQueriesContext(connection) as asked:
        page = client.get(at).content.decode()
    assert "Put your side" in page
    assert len(asked) <= MOST, "\n".join(one["sql"][:150] for one in asked)


def test_what_is_hidden_is_found_among_its_own_figures(area, edition):
    """As by asking for it."""
    for practice in area.practices:
        told = Told(edition, Audience.OWN, practice)
        place = told.practice(practice.code)
        asked, found = told.hidden([place]), hidden_in(told.of_practice(place))
        assert asked == found
        assert [one.small for one in asked.values()] == [one.small for one in found.values()]
    assert practice_page(Told(edition, Audience.OWN, practice), place)
