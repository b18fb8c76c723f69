"""Organisations and list sizes of a whole country out of invented files."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators.services.areas import File, import_lists
from indicators.sources.notices import Found, counts
from indicators.sources.profiles import load
from indicators.sources.tables import FileNotRead
from practices import selectors
from practices.models import Commissioner, CommissionerLink, Network, Practice
from scorecard.audit.models import AuditEvent
from tests.sources.files import csv
from tests.sources.geography import BY, NORTH, ROWS, SINCE, details_row, geography

pytestmark = pytest.mark.django_db


def codes(practices):
    return sorted(practice.code for practice in practices)


def test_a_country_its_areas_networks_and_practices_are_there_afterwards():
    done = geography()
    country = Commissioner.objects.get(code="XXX")
    assert codes(selectors.practices_of(country, SINCE)) == codes(Practice.objects.all())
    north = Commissioner.objects.get(code="QZ1")
    assert north.parent == country
    assert codes(selectors.practices_of(north, SINCE)) == ["Z10001", "Z10002", "Z10003"]
    assert done.counts["practices added"] == 5
    assert AuditEvent.objects.filter(action="import organisations").count() == 1


def test_the_same_file_again_changes_nothing():
    geography()
    done = geography()
    assert done.counts["practices unchanged"] == 5
    changed = {what: n for what, n in done.counts.items() if n and "unchanged" not in what}
    assert changed == {}


def test_a_practice_in_no_network_and_a_network_in_two_areas_are_told():
    done = geography()
    assert counts(done.notices) == {Found.NO_NETWORK: 1, Found.TWO_AREAS: 1}
    assert Network.objects.get(code="U1").commissioner.code == "QZ1"
    loner = Practice.objects.get(code="Z10003")
    assert selectors.network_of(loner, SINCE) is None


def test_one_area_alone():
    geography(area="QZ2")
    assert codes(Practice.objects.all()) == ["Z20001", "Z20002"]


def test_a_practice_that_moved_keeps_its_old_link_and_a_new_name_is_taken_over():
    geography()
    moved = ROWS[3].replace("QZ2,South Board", "QZ1,North Board").replace("Southern", "Renamed")
    later = dt.date(2023, 4, 1)
    done = geography(*ROWS[:3], moved, ROWS[4], since=later)
    practice = Practice.objects.get(code="Z20001")
    assert practice.name == "Renamed Surgery"
    assert selectors.commissioner_of(practice, SINCE).code == "QZ2"
    assert selectors.commissioner_of(practice, later).code == "QZ1"
    assert done.counts["links to a commissioner ended"] == 1


def test_an_older_file_does_not_undo_a_newer_one_and_changes_nothing():
    geography()
    moved = ROWS[3].replace("QZ2,South Board", "QZ1,North Board").replace("Southern", "Renamed")
    with pytest.raises(ValidationError, match="Z20001 would move to North Board"):
        geography(moved, since=SINCE)
    assert Practice.objects.get(code="Z20001").name == "Southern Surgery"
    assert CommissionerLink.objects.count() == 5


def test_a_name_that_cannot_be_kept_is_named_and_nothing_is_kept():
    with pytest.raises(ValidationError, match="Among the practices, Z30001: name"):
        geography(f"Z30001,{'x' * 301},U1,First Network,{NORTH}")
    assert not Commissioner.objects.exists()


def test_details_add_postcode_and_dates():
    details = csv(
        details_row("Z10001", "ZZ1 1ZZ", "19740401"),
        details_row("Z10002", "ZZ1 2ZZ", "19740401", "20230630"),
        details_row("Z10003", "ZZ1 3ZZ", "19740401", "20171031"),
    )
    done = geography(*ROWS[:4], details=details)
    first, second, third = Practice.objects.filter(code__startswith="Z1").order_by("code")
    assert (first.postcode, first.opened_on) == ("ZZ1 1ZZ", dt.date(1974, 4, 1))
    # The register gives the last day, we the first without patients.
    assert second.closed_on == dt.date(2023, 7, 1)
    # Closed years before the geography that holds it: the two contradict, so it stays open.
    assert third.closed_on is None
    told = counts(done.notices)
    assert (told[Found.CLOSED_IN_DETAILS], told[Found.NO_DETAILS]) == (1, 1)


LISTS = (
    "Practice Code,Number of Registered Patients (Last Known Figure),"
    "Number of Weighted Patients (Last Known Figure)"
)


def lists(*rows, on=SINCE):
    file = File(load("payments"), csv(LISTS, *rows), "payments.csv")
    return import_lists(file=file, on=on, **BY)


def test_registered_and_weighted_lists_are_kept_for_the_day():
    geography()
    done = lists("Z10001,5000.25,5100.5", "Z99999,1,1")
    assert done.recorded == (2, 0, 0)
    assert counts(done.notices) == {Found.UNKNOWN_PRACTICE: 2}
    practice = Practice.objects.get(code="Z10001")
    assert selectors.list_size(practice, "weighted", SINCE) == Decimal("5100.50")
    assert lists("Z10001,5000.25,5100.5").recorded == (0, 2, 0)


def test_a_file_of_which_nothing_can_be_kept_is_refused():
    geography()
    with pytest.raises(FileNotRead, match="nothing to keep"):
        lists("Z99999,1,1")
