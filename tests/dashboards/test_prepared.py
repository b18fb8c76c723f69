"""What is prepared after a run reads as the results themselves do."""

import re

import numpy as np
import pytest
from django.urls import reverse

from practices.services.atypical import flag_atypical
from scorecard.accounts.roles import Role
from scorecard.dashboards.models import PreparedColumn, PreparedMoves
from scorecard.dashboards.pooled import Column, pool
from scorecard.dashboards.selectors import moves, results_wide, run_columns
from scorecard.dashboards.selectors.moves import PACKED, moves_between, moves_read
from scorecard.dashboards.selectors.run_bands import bands_of
from scorecard.dashboards.selectors.run_columns import columns_of_run
from scorecard.dashboards.selectors.run_places import RunPlaces
from scorecard.dashboards.selectors.run_sheet import sheet_of
from scorecard.dashboards.services import preparing
from tests.areas import NOW as MOMENT
from tests.areas import Area
from tests.dashboards.conftest import BEFORE, NOW, band_both, card_with, second, two_periods
from tests.dashboards.test_board_page import an_area, texts
from tests.dashboards.test_pooled import SHARE, random_column

BY = {"by": None, "at": MOMENT}


@pytest.fixture
def large(monkeypatch):
    """Every run counts as one of many practices."""
    for module in (results_wide, preparing):
        monkeypatch.setattr(module, "PREPARED_FROM", 1)


@pytest.fixture
def runs(db):
    area = Area(card=card_with(second()))
    two_periods(area, "ACC01", (1, (850, 1000), (700, 1000)), (2, (28, 33), (23, 33)))
    two_periods(area, "ACC02", (3, (400, 1000), (900, 1000)), (1, (9, 10), (8, 10)))
    area.runs = band_both(area)
    return area


def columns_in(card_run) -> dict[int, Column]:
    practices = RunPlaces(card_run).practices
    sheet = sheet_of(card_run)
    states = {one.definition: sheet.states[:, at] for at, one in enumerate(sheet.columns)}
    return dict(columns_of_run(card_run, practices, states))


def test_prepared_columns_are_those_of_the_results(runs, large, monkeypatch):
    flag_atypical(
        practice=runs.practices[1],
        reason="Students",
        starts_on=BY["at"].date().replace(month=1),
        **BY,
    )
    now = runs.runs[1]
    apart = columns_in(now)
    preparing.prepare(card_run=now, **BY)
    monkeypatch.setattr(run_columns, "_spread", None)  # of results only
    prepared = columns_in(now)
    assert set(prepared) == set(apart)
    for pk, column in apart.items():
        for name in ("states", "value", "numerator", "denominator", "typical"):
            np.testing.assert_array_equal(getattr(prepared[pk], name), getattr(column, name))


def same(first, second) -> None:
    assert [(one.definition.pk, one.was.pk, one.why_unknown) for one in first] == [
        (one.definition.pk, one.was.pk, one.why_unknown) for one in second
    ]
    for one, other in zip(first, second, strict=True):
        for name in PACKED:
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_prepared_moves_are_those_of_the_results(runs, large, monkeypatch):
    before, now = runs.runs
    apart = moves_read(before, now, bands_of([now, before]))
    assert sum(one.practices.size for one in apart) == 3
    preparing.prepare(card_run=now, **BY)
    monkeypatch.setattr(moves, "moves_read", None)
    same(moves_between(before, now), apart)
    first = runs.practices[0].pk
    same(
        moves_between(before, now, practice=first),
        [one.of(first) for one in apart if first in one.practices],
    )
    own = runs.definition("ACC02").indicator_id
    assert [one.indicator for one in moves_between(before, now, indicators=[own])] == [own]
    assert moves_between(before, now, indicators=[]) == []


def test_a_period_banded_again_has_its_moves_read_until_it_is_prepared(runs, large):
    before, now = runs.runs
    preparing.prepare(card_run=now, **BY)
    runs.record(2, "ACC01", period=BEFORE, numerator=10, denominator=33)
    again = runs.band(BEFORE)
    apart = moves_read(again, now, bands_of([now, again]))
    same(moves_between(again, now), apart)
    preparing.prepare(card_run=again, **BY)
    assert PreparedMoves.objects.get(run=now.run).before_id == again.run_id
    same(moves_between(again, now), apart)
    assert not PreparedColumn.objects.filter(run=before.run).exists()


def test_nothing_moved_is_prepared_too(db, large):
    area = Area()
    two_periods(area, "ACC01", (1, (900, 1000), (900, 1000)))
    before, now = band_both(area)
    preparing.prepare(card_run=now, **BY)
    assert moves_between(before, now) == []


def test_overview_and_board_read_the_same_prepared_or_not(db, client, large):
    area = an_area()
    for number in range(1, 16):
        area.record(number, "ACC01", period=BEFORE, numerator=90, denominator=100)
    area.band(BEFORE)
    now, analyst = area.band(NOW), area.user(Role.ANALYST)

    def overview():
        client.force_login(analyst)
        page = client.get(reverse("area", args=["Z01"])).content.decode()
        return re.sub(r"<[^>]+>", "", page.split("<main")[1])

    apart = overview(), texts(client, area)[1:]
    preparing.prepare(card_run=now, **BY)
    assert (overview(), texts(client, area)[1:]) == apart


def test_medians_of_many_groups_are_those_of_each():
    draw = np.random.default_rng(7)
    column = random_column(draw)
    nothing = np.full(column.value.shape, np.nan)
    column = Column(column.states, column.value, nothing, nothing, column.typical)
    groups = draw.integers(-1, 60, 400)
    found = pool(SHARE, column, groups, 61)
    for group in range(61):
        own = column.value[column.counted & (groups == group)]
        wanted = float(np.median(own)) if own.size else np.nan
        np.testing.assert_equal(found.value[group], wanted)
    assert np.isnan(found.value[60])
