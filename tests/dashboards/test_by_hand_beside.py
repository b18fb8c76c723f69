"""A small England drawn at random: whom practices are put beside, and how far limits are widened,
as pages and files say it and as the formulas of the field come to it."""

import csv
import io
import re

import pytest
from django.db import transaction
from django.urls import reverse

from scorecard.accounts.roles import Role
from tests.dashboards import by_hand
from tests.dashboards.nation import PERIOD, Nation
from tests.dashboards.test_by_hand import number, same, table, words

pytestmark = pytest.mark.django_db
TEN = 10
BESIDE = 4  # the column of similar practices


@pytest.fixture(scope="module", params=(21, 22, 23))
def nation(request, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        found = Nation(request.param)
        found.analyst = found.user(Role.ANALYST)
        yield found
        transaction.set_rollback(True)


@pytest.fixture
def read(nation, client):
    client.force_login(nation.analyst)

    def _read(name, *args, **query):
        response = client.get(reverse(name, args=["ENG", *args]), {"period": PERIOD, **query})
        assert response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        return content.decode()

    return _read


@pytest.fixture
def rows(read):
    """The rows of the analysts' file, by practice and indicator."""
    held = csv.DictReader(io.StringIO(read("results-csv").lstrip("\ufeff")))
    return {(one["practice code"], one["indicator"]): one for one in held}


def typical(nation):
    everybody = [*nation.silent, *nation.codes]
    return [code for code in everybody if code != nation.odd]


def alike(nation, whose):
    return by_hand.nearest(nation.lists, nation.scores, typical(nation), whose, TEN)


def verdict(low, high, benchmark):
    return "Better" if low > benchmark else "Worse" if high < benchmark else "Similar"


def told(row):
    return row["comparison"].split(" ")[0]


def test_england_is_what_the_counts_of_all_come_to(nation, rows, read):
    england = by_hand.together(nation.of("ACC01").values())
    seen = 0
    for (practice, indicator), row in rows.items():
        if indicator != "ACC01" or (practice, "ACC01") not in nation.counts:
            continue
        assert float(row["benchmark"]) == pytest.approx(england)
        assert row["benchmark is"] == "England, all typical practices together"
        low, high = (100 * one for one in by_hand.wilson(*nation.counts[practice, "ACC01"]))
        assert told(row) == verdict(low, high, england), row
        seen += 1
    assert seen > 15
    page = words(read("indicator-results", "ACC01"))
    assert f"England, all typical practices together is {england:.1f}%" in page


def test_similar_practices_are_the_ten_nearest_and_their_counts_are_added_up(nation, rows):
    seen = 0
    for practice in nation.codes:
        if (practice, "SIM01") not in nation.counts:
            continue
        row, held = rows[practice, "SIM01"], nation.of("SIM01")
        pairs = [held[one] for one in alike(nation, practice) if one in held]
        if len(pairs) < 2:
            assert row["benchmark"] == ""
            continue
        expected = by_hand.together(pairs)
        assert float(row["benchmark"]) == pytest.approx(expected), practice
        low, high = (100 * one for one in by_hand.wilson(*nation.counts[practice, "SIM01"]))
        assert told(row) == verdict(low, high, expected)
        seen += 1
    assert seen > 10


def test_a_practices_page_stands_it_beside_those_same_ten(nation, read):
    seen = 0
    for practice in nation.codes:
        cells = table(read("area-practice", practice), "Access")
        for code, label in (("ACC01", "Seen within two days"), ("SIM01", "Alike")):
            if (practice, code) not in nation.counts:
                continue
            shown = cells[label][BESIDE]
            if not re.search(r"\d", shown):
                continue
            held = nation.of(code)
            pairs = [held[one] for one in alike(nation, practice) if one in held]
            same(shown, by_hand.together(pairs))
            seen += 1
    assert seen > 10


@pytest.mark.parametrize("code", ["CON01", "SHA01"])
def test_intervals_are_widened_by_the_scatter_of_all(nation, rows, code):
    share = code == "SHA01"
    phi, tau = by_hand.scatter(list(nation.of(code).values()), share)
    # Drawn so that chance alone does not explain it: something is widened.
    assert tau > 0 if share else phi > 1.5
    middle = sum(a for a, _ in nation.of(code).values()) / sum(
        b for _, b in nation.of(code).values()
    )
    seen = 0
    for practice in nation.codes:
        if (practice, code) not in nation.counts:
            continue
        above, below = nation.counts[practice, code]
        factor = 1 + 4 * below * tau if share else phi
        limits = (by_hand.wilson if share else by_hand.poisson)(above / factor, below / factor)
        scale = 100 if share else 1000
        row = rows[practice, code]
        expected = [scale * one for one in limits]
        assert [float(row["lower"]), float(row["upper"])] == pytest.approx(expected), practice
        narrow = (by_hand.wilson if share else by_hand.poisson)(above, below)
        assert expected[1] - expected[0] > scale * (narrow[1] - narrow[0])
        assert told(row) == verdict(*limits, middle)
        seen += 1
    assert seen > 15


def test_the_page_shows_the_widened_limits(nation, read):
    phi, _ = by_hand.scatter(list(nation.of("CON01").values()), share=False)
    shown = table(read("indicator-results", "CON01"), "every practice")
    seen = 0
    for name, cells in shown.items():
        code = f"ENG{int(number(name)):03}"
        pair = nation.counts.get((code, "CON01"))
        if pair is None:
            continue
        limits = by_hand.poisson(pair[0] / phi, pair[1] / phi)
        interval = next(one for one in cells if re.search(r"\d to [\d.]", one))
        low, high = interval.split(" to ")
        same(low, 1000 * limits[0])
        same(high, 1000 * limits[1])
        seen += 1
    assert seen > 15
