"""Every page of the dashboards asks the database at most twelve times, sign-in and permissions
included; also the first page that a new process answers."""

import datetime as dt
import functools
import gc
import sys
import uuid
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.models import Commissioner, PracticeGroup
from practices.selectors import practices_ever_of
from practices.services.groups import make_group, make_group_set, place_in_group
from scorecard.accounts.models import User
from scorecard.cards.models import CardRun, PracticeAround, RunAround
from scorecard.cards.services.around import keep_around
from scorecard.cards.services.banding import band_period
from scorecard.dashboards import urls
from scorecard.dashboards.models import PracticeList
from scorecard.dashboards.selectors import results_wide, run_places, run_sheet
from scorecard.dashboards.services import preparing
from scorecard.dashboards.services.lists import make_list, share_list
from tests.areas import NOW, START

pytestmark = pytest.mark.django_db
MOST = 12
LATER = NOW + dt.timedelta(days=200)
ANALYST, MANAGER = "analyst@xd1.example", "practice.manager@x90001.example"
OURS = ("scorecard", "practices", "indicators")
COMPILED = "scorecard.ui.components"  # keeps templates, which are files, and compiles for seconds
TWO = "practice=X90001&practice=X90002"
CHANGES = "view=change&pool=network&fifth=1&size=unknown&sort=largest"
ALL_FILTERS = "fifth=1&size=under-5000&group=1&list=1"
# What each page may be asked beside its plain address.
ASKED = {
    "grid": [
        "view=change", "pool=area", "pool=network", "pool=fifth", "sort=largest", "sort=ACC01",
        "network=XN001&fifth=2&size=under-5000", "state=too-close&band=red", "group=1&list=1",
        CHANGES, "view=change&pool=fifth&size=under-5000&sort=-ACC01&network=XN001&group=1&list=1",
    ],
    "grid-csv": [CHANGES],
    "grid-xlsx": [CHANGES],
    "area-compare": [TWO],
    "area-compare-csv": [TWO],
    "network-compare": [TWO],
    "network-compare-csv": [TWO],
    "area-board": ["names=1"],
    "area-practices": ["sort=worst"],
    "band-changes": ["way=lost", "way=gained"],
    "indicator-results": [
        "view=funnel", "view=time", "view=groups", "view=need", "view=cost",
        "against=similar", "against=network", "against=england", "against=area",
        *(f"against=group:Localities&view={one}" for one in ("practices", "funnel", "groups")),
        "against=group:Localities&view=need&order=name", "close=1",
    ],
    "area-networks": [ALL_FILTERS],
    "area-networks-csv": [ALL_FILTERS],
    "area-services": ["of=FAC04"],
}  # fmt: skip
# Forms and what is sent by them; each has its own tests.
SENT = {"baseline-undo", "bookmark-keep", "bookmark-remove", "list-share", "list-unshare",
        "list-delete", "area-choice", "digest-stop", "case-study-decide",
        "practice-case-study-withdraw", "area-board-names", "list", "list-edit"}  # fmt: skip


def forget() -> None:
    """As a process that has just started: nothing is kept of any run."""
    run_sheet._sheets.clear()
    run_places._columns.clear()
    ContentType.objects.clear_cache()
    for one in caches(len(sys.modules)):
        one.cache_clear()


@functools.cache
def caches(_modules: int) -> list[Any]:
    """Our own functions that keep answers; looked for again only when modules have come."""
    gc.unfreeze()  # what is frozen (tests/plugins/garbage.py) is not told of
    kept = [one for one in gc.get_objects() if type(one) is functools._lru_cache_wrapper]
    gc.freeze()
    ours = [one for one in kept if one.__module__.split(".")[0] in OURS]
    assert ours, "Pages are counted with nothing kept, so what keeps answers must be found."
    return [one for one in ours if one.__module__ != COMPILED]


def questions(client: Client, address: str) -> int:
    forget()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    assert response.status_code in (200, 302), f"{address} answers {response.status_code}."
    return len(asked)


def address_of(name: str, pattern: object) -> str:
    known = {
        "practice_code": "X90001", "network_code": "XN001", "indicator": "ACC01", "token": "x",
        "pk": 1,
    }  # fmt: skip
    route = str(pattern)
    whose = {"area/": "XD1", "practice/": "X90001", "network/": "XN001"}
    known["code"] = next((one for start, one in whose.items() if route.startswith(start)), "")
    return reverse(name, kwargs={key: known[key] for key in known if f":{key}>" in route})


