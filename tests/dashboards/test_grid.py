"""The grid as a commissioner uses it: filtered, sorted, put together, compared, taken away."""

import csv
import datetime as dt
import io
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from practices.models import Practice
from practices.services.atypical import flag_atypical
from practices.services.organisations import add_network, place_in_network
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardRun
from scorecard.dashboards.models import PreparedRun
from scorecard.dashboards.selectors import (
    grid_asked,
    results_wide,
    run_sheet,
)
from scorecard.dashboards.selectors import preparing as looking
from scorecard.dashboards.services import preparing
from scorecard.dashboards.tasks import prepare_runs
from tests.areas import NOW, Area
from tests.dashboards.reading import cells_of

BY = {"by": None, "at": NOW}
BEFORE = "2025-26-Q4"


@pytest.fixture
def area(db):
    """Practice 1 does well, 2 badly, 3 has sent nothing; 2 is alone in the network South."""
    area = Area()
    south = add_network(code="NSOUTH", name="South", commissioner=area.commissioner, **BY)
    place_in_network(practice=area.practices[1], network=south, starts_on=dt.date(2025, 4, 1), **BY)
    for period, seen in ((BEFORE, 400), ("2026-27-Q1", 900)):
        area.record(1, "ACC01", period, numerator=seen, denominator=1000)
        area.record(2, "ACC01", period, numerator=30, denominator=100)
        area.record(1, "VFM01", period, numerator=14000, denominator=100)
        area.record(2, "VFM01", period, numerator=19000, denominator=100)
        area.run = area.band(period)
    return area


@pytest.fixture
def read(area, client):
    client.force_login(area.user(Role.ANALYST))

    def _read(**asked):
        response = client.get(reverse("grid", args=["Z01"]) + "?" + urlencode(asked))
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return _read


@pytest.fixture
def taken(area, client):
    client.force_login(area.user(Role.ANALYST))

    def _taken(kind="csv", **asked):
        response = client.get(reverse(f"grid-{kind}", args=["Z01"]) + "?" + urlencode(asked))
        content = b"".join(response.streaming_content)
        if kind == "csv":
            return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        return [list(row) for row in rows]

    return _taken


def names(page):
    return list(dict.fromkeys(name for name, _ in cells_of(page)))


def test_practices_stand_in_order_of_name_with_band_and_figure(read):
    page = read()
    assert names(page) == ["Practice 1", "Practice 2", "Practice 3"]
    cells = cells_of(page)
    assert cells["Practice 1", "ACC01"] == "Green 90.0%"
    assert cells["Practice 2", "VFM01"] == "Red £190.00"
    assert cells["Practice 3", "VFM01"] == "No data"
    assert "3 practices, 2 indicators" in page


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"network": "NSOUTH"}, [2]),
        ({"band": "red"}, [2]),
        ({"band": "none"}, [3]),
        ({"state": "has-red"}, [2]),
        ({"state": "no-data"}, [3]),
        ({"size": "unknown"}, [1, 2, 3]),
        ({"state": "has-red", "band": "green"}, []),
    ],
)
def test_a_filter_leaves_who_is_like_that_and_says_so(read, asked, left):
    page = read(**asked)
    for number in (1, 2, 3):
        assert (f"Practice {number}</a>" in page) == (number in left)
    assert page.count(">Remove<span") == len(asked)
    if not left:
        assert "No practice is like that. Remove a filter." in page


def test_a_filter_is_taken_away_and_the_rest_of_the_address_stays(read):
    page = read(band="red", network="NSOUTH", sort="worst")
    assert '<a href="?period=2026-27-Q1&amp;sort=worst&amp;network=NSOUTH">Remove' in page
    assert '<a href="?period=2026-27-Q1&amp;sort=worst">Remove all' in page


def test_a_domain_leaves_its_indicators_only(area, read):
    domain = area.version.domains.get(name="Access").pk
    assert {code for _, code in cells_of(read(domain=domain))} == {"Overall", "Trend", "ACC01"}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("best", [1, 2, 3]),
        ("worst", [2, 1, 3]),
        ("ACC01", [1, 2, 3]),
        ("-acc01", [2, 1, 3]),
        ("VFM01", [2, 1, 3]),
        ("largest", [1, 2, 3]),
    ],
)
def test_any_column_sorts_and_who_has_none_comes_last(read, sort, order):
    assert names(read(sort=sort)) == [f"Practice {number}" for number in order]


