"""A real browser, people who act in it, and a worker who works when the story says so."""

import csv
import io
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page, expect

from scorecard.accounts.models import User
from scorecard.jobs import queue
from scorecard.jobs.pulse import InlinePulse
from scorecard.jobs.running import run
from tests.areas import PASSWORD, Area
from tests.browser.conftest import Watch


def pytest_collection_modifyitems(items):
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@dataclass
class Worker:
    """Takes the jobs that were asked for, as a Celery worker does, when told to."""

    waiting: list[UUID] = field(default_factory=list)

    def works(self) -> None:
        while self.waiting:
            run(job_id=self.waiting.pop(0), clock=timezone.now, pulse=InlinePulse)


@dataclass
class Person:
    """Somebody with a browser of their own."""

    page: Page
    base: str
    user: User

    def signs_in(self) -> "Person":
        self.page.goto(f"{self.base}/account/login/")
        self.page.get_by_label("E-mail address").fill(self.user.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        return self

    def opens(self, text: str) -> None:
        link = self.page.get_by_role("link", name=text, exact=True)
        link.or_(self.page.get_by_role("button", name=text, exact=True)).first.click()

    def goes_to(self, text: str) -> None:
        """By the line of links under the header."""
        navigation = self.page.get_by_role("navigation")
        link = navigation.get_by_role("link", name=text, exact=True)
        if not link.is_visible():  # it did not fit, so it waits behind the last entry
            navigation.get_by_role("button", name="More").click()
        link.click()

    def presses(self, text: str) -> None:
        self.page.get_by_role("button", name=text).first.click()

    def fills(self, **fields: object) -> None:
        for name, value in fields.items():
            box = self.page.locator(f"[name={name}]").first
            if box.evaluate("e => e.tagName") == "SELECT":
                box.select_option(str(value))
            else:
                box.fill(str(value))

    def chooses(self, name: str, value: str) -> None:
        self.page.locator(f"[name={name}][value={value}]").check()

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text, use_inner_text=True)

    def downloads(self, link: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link).first.click()
        return download.value.path().read_bytes()

    def uploads(self, name: str, content: bytes) -> None:
        self.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        )
        self.page.locator("form:has(input[type=file]) button[type=submit]").click()


def filled_csv(template: bytes, figures: dict[str, tuple[object, object]]) -> bytes:
    """The downloaded template with numerators and denominators by indicator code."""
    rows = list(csv.reader(io.StringIO(template.decode("utf-8-sig"))))
    _fill(rows[0], rows[1:], figures)
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def filled_xlsx(template: bytes, figures: dict[str, tuple[object, object]]) -> bytes:
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    code = header.index("Indicator code")
    for row in sheet.iter_rows(min_row=2):
        for name, value in zip(
            ("Numerator", "Denominator"), figures.get(row[code].value, ()), strict=False
        ):
            row[header.index(name)].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(header: list[str], rows: list[list[str]], figures: dict) -> None:
    code = header.index("Indicator code")
    for row in rows:
        for name, value in zip(
            ("Numerator", "Denominator"), figures.get(row[code], ()), strict=False
        ):
            row[header.index(name)] = str(value)


@pytest.fixture
def worker(monkeypatch) -> Worker:
    worker = Worker()
    monkeypatch.setattr(queue, "_send", lambda job_id: worker.waiting.append(job_id))
    return worker


@pytest.fixture
def area(transactional_db) -> Area:
    return Area()


@pytest.fixture
def someone(browser, live_server, worker):
    """someone(user) opens a browser of their own; `scripts=False` switches JavaScript off."""
    opened: list[BrowserContext] = []
    watch = Watch(host=live_server.url.removeprefix("http://"))

    def _someone(user: User | None, scripts: bool = True) -> Person:
        context = browser.new_context(base_url=live_server.url, java_script_enabled=scripts)
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        watch.follow(page)
        return Person(page, live_server.url, user)

    yield _someone
    for context in opened:
        context.close()
    assert not watch.troubles, "\n".join(watch.troubles)
