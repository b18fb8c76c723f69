"""What the tests of this folder begin with."""

import pytest

from indicators.services.figures import FigureRow, record_figures
from tests.areas import NOW, Area
from tests.cards.assessments.helpers import CARD, QUARTERS


@pytest.fixture
def area() -> Area:
    """Twelve practices, two indicators, three banded quarters: 61%, 62% .. and 2 more each time."""
    area = Area(card=CARD)
    area.practices += [area.add_practice(number) for number in range(4, 13)]
    rows = [
        FigureRow(
            practice.pk,
            area.definition(code).indicator_id,
            area.period(period).pk,
            numerator=(60 + number + 2 * step) // share,
            denominator=100 / share,
        )
        for step, period in enumerate(QUARTERS)
        for code, share in (("ACC01", 1), ("ACC02", 2))
        for number, practice in enumerate(area.practices, start=1)
    ]
    record_figures(rows=rows, file=None, by=None, at=NOW)
    for period in QUARTERS:
        area.band(period)
    return area