@pytest.mark.parametrize(
    "asked",
    [
        {"sort": "zzz"},
        {"band": "blue"},
        {"state": "x" * 5000},
        {"view": "sideways"},
        {"pool": "everything"},
        {"domain": "99999999"},
        {"domain": "9" * 5000},
        {"network": "<script>"},
        {"fifth": "1"},
    ],
)
def test_what_is_not_known_is_said_and_the_grid_stands(read, asked):
    page = read(**asked)
    assert len(names(page)) == 3
    assert 'class="nhsuk-inset-text"' in page
    assert "<script>" not in page.split("</h1>")[1].split("<footer")[0]
    assert len(page) < 60_000


@pytest.mark.parametrize("page", ["1000000000", "-1", "²", "9" * 5000, "0"])
def test_a_page_that_is_not_there_is_the_nearest(read, page):
    assert len(names(read(page=page))) == 3


def test_many_indicators_leave_room_for_fewer_practices_on_a_page(read, monkeypatch):
    monkeypatch.setattr(grid_asked, "MOST_CELLS", 4)
    monkeypatch.setattr(grid_asked, "FEWEST", 1)
    assert names(read()) == ["Practice 1", "Practice 2"]
    assert names(read(page=2)) == ["Practice 3"]


def test_long_and_right_to_left_names_are_text(area, read):
    Practice.objects.filter(pk=area.practices[0].pk).update(name='مركز <b>"x"' + "a" * 280)
    page = read()
    assert "مركز &lt;b&gt;&quot;x&quot;aaa" in page


def test_counts_of_a_network_are_added_up_and_never_averaged(read):
    cells = cells_of(read(pool="network"))
    assert cells["Everybody shown 3 practices, counts added up", "ACC01"] == "84.5%"
    assert cells["South 1 practice, counts added up", "ACC01"] == "30.0%"
    assert cells["North 2 practices, counts added up", "VFM01"] == "£140.00"


def test_a_group_says_that_an_atypical_practice_is_not_added_up(area, read):
    flag_atypical(
        practice=area.practices[0],
        reason="is a walk-in centre",
        starts_on=dt.date(2026, 1, 1),
        **BY,
    )
    cells = cells_of(read(pool="network"))
    assert cells["South 1 practice, counts added up", "ACC01"] == "30.0%"
    assert "VFM01" in {code for row, code in cells if row.endswith("without 1 atypical one")}


def test_everybody_together_is_the_area_that_practices_are_compared_with(area, read):
    together = cells_of(read(pool="area"))["Everybody shown 3 practices, counts added up", "ACC01"]
    held = area.run.run.definitions.get(definition=area.definition("ACC01"))
    assert together == f"{held.benchmark:.1f}%"


def test_since_the_last_period_a_change_is_more_than_chance_or_not(read):
    cells = cells_of(read(view="change"))
    assert cells["Practice 1", "ACC01"] == "Better 40.0% → 90.0% red to green"
    assert cells["Practice 2", "ACC01"] == "May be chance 30.0%"
    assert cells["Practice 1", "VFM01"] == "Cannot be told £140.00"
    assert cells["Practice 3", "VFM01"] == "No figure"


def test_a_figure_replaced_since_is_marked_though_nobody_was_asked_to_verify(area, read):
    area.record(2, "ACC01", numerator=35, denominator=100)
    cells = cells_of(read())
    assert cells["Practice 2", "ACC01"] == "Red 30.0% changed since"
    assert cells["Practice 1", "ACC01"] == "Green 90.0%"


def test_before_the_second_period_nothing_can_have_changed(read):
    page = read(view="change", period=BEFORE)
    assert "No earlier period is banded" in page
    assert cells_of(page)["Practice 1", "ACC01"] == "New figure 40.0%"


