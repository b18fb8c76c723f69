"""What the tests of this folder begin with."""

import pytest

from scorecard.accounts.roles import Role


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client
