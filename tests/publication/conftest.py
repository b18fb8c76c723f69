import pytest

from tests.areas import Area


@pytest.fixture
def area(db):
    return Area()
