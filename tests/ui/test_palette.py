"""The reader's colours: kept in a cookie, back to the page, nowhere else."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def choose(palette: str, back: str = "/account/login/"):
    client = Client()
    return client, client.post("/palette/", {"palette": palette, "next": back})


def test_the_choice_is_kept_on_every_page():
    client, answer = choose("blue-orange")
    assert answer["Location"] == "/account/login/"
    assert '<html lang="en" data-palette="blue-orange">' in client.get("/").content.decode()


def test_without_a_choice_bands_are_green_amber_and_red():
    assert '<html lang="en" data-palette="nhs">' in Client().get("/").content.decode()


def test_an_unknown_palette_changes_nothing():
    client, _ = choose('"><script>')
    assert 'data-palette="nhs"' in client.get("/").content.decode()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/", "javascript:x", ""])
def test_the_way_back_never_leaves_the_site(back):
    assert choose("nhs", back)[1]["Location"] == "/"
