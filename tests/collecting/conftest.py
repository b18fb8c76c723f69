import pytest

from tests.returns.area import Area


@pytest.fixture
def area(db) -> Area:
    return Area()
