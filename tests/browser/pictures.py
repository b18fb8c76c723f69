"""`make pictures`: every page at three widths, with the demo's data, and a sheet of all of them.

Not a test that guards anything: it takes minutes, and somebody looks at what it made. It fails
where a page is wider than its window. The pages are those of the folder `pages`. Where each is in
the demo is found out by following links; what no link of the demo leads to is taken from the
small area of everything.py.
"""

import html
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser, Page, TimeoutError

from practices.models import Commissioner
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.dashboards.services.bookmarks import keep_bookmark
from scorecard.dashboards.services.lists import make_list
from scorecard.demo import world
from scorecard.demo.services import seed
from tests.browser.everything import something_of_everything
from tests.browser.pages import by_role
from tests.browser.pages.opened import PUBLIC, Opened
from tests.demo.following import follow

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "var" / "pictures"
README = ROOT / "docs" / "pictures"
WIDTHS = (1280, 768, 320)
HEIGHT = 900
SETTLED = 500  # milliseconds: charts are drawn again
FOLDED = 100  # milliseconds: the navigation folds
PATIENCE = 2_000
MARGIN = 16
PEOPLE = {
    PUBLIC: "",
    Role.ANALYST: "analyst@xd1.example",
    Role.COMMISSIONING_LEAD: "commissioning.lead@xd1.example",
    Role.CLINICAL_LEAD: "clinical.lead@xd1.example",
    Role.BOARD_READER: "board.reader@xd1.example",
    Role.ADMINISTRATOR: "administrator@xd1.example",
    Role.LMC_REPRESENTATIVE: "lmc.representative@xd1.example",
    Role.PRACTICE_MANAGER: "practice.manager@x90001.example",
    Role.NETWORK_LEAD: "network.lead@xn001.example",
}
# Where the first address that a link leads to shows little.
RATHER = {
    "area-compare": "/area/XD1/compare/?practice=X90001&practice=X90002&practice=X90003",
    "network-compare": "/network/XN001/compare/?practice=X90001&practice=X90002",
}
# Of the README: file, whose page, its address, from where on the page, and how much of it.
SHOWN = (
    ("grid.png", Role.ANALYST, "/area/XD1/grid/", ".grid-region", 760),
    ("practice.png", Role.ANALYST, "/area/XD1/practices/X90001/", "#domains", 860),
    (
        "indicator.png",
        Role.ANALYST,
        "/area/XD1/indicators/ACC01/results/?view=funnel",
        ".chart",
        600,
    ),
    ("public.png", PUBLIC, "/results/westmere/practices/X90001/", "main", 860),
)


@dataclass(frozen=True)
class Taken:
    """A page of which there are pictures; `wide` are the widths in which it did not fit."""

    role: str
    name: str
    address: str
    wide: tuple[int, ...]

    def file(self, width: int) -> str:
        return f"{self.role.replace(' ', '-')}-{self.name}-{width}.png"


@dataclass
class Sheet:
    """What was taken, and whose pages the demo has not."""

    taken: list[Taken] = field(default_factory=list)
    missed: list[tuple[str, Opened]] = field(default_factory=list)


@pytest.fixture(scope="module")
def sheet() -> Iterator[Sheet]:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    made = Sheet()
    yield made
    (FOLDER / "index.html").write_text(_sheet(made.taken))
    print(f"\n{len(made.taken) * len(WIDTHS)} pictures: {FOLDER / 'index.html'}")


@pytest.fixture
def demo(transactional_db) -> None:
    seed(world.generate())
    own = {"by": User.objects.get(email=PEOPLE[Role.ANALYST]), "at": timezone.now()}
    area = Commissioner.objects.get(code="XD1")
    codes = ["X90001", "X90002", "X90003"]
    make_list(commissioner=area, name="North of the river", codes=codes, **own)
    keep_bookmark(address="/area/XD1/lists/", name="My lists", **own)


def test_pages_of_the_demo(demo, live_server, browser: Browser, sheet: Sheet) -> None:
    for role, wanted in by_role().items():
        pages = {one.name: one for one in wanted}
        found = _addresses(role, pages)
        sheet.missed += [(role, one) for name, one in pages.items() if name not in found]
        _take(browser, live_server.url, role, PEOPLE[role], found, sheet)
    _of_the_readme(browser, live_server.url)
    _assert_fit(sheet)


