"""Nothing unpublished is reached by an address, a list, from memory, or by how long it takes."""

import io
import re

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

from scorecard.config.front import front
from scorecard.publication.levels import FIRST_YEAR, OPEN
from scorecard.publication.services import editions
from tests.api.conftest import at
from tests.areas import NOW
from tests.editions import DAY, draft, publish

FILES = ("figures.csv", "practices.csv", "indicators.csv", "figures.csv-metadata.json")
REST = ("", "/practices", "/indicators", "/indicators/ACC01/figures", "/practices/{}/figures")
SECRET = "A quarter that nobody knows of"


def preview(edition, by):
    editions.open_preview(edition=edition, until=NOW + DAY, by=by, at=NOW)


def propose(edition, by):
    preview(edition, by)
    editions.propose(edition=edition, by=by, at=NOW + 2 * DAY)


def approve(edition, by, lead):
    propose(edition, by)
    editions.approve(edition=edition, by=lead, at=NOW + 2 * DAY)


STATES = {
    "drafted": lambda edition, analyst, lead: None,
    "in preview": lambda edition, analyst, lead: preview(edition, analyst),
    "proposed": lambda edition, analyst, lead: propose(edition, analyst),
    "approved": approve,
    "scheduled": lambda edition, analyst, lead: (
        approve(edition, analyst, lead),
        editions.schedule(edition=edition, publish_at=NOW + 9 * DAY, by=lead, at=NOW + 3 * DAY),
    ),
    "given up": lambda edition, analyst, lead: (
        preview(edition, analyst),
        editions.give_up(edition=edition, reason="Not now.", by=lead, at=NOW),
    ),
    "first year": lambda edition, analyst, lead: publish(edition, analyst, lead),
}


@pytest.fixture(params=STATES)
def secret(request, area, analyst, lead):
    """An edition that is not public."""
    levels = FIRST_YEAR if request.param == "first year" else OPEN
    found = draft(area.band(), analyst, levels=levels, title=SECRET)
    STATES[request.param](found, analyst, lead)
    return found


def addresses(edition, area):
    """Every address of an edition, and those where it could be listed."""
    slug, code = area.commissioner.slug, area.practices[0].code
    here = f"/api/v1/areas/{slug}/editions/{edition.release.period.code}/{edition.number}"
    own = [f"{here}{rest}".format(code) for rest in REST]
    own += [f"{here}/practices/{code}/indicators/ACC01"]
    own += [at(edition, name) for name in FILES]
    own += [at(edition, name) for name in ("", f"practices/{code}/", "indicators/ACC01/")]
    newest = [f"/results/{slug}/", f"/results/{slug}/practices/{code}/"]
    listed = [f"/api/v1/areas/{slug}{rest}" for rest in ("", "/editions", "/changes")]
    return [one for one in own if is_there(one)], [*newest, *listed, f"/results/{slug}/feed.atom"]


def is_there(address):
    try:
        return resolve(address)
    except Resolver404:
        return None


def test_it_is_at_no_address(client, secret, area):
    own, listed = addresses(secret, area)
    for address in own + listed:
        response = client.get(address)
        assert response.status_code == 404, address
        assert SECRET not in response.content.decode()


def test_it_is_in_no_list(client, secret, area):
    slug = area.commissioner.slug
    for address in ("/", "/api/v1/areas", "/api/v1/openapi.json", "/api/v1/"):
        content = client.get(address).content.decode()
        assert SECRET not in content and slug not in content, address


def test_what_it_answers_is_what_a_place_that_never_was_answers(client, secret, area):
    """Word for word, and after as many queries: neither words nor time tell that it exists."""
    client.get("/api/v1/areas")
    for address in addresses(secret, area)[0]:
        unknown = address.replace(secret.release.period.code, "2031-32-Q1")
        assert answered(client, address) == answered(client, unknown), address


def answered(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    content = re.sub(r'nonce="[^"]+"', "", response.content.decode().replace(address, ""))
    return response.status_code, content, len(queries)


@pytest.fixture
def read():
    """Reading through the layer before Django, which has answers in memory."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    layer = front(get_wsgi_application())
    layer.stamps.now = lambda: str(connection_stamp()).encode()

    def get(address):
        said = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": address,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
        }
        parts = layer(environ, lambda status, headers: said.append(status))
        return int(said[0][:3]), b"".join(parts)

    yield get
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def connection_stamp():
    """Within the test's own transaction, which a connection of its own would not see."""
    from scorecard.publication.selectors.stamps import stamp

    return stamp()


def test_a_withdrawal_holds_for_the_next_request_on_every_channel(read, edition, area, lead):
    own, listed = addresses(edition, area)
    for _ in "12":
        assert {read(address)[0] for address in own + listed} == {200}
    editions.withdraw(edition=edition, reason="Mixed up.", by=lead, at=NOW + 3 * DAY)
    told_of = [one for one in own if read(one)[0] == 200]
    assert told_of == own[:1], "the API still says of the edition that it was withdrawn"
    for address in own[1:]:
        status, content = read(address)
        assert (status, b"Mixed up." in content) == (410, True), address
    assert b"Mixed up." in read(listed[-1])[1]


def test_a_publication_holds_for_the_next_request(read, area, analyst, lead):
    edition = draft(area.band(), analyst)
    own, _ = addresses(edition, area)
    assert {read(address)[0] for address in own} == {404}
    publish(edition, analyst, lead)
    assert {read(address)[0] for address in own} == {200}
