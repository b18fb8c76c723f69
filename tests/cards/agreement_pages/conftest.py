"""What the tests of this folder begin with."""

import pytest
from django.utils import timezone

from scorecard.accounts.roles import Role
from scorecard.cards.services import versions
from tests.cards.agreement_pages.helpers import asked


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def draft(area, now):
    return versions.open_draft(commissioner=area.commissioner, by=None, at=now)


@pytest.fixture
def analyst(area):
    return area.user(Role.ANALYST)


@pytest.fixture
def consultation(draft, analyst, now):
    return asked(draft, analyst, now)