def test_pages_that_the_demo_has_not(
    transactional_db, live_server, browser: Browser, sheet: Sheet
) -> None:
    area = something_of_everything()
    for role in dict.fromkeys(role for role, _ in sheet.missed):
        found = {one.name: one.address(area) for whose, one in sheet.missed if whose == role}
        own = User.objects.filter(membership__role=role).first() if role != PUBLIC else None
        _take(browser, live_server.url, role, own.email if own else "", found, sheet)
    _assert_fit(sheet)


def _of_the_readme(browser: Browser, base: str) -> None:
    """They stand beside the others; `README=1` puts them where they are shown."""
    for file, role, address, start, height in SHOWN:
        page = _page(browser, base, PEOPLE[role])
        page.goto(address)
        page.wait_for_timeout(SETTLED)
        box = page.locator(start).first.bounding_box()
        assert box is not None, f"{address} has no {start}"
        part = {"x": 0, "y": box["y"] - MARGIN, "width": WIDTHS[0], "height": height}
        page.screenshot(path=FOLDER / f"readme-{file}", full_page=True, clip=part)
        page.context.close()
        if os.environ.get("README"):
            shutil.copy(FOLDER / f"readme-{file}", README / file)


def _assert_fit(sheet: Sheet) -> None:
    wide = [f"{one.address} at {one.wide}" for one in sheet.taken if one.wide]
    assert not wide, "Wider than their window: " + ", ".join(wide)


def _addresses(role: str, names: Iterable[str]) -> dict[str, str]:
    """Of each page the first address that somebody in that role comes to."""
    found: dict[str, str] = {}
    wanted = set(names)
    for address, response in follow(Client(), PEOPLE[role]):
        if response.status_code == 200:
            found.setdefault(resolve(address.split("?")[0]).url_name or "", address)
        if wanted <= found.keys():
            break
    return {name: RATHER.get(name, found[name]) for name in names if name in found}


def _take(
    browser: Browser, base: str, role: str, email: str, found: dict[str, str], sheet: Sheet
) -> None:
    page = _page(browser, base, email)
    sheet.taken += [_picture(page, role, name, address) for name, address in found.items()]
    page.context.close()


def _page(browser: Browser, base: str, email: str) -> Page:
    context = browser.new_context(base_url=base, viewport={"width": WIDTHS[0], "height": HEIGHT})
    if email:
        client = Client()
        client.force_login(User.objects.get(email=email))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
    return context.new_page()


def _picture(page: Page, role: str, name: str, address: str) -> Taken:
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    page.goto(address)
    shown, wide = Taken(role, name, address, ()), []
    settled = SETTLED if page.locator("[data-chart]").count() else FOLDED
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.wait_for_timeout(settled)
        if not _fits(page, width):
            wide.append(width)
        page.screenshot(path=FOLDER / shown.file(width), full_page=True)
    return Taken(role, name, address, tuple(wide))


def _fits(page: Page, width: int) -> bool:
    fits = "width => document.documentElement.scrollWidth <= width"
    with suppress(TimeoutError):
        page.wait_for_function(fits, arg=width, timeout=PATIENCE)
    return bool(page.evaluate(fits, width))


def _sheet(taken: Iterable[Taken]) -> str:
    """A row for each page, a column for each width."""
    rows = "".join(
        f"<tr><th>{html.escape(one.role)}<br>{html.escape(one.name)}<br>"
        f"<small>{html.escape(one.address)}</small>{' <b>TOO WIDE</b>' if one.wide else ''}</th>"
        + "".join(
            f'<td><a href="{one.file(width)}"><img loading="lazy" alt="{width} pixels"'
            f' src="{one.file(width)}" width="{max(width // 3, 160)}"></a></td>'
            for width in WIDTHS
        )
        + "</tr>\n"
        for one in taken
    )
    heads = "".join(f"<th>{width} px</th>" for width in WIDTHS)
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title>'
        "<style>td,th{vertical-align:top;border:1px solid #ccc;padding:8px;text-align:left}"
        "td a{display:block;max-height:600px;overflow:hidden}</style><h1>Every page</h1>"
        f"<table><tr><th>Page</th>{heads}</tr>\n{rows}</table></html>"
    )
