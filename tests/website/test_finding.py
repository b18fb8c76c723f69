"""Anybody finds a practice by what they know of it, and nothing that is not public."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecard.publication.levels import FIRST_YEAR
from tests.editions import draft

ODD = ["%00", "‮practice", "9" * 400, "%", "'; --", "<script>alert(1)</script>", " ", "🙂"]


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.text


def test_a_practice_is_found_from_the_front_page_and_in_its_area(site, client):
    site.edition()
    link = f'href="{site.base}practices/Z01002/"'
    assert link in read(client, "/?find=practice+2")
    page = read(client, f"{site.base}?find=z01002")
    assert link in page and "Z01001/" not in page and "1 practice found" in page


def test_where_nobody_is_found_the_page_says_what_to_try(site, client):
    site.edition()
    for address in ("/?find=nowhere", f"{site.base}?find=nowhere"):
        page = read(client, address)
        assert "What you can try" in page and "nowhere" in page


@pytest.mark.parametrize("text", ODD)
def test_odd_words_find_nobody_and_break_nothing(site, client, text):
    site.edition()
    for address in ("/", site.base):
        page = read(client, f"{address}?find={quote(text, safe='%')}&page=1000000000")
        assert "<script>alert" not in page


def test_odd_pages_are_the_first_or_the_last(site, client):
    site.edition()
    for page in ("1000000000", "-1", "x", "9" * 5000, "%00"):
        read(client, f"{site.base}?page={page}")
        read(client, f"{site.base}indicators/ACC01/?page={page}")


def test_a_query_without_end_is_refused_in_words(site, client):
    assert client.get("/", {"find": "a" * 10_000_000}).status_code == 414


@pytest.mark.parametrize("published", [False, True], ids=["in draft", "in a first year"])
def test_what_is_not_public_is_looked_for_in_the_same_way_as_what_is_not_there(
    site, client, published
):
    if published:
        site.edition(levels=FIRST_YEAR)
    else:
        draft(site.fill(), site.drafter)
    asked = []
    for text in ("Practice", "Nowhere"):
        with CaptureQueriesContext(connection) as taken:
            page = read(client, f"/?find={text}")
        assert "Z01" not in page
        asked.append((page.replace(text, ""), [one["sql"] for one in taken]))
    assert asked[0] == asked[1]
