"""What is told of all practices together, and of one beside others."""

import pytest

from scorecard.calc.types import Band
from scorecard.publication.presenters.whole import SILENT, band_counts


@pytest.mark.parametrize(
    "green, amber, red, told",
    [
        (5, 4, 3, [([3], 5), ([2], 4), ([1], 3)]),
        (5, 4, 1, [([3], 5), ([2, 1], 5)]),
        (5, 2, 0, None),
        (1, 1, 1, None),
        (3, 0, 0, None),  # all alike: said of all is said of each
        (12, 0, 0, [([3], 12)]),
    ],
)
def test_bands_are_counted_as_finely_as_it_tells_of_nobody(green, amber, red, told):
    said = band_counts({Band.GREEN: green, Band.AMBER: amber, Band.RED: red})
    found = [(one["bands"], one["count"]) for one in said["bands"]]
    assert found == (told or []) and said["why"] == ("" if told else SILENT)
