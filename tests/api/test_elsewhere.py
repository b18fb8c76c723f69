"""Scripts of other websites read open data, and nothing that anybody signs in for."""

import pytest

from scorecard.api.elsewhere import OPEN_DATA
from scorecard.api.urls import urlpatterns
from scorecard.publication.services import editions
from tests.api.conftest import at
from tests.architecture.addresses import every_address
from tests.areas import NOW
from tests.editions import DAY

SAYS = "Access-Control-Allow-Origin"
ELSEWHERE = {"headers": {"Origin": "https://elsewhere.example"}}


def test_open_data_are_for_every_website(client, edition):
    slug = edition.release.scorecard.commissioner.slug
    files = ("figures.csv", "practices.csv", "indicators.csv", "figures.csv-metadata.json")
    for address in (
        *(at(edition, name) for name in files),
        f"/results/{slug}/feed.atom",
        "/api/v1/openapi.json",
        f"/api/v1/areas/{slug}/editions",
        "/api/v1/areas/nowhere",
        "/api/v1/areas?size=0",
        at(edition, "figures.csv").replace("2026", "2031"),
    ):
        answer = client.get(address, **ELSEWHERE)
        assert answer[SAYS] == "*", address
        assert "Access-Control-Allow-Credentials" not in answer


def test_a_copy_that_holds_may_be_read_too(client, edition):
    first = client.head("/api/v1/areas")
    again = client.get("/api/v1/areas", headers={"If-None-Match": first["ETag"]})
    assert (first[SAYS], again.status_code, again[SAYS]) == ("*", 304, "*")


def test_a_withdrawn_file_says_so_to_them_too(client, edition, lead):
    editions.withdraw(edition=edition, reason="Mixed up.", by=lead, at=NOW + DAY)
    answer = client.get(at(edition, "figures.csv"))
    assert (answer.status_code, answer[SAYS]) == (410, "*")


def test_nothing_can_be_sent_from_there(client, edition):
    for method in ("post", "put", "delete", "options"):
        answer = getattr(client, method)("/api/v1/areas", **ELSEWHERE)
        assert answer.status_code == 405 and SAYS not in answer, method


def test_with_a_session_never(client, edition, lead):
    client.force_login(lead)
    for address in ("/api/v1/areas", at(edition, "figures.csv"), "/workspace/"):
        assert SAYS not in client.get(address, **ELSEWHERE), address


@pytest.mark.parametrize("address", ["/", "/api/v1/", "/help/about/", "/account/login/", "/no/"])
def test_pages_never(client, edition, address):
    assert SAYS not in client.get(address, **ELSEWHERE)
    assert SAYS not in client.get(at(edition), **ELSEWHERE)


def test_every_name_is_one_of_an_address_of_open_data():
    own = {one.name for one in urlpatterns}
    assert own >= OPEN_DATA
    others = {one.name for one in every_address()} - own
    assert not any(name.startswith("api-") for name in others if name)
