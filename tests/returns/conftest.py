import pytest
import time_machine

from scorecard.accounts.roles import Role
from tests.returns.area import AT, Area


@pytest.fixture
def area(db) -> Area:
    return Area()


@pytest.fixture
def as_role(area, client):
    def sign_in(role: Role, organisation=None):
        client.force_login(area.person(role, organisation))
        return client

    return sign_in


@pytest.fixture
def manager(as_role):
    return as_role(Role.PRACTICE_MANAGER)


@pytest.fixture
def on_the_day():
    with time_machine.travel(AT, tick=False):
        yield
