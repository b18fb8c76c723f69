"""Pages that somebody keeps: any page of this site, theirs alone, opened by today's rights."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.dashboards.addresses import called, page_at
from scorecard.dashboards.models import Bookmark
from scorecard.dashboards.services.bookmarks import MOST_BOOKMARKS, keep_bookmark
from tests.areas import NOW

pytestmark = pytest.mark.django_db
GRID = "/area/Z01/grid/?period=2026-27-Q1&sort=worst"


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def reader(analyst, client):
    client.force_login(analyst)
    return client


def keep(client, address=GRID, name="Before the board"):
    return client.post(reverse("bookmark-keep"), {"address": address, "name": name})


def test_a_page_is_kept_with_its_filters_and_stands_on_the_workspace(reader):
    assert keep(reader)["Location"] == GRID
    page = reader.get("/workspace/").content.decode()
    assert 'href="/area/Z01/grid/?period=2026-27-Q1&amp;sort=worst"' in page
    assert "Before the board" in page


def test_who_keeps_nothing_is_led_straight_to_the_only_workplace(reader):
    assert reader.get("/workspace/")["Location"] == "/area/Z01/"


def test_a_page_kept_again_gets_the_new_name(reader):
    keep(reader)
    keep(reader, name="After the board")
    assert [one.name for one in Bookmark.objects.all()] == ["After the board"]


def test_a_bookmark_is_removed(reader):
    keep(reader)
    reader.post(reverse("bookmark-remove", args=[Bookmark.objects.get().pk]))
    assert not Bookmark.objects.exists()


def test_nobody_sees_or_removes_that_of_another(area, reader, client):
    keep(reader)
    client.force_login(area.user(Role.CLINICAL_LEAD))
    kept = Bookmark.objects.get()
    assert client.post(reverse("bookmark-remove", args=[kept.pk])).status_code == 404
    assert Bookmark.objects.filter(pk=kept.pk).exists()


def test_a_long_address_is_kept_as_it_is(reader):
    letters = random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1900)
    long = f"/area/Z01/grid/?sort={''.join(letters)}"
    assert keep(reader, long)["Location"] == long


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/area/Z01/",
        "//elsewhere.example/area/Z01/",
        "/\\elsewhere.example/",
        "javascript:alert(1)",
        "/there/is/nothing/",
        "/area/Z01/\n/grid/",
        "area/Z01/grid/",
        "/area/" + "x" * 3000,
    ],
)
def test_only_a_page_of_this_site_is_kept(reader, address):
    response = keep(reader, address)
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Bookmark.objects.exists()


def test_a_bookmark_needs_a_name(reader):
    response = keep(reader, name="  ")
    assert response.status_code == 422
    assert "Enter name of the bookmark" in response.content.decode()


def test_rights_are_asked_for_when_it_is_opened(area, reader, client):
    """Who keeps the address of a page they may not see is refused there, as without it."""
    keep(reader)
    for role, place, status in (
        (Role.BOARD_READER, area.commissioner, 403),
        (Role.PRACTICE_MANAGER, area.practices[0], 404),
    ):
        client.force_login(area.user(role, place))
        assert keep(client)["Location"] == GRID
        assert client.get(GRID).status_code == status


def test_there_is_an_end_to_bookmarks(analyst):
    for number in range(MOST_BOOKMARKS):
        keep_bookmark(address=f"/?page={number}", name="Page", by=analyst, at=NOW)
    with pytest.raises(ValidationError, match="Remove one first"):
        keep_bookmark(address="/?page=more", name="Page", by=analyst, at=NOW)
    keep_bookmark(address="/?page=1", name="Known", by=analyst, at=NOW)


def test_keeping_and_removing_stand_in_the_trail_without_the_address(reader):
    keep(reader)
    reader.post(reverse("bookmark-remove", args=[Bookmark.objects.get().pk]))
    events = AuditEvent.objects.filter(subject_type="dashboards.Bookmark")
    assert {event.action for event in events} == {"keep bookmark", "remove bookmark"}
    assert all(not event.details and not event.organisation for event in events)


def test_the_form_stands_at_the_foot_of_a_page_with_a_first_name(reader):
    page = reader.get(GRID).content.decode()
    assert 'value="/area/Z01/grid/?period=2026-27-Q1&amp;sort=worst"' in page
    assert 'value="Grid Z01, 2026-27-Q1, worst"' in page


def test_visitors_have_no_form(client):
    assert "Bookmark this page" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/area/Z01/", "Overview of Z01"),
        ("/area/Z01/practices/Z01001/", "Practice Z01 Z01001"),
        ("/practice/Z01001/results/", "Results of Z01001"),
        ("/area/Z01/periods/new/", "Period new Z01"),
        ("/nowhere/", ""),
    ],
)
def test_the_first_name_says_page_and_place(address, name):
    assert called(address) == name


def test_a_first_name_is_never_too_long():
    assert len(called("/area/Z01/grid/?sort=" + "x" * 500)) == 60


def test_an_address_with_spaces_in_it_resolves_as_the_server_reads_it():
    assert page_at("/area/Z%2001/") is not None
