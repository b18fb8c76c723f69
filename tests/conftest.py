"""What several folders of tests share: one browser for the whole run."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from scorecard.jobs import registry
from tests.plugins.emptying import empty_by_deleting
from tests.plugins.garbage import keep_what_is_loaded
from tests.plugins.made_database import made_database

# A busy machine is no fault of the code: how long one example takes is not asserted.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ARGUMENTS = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]


def pytest_collection_finish() -> None:
    """Every module of the tests is loaded by now."""
    keep_what_is_loaded()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    assert chromium, "These tests need Chromium: apt-get install chromium, or set CHROMIUM."
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    with django_db_blocker.unblock():
        django_settings.DATABASES["default"]["TEST"]["TEMPLATE"] = made_database()


@pytest.fixture(autouse=True, scope="session")
def emptied_quickly() -> None:
    empty_by_deleting()


@pytest.fixture(autouse=True, scope="session")
def handlers_are_known() -> None:
    """They register once; a test that puts others in their place must not be the first to ask."""
    registry.load_tasks()
