"""The demo as data, made once for these tests."""

import pytest

from scorecard.demo import world
from scorecard.demo.world import World


@pytest.fixture(scope="session")
def demo() -> World:
    return world.generate()


@pytest.fixture(scope="session")
def small_demo() -> World:
    return world.generate(quarters_count=3, practices=8, neighbours=2)
