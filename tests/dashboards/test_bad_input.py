"""Whatever stands in an address of the dashboards: a page in words, never a fault of ours.

The addresses are those of the room; what each reads from its query is found in its own forms and
links, so a new page and a new filter are tried as soon as they are there.
"""

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import transaction
from django.urls import reverse

from practices.services import organisations
from scorecard.accounts.roles import (
    COMMISSIONER_ROLES,
    NETWORK_ROLES,
    PERMISSIONS,
    PRACTICE_ROLES,
)
from scorecard.cards.urls import urlpatterns as of_cards
from scorecard.dashboards.urls import urlpatterns as of_dashboards
from scorecard.packs.urls import urlpatterns as of_packs
from tests.architecture.access_table import TABLE
from tests.areas import NOW, START, Area

pytestmark = pytest.mark.django_db
urlpatterns = [*of_dashboards, *of_packs]
BY = {"by": None, "at": NOW}
LONG_NAME = "Surgery of the long name " * 12
RIGHT_TO_LEFT = "מרפאת הגליל <b>&"
NOBODY_ANSWERED = "VFM01"
PERIOD = "2026-27-Q1"
VALUES = (
    "",
    "1000000000",
    "9" * 40,
    "-1",
    "1.5",
    "NaN",
    "x" * 300,
    "%",
    "\u202eשלום",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "²",
    "\ud7ff\x01",
)
# Pages of before, which lead to those of the room and read the same filters.
BESIDE = {"grid", "grid-csv", "grid-xlsx", "area", "area-practice", "indicator-results"}
ROLES = {
    "commissioner": COMMISSIONER_ROLES,
    "network": NETWORK_ROLES,
    "practice": PRACTICE_ROLES,
}
FIELD = re.compile(r'<(?:input|select)[^>]* name="([^"]+)"')
LINK = re.compile(r'<a [^>]*href="(\?[^"#]*)')
NAMES = sorted(
    {one.name for one in (*urlpatterns, *of_cards) if one.name in BESIDE}
    | {one.name for one in urlpatterns}
)


@pytest.fixture(scope="module")
def area(django_db_setup, django_db_blocker):
    """Nobody has a list size; of one indicator there is no figure; names are odd."""
    with django_db_blocker.unblock(), transaction.atomic():
        area = Area()
        for number, name in ((4, LONG_NAME.strip()), (5, RIGHT_TO_LEFT)):
            area.practices.append(_practice(area, number, name))
        for period, seen in (("2025-26-Q4", 80), (PERIOD, 70)):
            for number in range(1, 6):
                area.record(number, "ACC01", period=period, numerator=seen, denominator=100)
            area.band(period)
        area.period("2026-27-Q2")
        area.people = {
            (role, place): area.user(role, _place(area, place))
            for place, roles in ROLES.items()
            for role in roles
        }
        yield area
        transaction.set_rollback(True)


def _place(area, kind):
    return {
        "commissioner": area.commissioner,
        "network": area.network,
        "practice": area.practices[0],
    }[kind]


def _practice(area, number, name):
    practice = organisations.add_practice(code=f"Z0100{number}", name=name, **BY)
    organisations.place_in_commissioner(
        practice=practice, commissioner=area.commissioner, starts_on=START, **BY
    )
    organisations.place_in_network(practice=practice, network=area.network, starts_on=START, **BY)
    return practice


def address_of(area, name, practice=0) -> str:
    """Of the first practice, or another, and the indicator that is asked for."""
    codes = {
        "commissioner": area.commissioner.code,
        "network": area.network.code,
        "practice": area.practices[practice].code,
    }
    given = {
        "practice_code": codes["practice"],
        "network_code": codes["network"],
        "indicator": NOBODY_ANSWERED,
        "pk": 2_000_000_000,
        "token": "nothing",
        "kind": "csv",
    }
    route = next(one for one in (*urlpatterns, *of_cards) if one.name == name)
    wanted = {key: given.get(key, "nothing") for key in route.pattern.converters}
    wanted |= TABLE[name].parameters
    wanted |= {key: given[key] for key in ("practice_code", "indicator") if key in wanted}
    if "code" in wanted:
        wanted["code"] = codes[TABLE[name].access.scope]
    return reverse(name, kwargs=wanted)


@pytest.fixture
def reader(area, client):
    """Somebody who may open it."""

    def _reader(name):
        access = TABLE[name].access
        place = access.scope if access.scope in ROLES else "commissioner"
        wanted = access.permission
        role = next(one for one in ROLES[place] if not wanted or wanted in PERMISSIONS[one])
        client.force_login(area.people[role, place])
        return client

    return _reader


def answer(client, address):
    response = client.get(address, raise_request_exception=False)
    if response.streaming:
        response.getvalue()
    return response


def asked_by(response) -> set[str]:
    """The names in a page's forms and in the links back to it."""
    if response.streaming or "html" not in response.get("Content-Type", ""):
        return set()
    text = response.content.decode()
    links = [unescape(link) for link in LINK.findall(text)]
    in_links = {name for link in links for name, _ in parse_qsl(urlsplit(link).query)}
    return (set(FIELD.findall(text)) | in_links) - {"csrfmiddlewaretoken"}


def well(response, address):
    """In words, and not a fault."""
    assert response.status_code in (200, 302, 404, 405), f"{response.status_code} at {address}"


@pytest.mark.parametrize("name", NAMES)
def test_odd_values_of_every_filter_are_answered(area, reader, name):
    client, base = reader(name), address_of(area, name)
    first = answer(client, base)
    well(first, base)
    if first.status_code == 405:
        return
    asked = asked_by(first) | {"page", "sort", "period"}
    for value in VALUES:
        address = f"{base}?{urlencode(dict.fromkeys(asked - {'period'}, value))}"
        well(answer(client, address), address)
    for one in asked:
        address = f"{base}?{urlencode({one: '9' * 40})}"
        well(answer(client, address), address)


@pytest.mark.parametrize("name", NAMES)
def test_a_period_without_a_run_is_said(area, reader, name):
    client, base = reader(name), address_of(area, name)
    for period in ("2026-27-Q2", "2031-32-Q1", "nonsense", "x" * 300):
        well(answer(client, f"{base}?period={period}"), base)


@pytest.mark.parametrize("name", NAMES)
def test_long_and_right_to_left_names_are_shown(area, reader, name):
    client = reader(name)
    for practice in (3, 4):
        if TABLE[name].access.scope != "practice":
            well(answer(client, address_of(area, name, practice)), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_nul_is_read_as_nothing_known_and_an_endless_address_is_not_read(area, reader, name):
    client, base = reader(name), address_of(area, name)
    asked = asked_by(answer(client, base)) | {"page", "sort", "period"}
    for one in asked:
        address = f"{base}?{one}=%00"
        well(answer(client, address), address)
    long = answer(client, f"{base}?sort={'x' * 10_000_000}")
    assert long.status_code == 414
    assert "This address is too long" in long.content.decode()
    assert len(long.content) < 20_000
