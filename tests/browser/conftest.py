"""A real browser on a real server: the system's Chromium against Django's live server.

Every page a test opens is watched: a console error, a breach of the Content-Security-Policy, a
script error or a request to another host fails the test.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

PATIENCE = 10_000  # milliseconds, for what a slow machine has not drawn yet
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@dataclass
class Watch:
    """Everything that went wrong in the browser, in words."""

    host: str
    troubles: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.troubles.append(f"script error: {error}"))
        page.on("request", lambda request: self._request(request.url))

    def _console(self, message: ConsoleMessage) -> None:
        # An error page is a failed load to the browser; the tests ask for some on purpose.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.troubles.append(f"request to another host: {url}")


@pytest.fixture
def watch(live_server) -> Watch:
    return Watch(host=urlsplit(live_server.url).netloc)


@pytest.fixture
def context(browser: Browser, live_server) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=live_server.url)
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A watched page; relative addresses go to the live server."""
    opened = context.new_page()
    watch.follow(opened)
    yield opened
    assert not watch.troubles, "\n".join(watch.troubles)


@pytest.fixture
def page_without_scripts(browser: Browser, live_server, watch: Watch) -> Iterator[Page]:
    opened = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    new = opened.new_page()
    watch.follow(new)
    yield new
    opened.close()
    assert not watch.troubles, "\n".join(watch.troubles)


@pytest.fixture
def sign_in(context: BrowserContext, live_server):
    """sign_in(user): the browser is signed in, without walking through the sign-in page."""

    def _sign_in(user) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return _sign_in
