"""The demo's codes and names are in no public list of practices. Needs the published files."""

import csv
import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.realdata


@pytest.fixture(scope="module")
def published() -> list[list[str]]:
    folder = os.environ.get("SCORECARD_REAL_DATA")
    if not folder:
        pytest.skip("no real data")
    with Path(folder, "ods", "epraccur.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_no_practice_code_of_the_demo_could_be_real(demo, published):
    letters = {row[0][0] for row in published}
    assert "X" not in letters
    assert all(p.code[0] == "X" for area in demo.areas for p in area.commissioner.practices)


def test_no_practice_of_the_demo_has_a_real_name_or_postcode(demo, published):
    names = {row[1].upper() for row in published}
    outward = {row[9].split(" ")[0] for row in published}
    for area in demo.areas:
        for practice in area.commissioner.practices:
            assert practice.name.upper() not in names
            assert practice.postcode.split(" ")[0] not in outward