def test_the_score_of_each_period_is_drawn_and_told(read):
    page = read()
    assert 'aria-label="Score by period: 40, 100"' in page
    assert 'aria-label="Share green by period: 0%, 50%"' in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_is_what_the_page_shows(taken, kind):
    header, *rows = taken(kind, sort="worst", state="has-red")
    assert header == [
        "practice code",
        "practice",
        "overall",
        "overall score",
        "ACC01 band",
        "ACC01 Seen within two days (%)",
        "VFM01 band",
        "VFM01 Spending per patient (£)",
        "notes",
    ]
    (row,) = rows
    assert row[:3] == ["Z01002", "Practice 2", "Red"]
    assert [float(row[at]) for at in (3, 5, 7)] == [0, 30, 190]
    if kind == "xlsx":
        assert all(isinstance(row[at], int | float) for at in (3, 5, 7))


def test_the_file_of_changes_has_both_figures_as_numbers(taken):
    rows = {row[1]: row for row in taken("xlsx", view="change", pool="area")}
    assert rows["Practice 1"][4:7] == ["Better", 40, 90]
    assert rows["Practice 2"][4:7] == ["May be chance", 30, 30]
    assert rows["Practice 3"][4:7] == ["No figure", None, None]
    assert rows["Everybody shown"][4:7] == [None, None, 84.5]


def test_figures_that_moved_and_are_written_alike_have_more_digits(area, client, taken):
    for period, seen in ((BEFORE, 90_010_000), ("2026-27-Q1", 90_040_000)):
        area.record(3, "ACC01", period, numerator=seen, denominator=100_000_000)
        area.band(period)
    page = " ".join(client.get(reverse("grid", args=["Z01"]) + "?view=change").text.split())
    assert cells_of(page)["Practice 3", "ACC01"] == "Better 90.01% → 90.04%"
    rows = {row[1]: row for row in taken("xlsx", view="change")}
    assert rows["Practice 3"][4:7] == ["Better", 90.01, 90.04]


def test_prepared_rows_read_as_the_results_themselves(area, read, monkeypatch):
    apart = read(sort="ACC01")
    for module in (results_wide, preparing):
        monkeypatch.setattr(module, "PREPARED_FROM", 1)
    assert preparing.prepare(card_run=area.run, **BY) == 3
    assert preparing.prepare(card_run=area.run, **BY) == 0
    assert cells_of(read(sort="ACC01")) == cells_of(apart)
    monkeypatch.setattr(results_wide, "_from_results", None)
    assert cells_of(read(sort="ACC01")) == cells_of(apart)


def test_the_newest_runs_of_many_practices_are_prepared_by_a_job(
    area, monkeypatch, django_capture_on_commit_callbacks
):
    for module in (results_wide, preparing, looking):
        monkeypatch.setattr(module, "PREPARED_FROM", 4)
    assert looking.unprepared() == []
    for module in (results_wide, preparing, looking):
        monkeypatch.setattr(module, "PREPARED_FROM", 3)
    area.band()
    assert len(looking.unprepared()) == 2
    with django_capture_on_commit_callbacks(execute=True):
        prepare_runs()
    assert PreparedRun.objects.count() == 2
    assert looking.unprepared() == []


def test_rows_of_a_superseded_run_go_when_the_next_is_prepared(area, monkeypatch):
    for module in (results_wide, preparing):
        monkeypatch.setattr(module, "PREPARED_FROM", 1)
    preparing.prepare(card_run=area.run, **BY)
    again = area.band()
    preparing.prepare(card_run=again, **BY)
    assert list(PreparedRun.objects.values_list("run", flat=True)) == [again.run_id]


@pytest.mark.parametrize(
    "asked",
    [{}, {"view": "change"}, {"pool": "network"}, {"network": "NSOUTH", "state": "no-data"}],
)
def test_a_page_takes_at_most_twelve_queries(read, asked, django_assert_max_num_queries):
    read(**asked)  # what never changes of a run is read once
    with django_assert_max_num_queries(12):
        read(**asked)


def test_so_does_the_first_plain_page_of_a_new_process(read, django_assert_max_num_queries):
    read()  # the types of content and what else Django itself keeps
    run_sheet._sheets.clear()
    with django_assert_max_num_queries(12):
        read()


def test_what_changed_is_told_where_another_version_banded_the_period_before(area, read):
    before = CardRun.objects.get(run__period__code=BEFORE)
    alone = cells_of(read(view="change"))
    sheet = run_sheet.sheet_of(area.run, (before,))
    own = run_sheet.columns_before(sheet, before, area.run)
    other = run_sheet.columns_before(sheet, before, CardRun(version_id=0))
    assert own == other and own
    assert alone == cells_of(read(view="change"))
