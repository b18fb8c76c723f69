"""List sizes, organisations and details out of invented files."""

import datetime as dt
from decimal import Decimal

import pytest

from indicators.sources import listing
from indicators.sources.notices import Found, counts
from indicators.sources.tables import FileNotRead
from tests.sources.files import csv, profile

LISTS = [{"kind": "registered", "patients": "LIST", "on": "DAY"}]
DAY = dt.date(2021, 1, 1)


def lists(*rows, on=None, spec=LISTS):
    content = csv("PRACTICE,DAY,LIST", *rows)
    return listing.parse_lists(content, profile(lists=spec, dates="%d%b%Y"), "f.csv", on)


def test_a_list_has_its_day_in_the_form_of_the_source():
    [size], notices = lists("Z10001,01JAN2021,5903")
    assert (size.on, size.patients, size.row) == (DAY, Decimal(5903), 2)
    assert notices == []


def test_a_quarter_of_a_patient_and_a_list_of_zero_are_kept_and_told():
    sizes, notices = lists("Z10001,01JAN2021,0.25", "Z10002,01JAN2021,0")
    assert [size.patients for size in sizes] == [Decimal("0.25"), 0]
    assert counts(notices) == {Found.PART_PATIENT: 1, Found.ZERO_LIST: 1}


def test_a_list_below_zero_or_without_number_or_day_is_refused():
    sizes, notices = lists("Z1,01JAN2021,-3", "Z2,01JAN2021,x", "Z3,2021-01-01,5")
    assert sizes == []
    assert set(counts(notices)) == {Found.NEGATIVE_LIST, Found.NOT_A_NUMBER, Found.BAD_DATE}


def test_one_practice_twice_on_a_day():
    sizes, notices = lists("Z1,01JAN2021,5", "Z1,01JAN2021,5", "Z2,01JAN2021,5", "Z2,01JAN2021,6")
    assert [size.practice for size in sizes] == ["Z1"]
    assert counts(notices) == {Found.CONTRADICTION: 2, Found.DUPLICATE: 1}


def test_where_the_file_names_no_day_the_user_must():
    spec = [{"kind": "weighted", "patients": "LIST"}]
    with pytest.raises(FileNotRead, match="give the day"):
        lists("Z1,,5", spec=spec)
    [size], _ = lists("Z1,,5", spec=spec, on=DAY)
    assert (size.kind, size.on) == ("weighted", DAY)


GEOGRAPHY = profile(
    organisation={
        "name": "NAME",
        "network": "PCN",
        "network_name": "PCN_NAME",
        "area": "ICB",
        "area_name": "ICB_NAME",
        "country": "NAT",
        "country_name": "NAT_NAME",
    },
    no_network=["", "U"],
)
HEADINGS = "PRACTICE,NAME,PCN,PCN_NAME,ICB,ICB_NAME,NAT,NAT_NAME"
NORTH = "Z10001,Surgery,U1,First,QZ1,North Board,XXX,Country"
LONER = "Z10002,Loner,U,Unallocated,QZ2,South Board,XXX,Country"


def organisations(*rows, **options):
    return listing.parse_organisations(csv(HEADINGS, *rows), GEOGRAPHY, "f.csv", **options)


def test_a_practice_has_a_network_an_area_and_a_country():
    [one, loner], _ = organisations(NORTH, LONER)
    assert (one.code, one.network, one.area, one.country) == ("Z10001", "U1", "QZ1", "XXX")
    assert loner.network == ""


def test_one_area_may_be_wanted_alone():
    found, _ = organisations(NORTH, LONER, only_area="QZ2")
    assert [one.code for one in found] == ["Z10002"]
    with pytest.raises(FileNotRead, match=r"no practice lies in QZ9\. Areas: QZ1, QZ2"):
        organisations(NORTH, LONER, only_area="QZ9")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((NORTH, NORTH), "stands in row 2 and row 3"),
        ((NORTH.replace("North Board", ""),), "row 2: practice Z10001 has no area name"),
    ],
)
def test_a_geography_that_contradicts_itself_is_refused(rows, said):
    with pytest.raises(FileNotRead, match=said):
        organisations(*rows)


def test_details_by_numbered_columns():
    plain = profile(
        header=False,
        practice=1,
        dates="%Y%m%d",
        details={"postcode": 2, "opened_on": 3, "closed_on": 4},
    )
    content = csv('"Z10001","ZZ1 1ZZ","19740401",""', '"Z10002","","April","20171031"')
    details, notices = listing.parse_details(content, plain, "f.csv")
    assert details["Z10001"] == listing.ParsedDetails("ZZ1 1ZZ", dt.date(1974, 4, 1), None)
    assert details["Z10002"].closed_on == dt.date(2017, 10, 31)
    assert (notices[0].found, notices[0].row) == (Found.BAD_DATE, 2)


def test_a_profile_says_what_it_is_not_for():
    for parse in (listing.parse_organisations, listing.parse_details):
        with pytest.raises(FileNotRead, match="describes no"):
            parse(b"PRACTICE\nZ1\n", profile(), "f.csv")
    with pytest.raises(FileNotRead, match="describes no list sizes"):
        listing.parse_lists(b"PRACTICE\nZ1\n", profile(), "f.csv", DAY)
