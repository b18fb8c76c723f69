"""The demo as data, made once for these tests."""

import pytest
from django.db import transaction

from scorecard.demo import world
from scorecard.demo.services import seed
from scorecard.demo.world import World


@pytest.fixture(scope="session")
def demo() -> World:
    return world.generate()


@pytest.fixture(scope="session")
def small_demo() -> World:
    return world.generate(quarters_count=3, practices=8, neighbours=2)


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker, small_demo):
    """The plan, while the database holds it. Each test's own transaction lies inside this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(small_demo)
        yield small_demo
        transaction.set_rollback(True)
