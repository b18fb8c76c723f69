"""The folder of published files; without it these tests say so and are skipped."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Path:
    named = os.environ.get("SCORECARD_REAL_DATA")
    if not named:
        pytest.skip("skipped: no real data")
    return Path(named)