def pages() -> dict[str, list[str]]:
    """By e-mail of who reads them, the addresses of all pages."""
    network = User.objects.filter(membership__network__code="XN001").earliest("pk").email
    found: dict[str, list[str]] = {ANALYST: [], MANAGER: [], network: []}
    group, mine = PracticeGroup.objects.last(), PracticeList.objects.last()
    kept = f"={group.pk}&list={mine.pk}" if group and mine else "=1&list=1"
    for one in urls.urlpatterns:
        if one.name in SENT:
            continue
        address = address_of(one.name, one.pattern)
        who = {"practice": MANAGER, "network": network}.get(address.split("/")[1], ANALYST)
        asked = [query.replace("=1&list=1", kept) for query in ["", *ASKED.get(one.name, [])]]
        found[who] += [f"{address}?{query}" if query else address for query in asked]
    run = CardRun.objects.filter(run__commissioner__code="XD1").latest("pk")
    for item in run.version.items.select_related("definition__indicator"):
        code = item.definition.code
        found[ANALYST].append(reverse("area-result", args=["XD1", "X90001", code]))
        found[MANAGER].append(reverse("practice-result", args=["X90001", code]))
        found[network].append(reverse("network-result", args=["XN001", "X90001", code]))
    return found


def too_many() -> dict[str, int]:
    found = {}
    for email, addresses in pages().items():
        client = Client()
        client.force_login(User.objects.get(email=email))
        client.get(reverse("workspace"))
        found |= {one: questions(client, one) for one in addresses}
    return {page: asked for page, asked in found.items() if asked > MOST}


@pytest.fixture(autouse=True)
def groups(seeded):
    """Groups of the area's own making, a shared list and a private one."""
    area, own = Commissioner.objects.get(code="XD1"), User.objects.get(email=ANALYST)
    some = list(practices_ever_of(area).order_by("code"))
    localities = make_group_set(commissioner=area, name="Localities", why="A test", by=own, at=NOW)
    for name, members in (("River", some[::2]), ("Hill", some[1::2])):
        group = make_group(group_set=localities, name=name, why="A test", by=own, at=NOW)
        place_in_group(
            group=group, codes=[one.code for one in members], starts_on=START, by=own, at=NOW
        )
    codes = [one.code for one in some[:3]]
    lead = User.objects.get(email="commissioning.lead@xd1.example")
    for who, name in ((own, "Mine"), (lead, "Ours")):
        made = make_list(commissioner=area, name=name, codes=codes, by=who, at=NOW)
    share_list(practice_list=made, by=lead, at=NOW)


@pytest.fixture
def banded_again(seeded):
    """The newest period has a second run, and its jobs have not ended."""
    newest = CardRun.objects.filter(run__commissioner__code="XD1").latest("run__period__ends_on")
    band_period(
        version=newest.version, period=newest.run.period, key=uuid.uuid4(), by=None, at=LATER,
        clock=lambda: LATER,
    )  # fmt: skip


@pytest.fixture
def national(monkeypatch):
    """As if so few practices were a nation."""
    for module in (results_wide, preparing):
        monkeypatch.setattr(module, "PREPARED_FROM", 1)
    monkeypatch.setattr("scorecard.dashboards.selectors.preparing.PREPARED_FROM", 1)
    monkeypatch.setattr("scorecard.dashboards.selectors.grid_rows.FEW", 1)
    monkeypatch.setattr("scorecard.dashboards.presenters.grid_page.FEW", 1)


@pytest.fixture
def by_jobs(seeded):
    """As the jobs after a banding run leave it."""
    for one in CardRun.objects.filter(run__commissioner__code="XD1"):
        keep_around(card_run=one, by=None, at=NOW)


def test_no_page_asks_more_before_the_jobs_of_a_run_have_ended(seeded):
    PracticeAround.objects.all().delete()
    RunAround.objects.all().delete()
    assert too_many() == {}


def test_no_page_asks_more_once_they_have(by_jobs):
    assert too_many() == {}


def test_no_page_asks_more_before_the_numbers_of_a_national_run_are_prepared(seeded, national):
    """Nor does a page of a practice whose period was banded a second time."""
    PracticeAround.objects.all().delete()
    RunAround.objects.all().delete()
    assert too_many() == {}


def test_no_page_asks_more_where_a_period_is_banded_again(seeded, banded_again):
    assert too_many() == {}


def test_no_page_asks_more_where_a_period_is_banded_again_nationally(
    seeded, banded_again, national
):
    assert too_many() == {}


def test_no_page_asks_more_where_the_numbers_of_a_run_are_prepared(by_jobs, national):
    for one in CardRun.objects.filter(run__commissioner__code="XD1"):
        preparing.prepare(card_run=one, by=None, at=NOW)
    assert too_many() == {}
