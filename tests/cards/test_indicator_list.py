"""The list of indicators: search in the address, the same rows in the file."""

import csv
import io

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from tests.cards.editing import NEW, opened
from tests.cards.test_pages import text_of


@pytest.fixture
def reader(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def codes(client, **query):
    response = client.get(reverse("indicators", args=["Z01"]), query)
    assert response.status_code == 200
    return [row.code for row in response.context["found"].rows]


def file_rows(client, **query):
    response = client.get(reverse("indicators-csv", args=["Z01"]), query)
    body = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(body)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["ACC01", "FAC01", "VFM01"]),
        ({"text": "two days"}, ["ACC01"]),
        ({"text": "WEIGHTED patients"}, ["VFM01"]),
        ({"domain": "Access"}, ["ACC01"]),
        ({"kind": "fact"}, ["FAC01"]),
        ({"rule": "thresholds"}, ["ACC01", "VFM01"]),
        ({"rule": "none"}, ["FAC01"]),
        ({"supplied_by": "national"}, ["VFM01"]),
        ({"role": "fact"}, ["FAC01"]),
        ({"role": "none"}, []),
        ({"rule": "thresholds", "text": "spending"}, ["VFM01"]),
    ],
)
def test_every_field_narrows_the_list_and_the_file_says_the_same(reader, query, found):
    assert codes(reader, **query) == found
    assert [row[0] for row in file_rows(reader, **query)[1:]] == found


def test_what_is_taken_off_is_found_as_such(reader):
    reader.post(reverse("indicator-off", args=["Z01", "ACC01"]), {"what": "off"})
    assert codes(reader, role="none") == ["ACC01"]


@pytest.mark.parametrize(
    "query", [{"kind": "zzz"}, {"domain": "\x00"}, {"role": "a" * 9999}, {"rule": "'; drop"}]
)
def test_values_that_are_not_on_offer_are_said_and_narrow_nothing(reader, query):
    response = reader.get(reverse("indicators", args=["Z01"]), query)
    page = text_of(response)
    assert response.status_code == 200
    assert "There is a problem" in page and "from the list" in page
    assert "3 indicators." in page


@pytest.mark.parametrize("query", [{"text": "\x00"}, {"text": "x" * 201}, {"sort": "zzz"}])
def test_odd_searches_are_answered(reader, query):
    assert reader.get(reverse("indicators", args=["Z01"]), query).status_code == 200
    assert reader.get(reverse("indicators-csv", args=["Z01"]), query).status_code == 200


def test_the_file_is_in_the_order_of_the_page_and_formulas_are_text_in_it(reader):
    sent = {**NEW, "name": "=1+1", "code": "AAA01"}
    assert reader.post(reverse("indicator-new", args=["Z01"]), sent).status_code == 302
    header, *rows = file_rows(reader, sort="-code")
    assert header[:2] == ["Code", "Name"]
    assert [row[0] for row in rows] == ["VFM01", "FAC01", "ACC01", "AAA01"]
    assert rows[-1][1] == "'=1+1"


def test_a_long_name_is_shown_whole(reader):
    name = "n" * 300
    reader.post(
        reverse("indicator-edit", args=["Z01", "ACC01"]), opened(reader, "ACC01", name=name)
    )
    assert name in text_of(reader.get(reverse("indicators", args=["Z01"])))
