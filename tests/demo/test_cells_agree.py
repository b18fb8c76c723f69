"""500 cells drawn at random: grid, practice page, ranked chart, file and data say the same."""

import random
from functools import cache, partial

import pytest
from django.db import transaction
from django.urls import reverse

from practices.models import Commissioner
from scorecard.accounts.models import User
from scorecard.calc.rounding import for_drawing
from scorecard.cards.selectors.runs import newest_runs
from scorecard.demo import world
from scorecard.demo.services import seed
from tests.demo.reading import bars_of, cells_of, rows_of
from tests.demo.test_page_file_and_data_agree import file_of

pytestmark = pytest.mark.django_db
AREA = "XD1"


@pytest.fixture(scope="module")
def twelve(django_db_setup, django_db_blocker):
    """A demo with more than 500 cells: twelve practices, two banded quarters."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(world.generate(quarters_count=3, practices=12, neighbours=2))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def page(client):
    """Each page is asked for once."""
    client.force_login(User.objects.get(email="analyst@xd1.example"))

    @cache
    def _page(name, period, *args):
        address = reverse(name, args=[AREA, *args])
        response = client.get(f"{address}?period={period}")
        assert response.status_code == 200, address
        return response.content.decode()

    return _page


def weighted_rows(client):
    """The file's rows of what the grid shows, with the period of each."""
    commissioner = Commissioner.objects.get(code=AREA)
    for one in newest_runs(commissioner):
        period = one.run.period.code
        for row in file_of(client, AREA, period):
            if row["role"] == "weighted":
                yield period, row


def test_500_cells_are_the_same_wherever_they_are_read(twelve, client, page):
    client.force_login(User.objects.get(email="analyst@xd1.example"))
    drawn = random.Random(7).sample(list(weighted_rows(client)), 500)
    for period, row in drawn:
        where = practice, indicator = row["practice code"], row["indicator"]
        told = row["band"] or row["why no band"]
        figure = short(row["value as shown"]) if row["value"] else ""
        cell = cells(page("grid", period))[where]
        assert cell.startswith(told) and figure in cell, (where, cell)
        by_indicator = page("indicator-results", period, indicator)
        for one in (page("area-practice", period, practice), by_indicator):
            lines = rows(one)[where]
            assert any(told in line and figure in line for line in lines), (where, told, lines)
        bar = bars(by_indicator).get(row["practice"])
        assert bar == drawn_as(row), (where, bar)
        address = reverse("area-result", args=[AREA, *where])
        data = client.get(f"{address}?period={period}&format=json").json()
        assert (data["band"] or data["why_no_band"]) == told, where
        assert value_in(data) == (float(row["value"]) if row["value"] else None), where
    assert {"Green", "Amber", "Red"} <= {row["band"] for _, row in drawn}
    assert len({row["why no band"] for _, row in drawn}) > 2


# Reading a page takes longer than asking for it.
cells, rows = cache(cells_of), cache(rows_of)
bars = cache(partial(bars_of, chart="bars"))


def short(shown: str) -> str:
    """The figure without a long unit, which stands in the head of a column or beneath it."""
    return shown.split(" ")[0]


def drawn_as(row) -> tuple[float, str] | None:
    """Its bar; yes and no are not drawn, and what is missing has no length."""
    if not row["value"] or row["value as shown"] in ("Yes", "No"):
        return None
    return for_drawing(float(row["value"])), row["band"] or "No band"


def value_in(data) -> float | None:
    return next(one["value"] for one in data["numbers"] if one["name"] == "value")
