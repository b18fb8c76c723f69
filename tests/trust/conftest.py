import pytest

from tests.returns.area import Area


@pytest.fixture
def area(db) -> Area:
    """Practices X00001 and X00002; nothing is sent yet."""
    return Area()


@pytest.fixture
def as_role(area, client):
    def sign_in(role, organisation=None):
        client.force_login(area.person(role, organisation))
        return client

    return sign_in
