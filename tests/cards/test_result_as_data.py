"""A result as data: at the address of its page, for the same readers, with links of their own."""

import pytest
from django.urls import reverse

from scorecard.accounts.roles import Role
from tests.areas import Area


@pytest.fixture
def banded(area):
    area.record(1, "ACC01", numerator=2, denominator=3 * 30)
    area.record(2, "ACC01", numerator=50, denominator=100)
    area.band()
    return area


def data_of(client, name, *args):
    response = client.get(reverse(name, args=args) + "?format=json")
    assert response["Content-Type"] == "application/json"
    return response.json()


def addresses(data):
    return {one["name"]: one["address"] for one in data["links"]}


def test_numbers_are_in_full_beside_what_people_read(banded, client):
    client.force_login(banded.user(Role.ANALYST))
    data = data_of(client, "area-result", "Z01", "Z01001", "ACC01")
    numbers = {one["name"]: one for one in data["numbers"]}
    assert numbers["value"] == {
        "name": "value",
        "label": "Value",
        "shown": "2.2%",
        "unit": "%",
        "value": 2 / 90 * 100,
    }
    assert (numbers["denominator"]["shown"], numbers["denominator"]["value"]) == ("90", 90)
    assert numbers["rank"]["shown"] == "2 of 2: better than 0% of the practices ranked"
    assert (numbers["rank"]["value"], numbers["percentile"]["value"]) == (2, 25)
    assert (data["headline"], data["band"], data["why_no_band"]) == ("Red: 2.2%", "Red", "")
    assert data["comparison"] == "Worse than the benchmark"
    definition = banded.definition("ACC01")
    assert addresses(data)["definition"] == reverse("indicator", args=["Z01", definition.code])


def test_what_is_missing_is_null_and_says_why(banded, client):
    client.force_login(banded.user(Role.ANALYST))
    data = data_of(client, "area-result", "Z01", "Z01003", "ACC01")
    assert [one["value"] for one in data["numbers"][:5]] == [None] * 5
    assert (data["band"], data["why_no_band"]) == ("", "No data")
    assert data["links"][0]["words"] == "No figure is held for this period."


def test_a_practice_reads_its_own_and_is_led_to_its_own_pages(banded, client):
    one, two, _ = banded.practices
    client.force_login(banded.user(Role.PRACTICE_READER, one))
    data = data_of(client, "practice-result", one.code, "ACC01")
    found = addresses(data)
    assert found["figure"].startswith(f"/practice/{one.code}/figure/")
    assert found["definition"] == found["card"] == found["run"] == ""
    assert client.get(found["figure"]).status_code == 200
    neighbour = reverse("practice-result", args=[two.code, "ACC01"]) + "?format=json"
    assert client.get(neighbour).status_code == 404


def test_a_network_reads_its_practices_and_nobody_elses(banded, client):
    other = Area(code="Y01")
    client.force_login(banded.user(Role.NETWORK_LEAD, banded.network))
    data = data_of(client, "network-result", "NZ01", "Z01001", "ACC01")
    assert set(addresses(data).values()) == {""}
    foreign = reverse("network-result", args=["NZ01", other.practices[0].code, "ACC01"])
    assert client.get(foreign + "?format=json").status_code == 404
    assert client.get(reverse("grid", args=["Z01"])).status_code == 404
