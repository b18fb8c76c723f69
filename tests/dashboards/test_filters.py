"""Which practices of a run a reader asks for, and what is said of what nobody knows."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import QueryDict

from practices.models import ListKind
from practices.services.groups import make_group, make_group_set, place_in_group
from practices.services.lists import ListSizeRow, record_list_sizes
from practices.services.organisations import add_network, place_in_network
from scorecard.accounts.roles import Role
from scorecard.dashboards.selectors import run_places
from scorecard.dashboards.selectors.filters import (
    PracticeFilters,
    RunPlaces,
    chosen,
    read_filters,
    words_of,
)
from scorecard.dashboards.services.lists import make_list, share_list
from tests.areas import CARD, NOW, START, Area

BY = {"by": None, "at": NOW}
IMD = {
    "code": "X-IMD",
    "name": "Deprivation score",
    "description": "A higher score is more deprived.",
    "role": "context",
    "kind": "score",
    "unit": "points",
    "polarity": "none",
    "sampling": "none",
    "supplied_by": "national",
}


@pytest.fixture
def area(db):
    area = Area(card={**CARD, "indicators": [*CARD["indicators"], IMD]})
    area.practices += [area.add_practice(number) for number in (4, 5)]
    return area


def places(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    return RunPlaces(area.band())


def read(found, **asked):
    query = QueryDict(mutable=True)
    query.update(asked)
    return read_filters(query, found)


def who(area, found, **asked):
    filters, unknown = read(found, **asked)
    assert unknown == ()
    number = {one.pk: at for at, one in enumerate(area.practices, start=1)}
    return sorted(number[pk] for pk in found.practices[chosen(filters, found)].tolist())


def test_without_a_filter_everybody_is_there(area):
    found = places(area)
    assert who(area, found) == [1, 2, 3, 4, 5]
    assert words_of(PracticeFilters(), found) == ()


def test_a_network_by_its_code_in_whatever_case(area):
    other = add_network(code="NSOUTH", name="South", commissioner=area.commissioner, **BY)
    place_in_network(practice=area.practices[1], network=other, starts_on=dt.date(2025, 4, 1), **BY)
    found = places(area)
    assert who(area, found, network="nsouth") == [2]
    filters, _ = read(found, network="nsouth")
    assert [one.words for one in words_of(filters, found)] == ["Network: South"]


def test_fifths_are_of_the_area_until_england_is_held(area):
    for number, score in enumerate((10, 50, 20, 40, 30), start=1):
        area.record(number, "X-IMD", value=score)
    found = places(area)
    assert who(area, found, fifth="1") == [2]
    assert who(area, found, fifth="5") == [1]
    assert not found.fifths.national
    assert "this area's practices by Deprivation score" in found.fifths.words


def test_fifths_are_national_where_england_is_held(area, monkeypatch):
    monkeypatch.setattr(run_places, "LEAST_NATIONAL", 5)
    england = Area(
        code="ENG", card={**CARD, "indicators": [{**IMD, "code": "IMD"}, *CARD["indicators"]]}
    )
    england.practices += [england.add_practice(number) for number in (4, 5)]
    for number, score in enumerate((100, 90, 80, 70, 60), start=1):
        england.record(number, "IMD", value=score)
    for number, score in enumerate((10, 50, 20, 85, 30), start=1):
        area.record(number, "X-IMD", value=score)
    found = places(area)
    assert found.fifths.national
    assert "England's practices" in found.fifths.words
    assert who(area, found, fifth="3") == [4]
    assert who(area, found, fifth="5") == [1, 2, 3, 5]


def test_a_practice_without_a_score_is_in_no_fifth(area):
    for number in (1, 2, 3, 4):
        area.record(number, "X-IMD", value=number)
    found = places(area)
    assert found.fifths.codes.tolist() == [0, 0, 0, 0, 0]


def test_list_sizes_by_band_and_those_nobody_knows(area):
    rows = [
        ListSizeRow(area.practices[at].pk, ListKind.REGISTERED, START, Decimal(patients), "test")
        for at, patients in enumerate((4_999, 5_000, 15_000))
    ]
    record_list_sizes(rows=rows, **BY)
    found = places(area)
    assert who(area, found, size="under-5000") == [1]
    assert who(area, found, size="5000-9999") == [2]
    assert who(area, found, size="15000-up") == [3]
    assert who(area, found, size="unknown") == [4, 5]


def test_a_group_of_ones_own(area):
    localities = make_group_set(
        commissioner=area.commissioner, name="Localities", why="A test.", **BY
    )
    east = make_group(group_set=localities, name="East", why="A test.", **BY)
    place_in_group(group=east, codes=[area.practices[2].code], starts_on=START, **BY)
    found = places(area)
    assert who(area, found, group=str(east.pk)) == [3]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"network": "NOWHERE"}, "no network “NOWHERE”"),
        ({"network": "N" * 5_000}, "no network “NNNN"),
        ({"fifth": "9"}, "no deprivation fifth “9”; they are 1 to 5"),
        ({"fifth": "²"}, "no deprivation fifth “²”"),
        ({"size": "huge"}, "no list size band “huge”"),
        ({"group": "9" * 4_400}, "no group “999"),
        ({"group": "-1"}, "no group “-1”"),
    ],
)
def test_what_is_not_known_is_said_and_everybody_shown(area, asked, said):
    found = places(area)
    filters, unknown = read(found, **asked)
    assert not filters
    assert said in unknown[0]
    assert len(unknown[0]) < 200


def test_an_address_holds_only_what_is_asked_for():
    filters = PracticeFilters(network="N1", fifth=2)
    assert filters.as_query() == {"network": "N1", "fifth": "2"}


def test_a_list_of_the_readers_own_or_shared_is_a_filter(area):
    analyst, lead = area.user(Role.ANALYST), area.user(Role.COMMISSIONING_LEAD)
    codes = [area.practices[0].code, area.practices[3].code]
    kept = make_list(commissioner=area.commissioner, name="Mine", codes=codes, by=analyst, at=NOW)
    run = places(area).card_run
    own = RunPlaces(run, analyst)
    assert who(area, own, list=str(kept.pk)) == [1, 4]
    filters, _ = read(own, list=str(kept.pk))
    assert [(one.name, one.words) for one in words_of(filters, own)] == [("list", "List: Mine")]
    said = f"There is no list “{kept.pk}” here that you can see. All practices are shown."
    for reader in (lead, None):
        assert read(RunPlaces(run, reader), list=str(kept.pk)) == (PracticeFilters(), (said,))
    share_list(practice_list=kept, by=analyst, at=NOW)
    assert who(area, RunPlaces(run, lead), list=str(kept.pk)) == [1, 4]
