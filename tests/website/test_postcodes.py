"""A practice is found by as much of its postcode as somebody knows."""

import pytest

from scorecard.publication.levels import Audience
from scorecard.publication.selectors.finding import find
from scorecard.publication.selectors.told import Told

POSTCODES = {"Z01001": "ZZ3 7AB", "Z01002": "ZZ3 8AB", "Z01003": "ZZ37 7AB"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ZZ3 7", ["Z01001"]),
        ("zz3  8", ["Z01002"]),
        ("ZZ37 7", ["Z01003"]),
        ("ZZ37", ["Z01003"]),
        ("ZZ", ["Z01001", "Z01002", "Z01003"]),
        ("ZZ3", ["Z01001", "Z01002"]),
        ("ZZ3 7AB", ["Z01001", "Z01002"]),
        ("Z", []),
        ("ZZ3 9", []),
    ],
)
def test_by_area_district_sector_and_whole(site, asked, found):
    rows = Told(site.edition(), Audience.PUBLIC).practices
    for code, postcode in POSTCODES.items():
        rows.filter(code=code).update(postcode=postcode)
    assert [one.code for one in find(rows, asked)] == found
