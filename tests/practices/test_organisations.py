"""Organisations and their dated links, as services write them and selectors read them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from practices import selectors
from practices.services import organisations as services
from practices.services.lists import ListSizeRow
from scorecard.audit.models import AuditEvent

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC)
BY = {"by": None, "at": AT}
APRIL = dt.date(2025, 4, 1)


@pytest.fixture
def england():
    return services.add_commissioner(code="X99", name="Whole Country", **BY)


@pytest.fixture
def shire(england):
    return services.add_commissioner(code="X01", name="Shire", parent=england, **BY)


@pytest.fixture
def practice(shire):
    practice = services.add_practice(code="z10001", name="Élan Surgery", **BY)
    services.place_in_commissioner(practice=practice, commissioner=shire, starts_on=APRIL, **BY)
    return practice


def test_a_code_is_kept_in_capitals_and_the_name_sorts_without_accents(practice):
    assert (practice.code, practice.sort_key) == ("Z10001", "elan surgery")


def test_the_same_ods_code_twice_is_refused(practice):
    with pytest.raises(ValidationError, match="already exists"):
        services.add_practice(code="Z10001 ", name="Another", **BY)


def test_two_commissioners_of_one_name_get_different_addresses(shire):
    assert services.add_commissioner(code="X02", name="Shire", **BY).slug == "shire-x02"


def test_a_practice_belongs_to_every_commissioner_above_its_own(england, shire, practice):
    assert list(selectors.practices_of(england, APRIL)) == [practice]
    assert list(selectors.practices_of(shire, APRIL)) == [practice]


def test_a_link_holds_from_its_first_day_until_the_day_before_its_end(shire, practice):
    other = services.add_commissioner(code="X02", name="Next Door", **BY)
    moved = dt.date(2026, 1, 1)
    services.place_in_commissioner(practice=practice, commissioner=other, starts_on=moved, **BY)
    day_before = moved - dt.timedelta(days=1)
    assert not selectors.practices_of(shire, APRIL - dt.timedelta(days=1)).exists()
    assert selectors.commissioner_of(practice, day_before) == shire
    assert selectors.commissioner_of(practice, moved) == other
    assert list(selectors.practices_ever_of(shire)) == [practice]
    assert AuditEvent.objects.first().details == {"ended": [f"{practice} in Shire from {APRIL}"]}


def test_two_links_at_once_are_refused(shire, practice):
    with pytest.raises(ValidationError):
        services.place_in_commissioner(practice=practice, commissioner=shire, starts_on=APRIL, **BY)


def test_a_network_holds_its_open_practices_only(shire, practice):
    network = services.add_network(code="N1", name="North", commissioner=shire, **BY)
    services.place_in_network(practice=practice, network=network, starts_on=APRIL, **BY)
    assert list(selectors.practices_in(network, APRIL)) == [practice]
    assert selectors.networks_by_practice([practice], APRIL) == {practice.pk: network}
    services.close_practice(practice=practice, closed_on=dt.date(2026, 1, 1), **BY)
    assert list(selectors.practices_in(network, dt.date(2025, 12, 31))) == [practice]
    assert not selectors.practices_in(network, dt.date(2026, 1, 1)).exists()
    assert list(selectors.networks_of(shire)) == [network]


def test_a_closed_practice_leaves_on_its_closing_day_and_names_its_successor(shire, practice):
    successor = services.add_practice(code="Z10002", name="Successor", **BY)
    day = dt.date(2025, 10, 1)
    services.close_practice(practice=practice, closed_on=day, successor=successor, **BY)
    assert not selectors.practices_of(shire, day).exists()
    assert list(selectors.practices_of(shire, dt.date(2025, 9, 30))) == [practice]
    assert AuditEvent.objects.first().details["successor"] == "Z10002"


def test_a_practice_is_not_its_own_successor(practice):
    with pytest.raises(ValidationError, match="own successor"):
        services.close_practice(practice=practice, closed_on=APRIL, successor=practice, **BY)


def test_a_practice_not_yet_open_is_not_there(shire):
    late = services.add_practice(code="Z10003", name="Late", opened_on=dt.date(2026, 1, 1), **BY)
    services.place_in_commissioner(practice=late, commissioner=shire, starts_on=APRIL, **BY)
    assert late not in selectors.practices_of(shire, dt.date(2025, 12, 31))


def _size(practice, patients, on=APRIL, kind="registered"):
    return ListSizeRow(practice.pk, kind, on, Decimal(patients), "counted")


def test_the_list_size_is_the_latest_at_or_before_the_day(practice):
    rows = [_size(practice, "6000"), _size(practice, "6100.25", dt.date(2025, 7, 1))]
    services.record_list_sizes(rows=rows, **BY)
    assert selectors.list_size(practice, "registered", dt.date(2025, 6, 30)) == 6000
    assert selectors.list_size(practice, "registered", dt.date(2025, 7, 1)) == Decimal("6100.25")
    assert selectors.list_size(practice, "weighted", dt.date(2025, 7, 1)) is None
    assert selectors.list_size(practice, "registered", dt.date(2025, 3, 31)) is None


def test_the_same_list_sizes_again_change_nothing_and_a_correction_is_in_the_trail(practice):
    services.record_list_sizes(rows=[_size(practice, "6000")], **BY)
    assert services.record_list_sizes(rows=[_size(practice, "6000.00")], **BY) == (0, 1, 0)
    assert services.record_list_sizes(rows=[_size(practice, "6001")], **BY) == (0, 0, 1)
    change = AuditEvent.objects.first().details["changes"][0]
    assert (change["was"], change["is"]) == ("6000.00", "6001.00")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (lambda p: [_size(p, "1"), _size(p, "2")], "two lists"),
        (lambda p: [_size(p, "-1")], "below zero"),
        (lambda p: [_size(p, "1", kind="counted")], "not a valid choice"),
    ],
)
def test_bad_list_sizes_are_refused_whole(practice, rows, said):
    with pytest.raises(ValidationError, match=said):
        services.record_list_sizes(rows=rows(practice), **BY)
    assert selectors.list_size(practice, "registered", APRIL) is None


def test_a_list_of_a_practice_that_is_not_there_is_refused(shire):
    nobody = ListSizeRow(0, "registered", APRIL, Decimal(1), "counted")
    services.record_list_sizes(rows=[nobody], commissioner=shire, **BY)
    with pytest.raises(IntegrityError):
        connection.check_constraints()
