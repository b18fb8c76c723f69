"""Every page that the modules of the folder `pages` name, at phone and at desk width.

The pages are held against the table of addresses: a page that is not opened here fails.
"""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Page

from scorecard.accounts.models import User
from tests.architecture.access_table import TABLE
from tests.areas import Area
from tests.browser.axe import assert_accessible
from tests.browser.everything import something_of_everything
from tests.browser.pages import ELSEWHERE, by_role
from tests.browser.pages.opened import PUBLIC, in_parts

MOST = 12  # pages in one test


@pytest.fixture(scope="module")
def area(django_db_setup, django_db_blocker) -> Iterator[Area]:
    """Made once and committed: pages are only opened here, and none of them changes it."""
    with django_db_blocker.unblock():
        yield something_of_everything()
        # Ids go on from where they are, as after every other test (tests/kept.py).
        call_command("flush", verbosity=0, interactive=False, reset_sequences=False)
        # While the browser is open this is another connection than the one that drops the database.
        connections.close_all()


@pytest.fixture
def transactional_db(area) -> None:
    """What the live server asks for; here it must not empty the database after each test."""


@pytest.mark.parametrize(
    "role, pages",
    [
        pytest.param(role, part, id=f"{role}-{number}")
        for role, pages in by_role().items()
        for number, part in enumerate(in_parts(pages, MOST), start=1)
    ],
)
def test_every_page_is_accessible(area, page: Page, sign_in, role, pages) -> None:
    if role != PUBLIC:
        sign_in(User.objects.get(membership__role=role))
    for one in pages:
        response = page.goto(one.address(area))
        assert response is not None and response.status == 200, f"{one.name}: {response}"
        assert_accessible(page)


def test_no_page_is_forgotten() -> None:
    opened = {page.name for pages in by_role().values() for page in pages}
    assert opened <= set(TABLE)
    # "band" stands for what begins so and is opened nowhere; "band-changes" is a page.
    assert not [name for name in TABLE if name not in opened and not name.startswith(ELSEWHERE)]
