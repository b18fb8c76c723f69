"""A commissioner's file from upload to outcome: everything that it brings, and what it does not."""

import datetime as dt

import pytest

from indicators.models import Figure, ReceivedFile
from indicators.services.files import FileTooLarge
from indicators.services.loading import answer_asked, drop_file, load_file
from indicators.sources.notices import Found
from indicators.sources.outcomes import unpacked
from practices.models import Commissioner, ListSize, NetworkLink, Practice
from practices.services.organisations import add_practice, close_practice, place_in_commissioner
from tests.loading.area import PREVALENCE, brought, load, north, read_here
from tests.sources.files import csv
from tests.sources.geography import BY, details_row

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 4, 1)
NHS_NUMBER = "9434765919"


@pytest.fixture
def area():
    return north()


def prevalence(area, *rows, **given):
    content = csv(PREVALENCE, *rows)
    return load(area, "qof-prevalence", content, period="2022-23", **given)


def test_a_file_says_what_was_read_stored_refused_and_left_out(area):
    file = prevalence(
        area,
        "Z10001,AF,112.0,TOTAL,3996",
        "Z10002,AF,x,TOTAL,400",
        "Z10003,AF,NA,TOTAL,400",
        "Z20001,AF,1,TOTAL,400",
        "Z99999,AF,1,TOTAL,400",
        "Z10001,DM,5,TOTAL,3996",
    )
    assert file.state == ReceivedFile.State.KEPT
    assert (file.profile, file.profile_version) == ("qof-prevalence", "1")
    assert brought(file, "figures")["stored"] == 2
    assert (file.report["rows"], file.report["left_out"]) == (6, 2)
    found = file.report["counts"]
    assert found[Found.NOT_A_NUMBER] == found[Found.UNKNOWN_PRACTICE] == 1
    assert found[Found.OTHER_AREA] == found[Found.UNKNOWN_INDICATOR] == 1
    assert "Row 3, column REGISTER: 'x' is not a number" in str(file.report["examples"])
    figure = Figure.objects.get(practice__code="Z10001")
    assert (figure.numerator, figure.file, figure.row) == (112, file, 2)
    assert figure.source == "qof-prevalence"


def test_everything_noticed_can_be_taken_away_row_by_row(area):
    file = prevalence(area, "Z10001,AF,5,TOTAL,400", "Z10002,AF,x,TOTAL,400")
    rows = list(unpacked(bytes(file.outcome)))
    assert ["refused", str(Found.NOT_A_NUMBER), "3", "REGISTER"] in [row[:4] for row in rows]


def test_every_refused_row_is_in_the_outcome_not_only_the_first_ten(area):
    bad = ["Z10002,AF,x,TOTAL,400"] * 30
    file = prevalence(area, "Z10001,AF,5,TOTAL,400", *bad)
    refused = [row for row in unpacked(bytes(file.outcome)) if row[1] == str(Found.NOT_A_NUMBER)]
    assert {row[2] for row in refused} == {str(row) for row in range(3, 33)}
    assert len(file.report["examples"][Found.NOT_A_NUMBER]) == 10


def test_the_same_file_again_is_recognised_and_changes_nothing(area):
    first = prevalence(area, "Z10001,AF,5,TOTAL,400")
    ReceivedFile.objects.filter(pk=first.pk).update(received_at=BY["at"] - dt.timedelta(days=1))
    again = prevalence(area, "Z10001,AF,5,TOTAL,400")
    assert again.report["same_as"] == first.pk
    assert brought(again, "figures")["unchanged"] == 1
    assert Figure.objects.count() == 1


def test_what_another_source_holds_already_is_held_beside_it(area):
    prevalence(area, "Z10001,AF,5,TOTAL,400")
    headings = "PRACTICE_CODE,INDICATOR_CODE,MEASURE,VALUE"
    rows = ("Z10001,PREV-AF,NUMERATOR,6", "Z10001,PREV-AF,DENOMINATOR,400")
    file = load(area, "qof-achievement", csv(headings, *rows), period="2022-23")
    assert brought(file, "figures") == {
        "stored": 1,
        "unchanged": 0,
        "replaced": 0,
        "beside": 1,
        "queries": 0,
    }


def test_a_file_of_figures_that_nobody_defined_is_refused_whole_with_the_reason(area):
    file = prevalence(area, "Z10001,DM,5,TOTAL,400")
    assert file.state == ReceivedFile.State.REFUSED
    assert "nothing to keep" in file.report["refused"]["what"]
    assert "PREV-DM: 1." in file.report["refused"]["what"]
    assert bytes(file.content)


def test_a_period_that_has_not_begun_is_refused(area):
    content = csv(PREVALENCE, "Z10001,AF,5,TOTAL,400")
    file = load(area, "qof-prevalence", content, period="2031-32")
    assert Found.NOT_BEGUN in file.report["refused"]["what"]
    assert not Figure.objects.exists()


def test_payments_bring_figures_and_lists(area):
    names = (
        "Practice Code",
        "Total NHS Payments to General Practice",
        "Number of Weighted Patients (Last Known Figure)",
        "Number of Registered Patients (Last Known Figure)",
    )
    rows = ("Z10001,1000,110.5,100", "Z20001,1000,110.5,100")
    file = load(area, "payments", csv(",".join(names), *rows), period="2022-23")
    assert brought(file, "list sizes")["stored"] == 2
    assert set(ListSize.objects.values_list("practice__code", "on")) == {
        ("Z10001", dt.date(2023, 3, 31))
    }
    assert "PAYWEIGHTED" in file.report["failed"][0]


def test_patients_data_is_refused_and_not_kept(area):
    file = load(area, "qof-prevalence", csv("NHS Number,X", "1,2"), period="2022-23")
    assert (file.state, file.content) == (ReceivedFile.State.REFUSED, None)
    rows = csv(f"{PREVALENCE},NOTE", *[f"Z10001,AF,5,TOTAL,400,{NHS_NUMBER}"] * 3)
    file = load(area, "qof-prevalence", rows, period="2022-23")
    assert "3 rows seem to hold an NHS number" in file.report["refused"]["what"]
    assert file.content is None
    assert NHS_NUMBER not in str(file.report)


def test_one_number_that_could_be_an_nhs_number_is_asked_about(area):
    rows = csv(f"{PREVALENCE},NOTE", f"Z10001,AF,5,TOTAL,400,{NHS_NUMBER}")
    file = load(area, "qof-prevalence", rows, period="2022-23")
    assert (file.state, file.report["asked"]) == (ReceivedFile.State.READY, [2])
    assert not Figure.objects.exists()
    answer_asked(file=file, **BY)
    file = load_file(file_id=file.pk, read=read_here, **BY)
    assert brought(file, "figures")["stored"] == 1


def test_a_file_that_was_asked_about_may_be_deleted(area):
    rows = csv(f"{PREVALENCE},NOTE", f"Z10001,AF,5,TOTAL,400,{NHS_NUMBER}")
    file = drop_file(file=load(area, "qof-prevalence", rows, period="2022-23"), **BY)
    assert (file.state, file.content) == (ReceivedFile.State.REFUSED, None)


def test_commissioners_have_a_limit_of_their_own(area, settings):
    settings.UPLOAD_LIMIT_BYTES, settings.NATIONAL_UPLOAD_LIMIT_BYTES = 10, 200
    assert prevalence(area, "Z10001,AF,5,TOTAL,400").state == ReceivedFile.State.KEPT
    with pytest.raises(FileTooLarge):
        prevalence(area, *["Z10001,AF,5,TOTAL,400"] * 10)


SUCCESSIONS = (
    "code_April_2020,previous_practice_codes,fm_1000_code_2020,lm_1000_code_2020,"
    "fm_1000_previous_codes,lm_1000_previous_codes"
)


def closing(area):
    for code in ("Z10007", "Z10008"):
        practice = add_practice(code=code, name=f"Old {code}", **BY)
        since = dt.date(2013, 4, 1)
        place_in_commissioner(practice=practice, commissioner=area, starts_on=since, **BY)
    return csv(
        SUCCESSIONS,
        "Z10001,Z10007,01/04/2013,01/04/2022,01/04/2013,01/12/2016",
        "Z10008,Z10008,01/04/2013,01/01/2016,01/04/2013,01/01/2016",
        "Z10002,Z10002,01/04/2013,01/04/2022,01/04/2013,01/04/2022",
        "Z20001,Z20002,01/04/2013,01/04/2022,01/04/2013,01/12/2016",
    )


def test_successions_close_practices_by_date_and_name_who_followed(area):
    file = load(area, "successions", closing(area))
    followed = Practice.objects.get(code="Z10007")
    assert (followed.closed_on, followed.successor.code) == (dt.date(2017, 1, 1), "Z10001")
    alone = Practice.objects.get(code="Z10008")
    assert (alone.closed_on, alone.successor) == (dt.date(2016, 2, 1), None)
    link = alone.commissionerlink_set.get()
    assert (link.starts_on, link.ends_on) == (dt.date(2013, 4, 1), dt.date(2016, 2, 1))
    assert brought(file, "closures and successors")["closed"] == 2
    assert Practice.objects.get(code="Z20002").closed_on is None
    again = load(area, "successions", closing_again())
    assert brought(again, "closures and successors")["unchanged"] == 2


def closing_again():
    return csv(
        SUCCESSIONS,
        "Z10001,Z10007,01/04/2013,01/04/2022,01/04/2013,01/12/2016",
        "Z10008,Z10008,01/04/2013,01/01/2016,01/04/2013,01/01/2016",
        "Z10002,Z10002,01/04/2013,01/04/2022,01/04/2013,01/04/2022",
    )


def test_a_practice_closed_here_keeps_its_day_and_gets_its_successor(area):
    content = closing(area)
    practice = Practice.objects.get(code="Z10007")
    close_practice(practice=practice, closed_on=dt.date(2017, 1, 15), **BY)
    load(area, "successions", content)
    practice.refresh_from_db()
    assert (practice.closed_on, practice.successor.code) == (dt.date(2017, 1, 15), "Z10001")


def test_a_practice_placed_after_its_closing_in_the_file_stays_open(area):
    rows = (
        "Z10001,Z10003,01/04/2013,01/04/2022,01/04/2013,01/12/2016",
        "Z10002,Z10002,01/04/2013,01/04/2022,01/04/2013,01/04/2022",
    )
    file = load(area, "successions", csv(SUCCESSIONS, *rows))
    assert file.report["counts"][Found.PLACED_LATER] == 1
    assert Practice.objects.get(code="Z10003").closed_on is None


def test_closed_practices_without_a_day_are_only_told_and_with_one_are_closed(area):
    content = csv("Practice.Code,Practice.Name", "Z10001,First Surgery")
    file = load(area, "closed-practices", content)
    assert file.report["counts"][Found.STILL_OPEN] == 1
    load(area, "closed-practices", content, day=DAY)
    assert Practice.objects.get(code="Z10001").closed_on == DAY


def test_details_fill_in_postcodes_and_days_of_own_practices_only(area):
    rows = (
        details_row("Z10001", "ZZ1 1ZZ", "19740401"),
        details_row("Z10002", "ZZ1 2ZZ", "19740401", "20230331"),
        details_row("Z20001", "ZZ2 1ZZ", "19740401", "20230331"),
    )
    file = load(area, "epraccur", csv(*rows))
    one, two = (Practice.objects.get(code=f"Z1000{number}") for number in (1, 2))
    assert (one.postcode, one.opened_on) == ("ZZ1 1ZZ", dt.date(1974, 4, 1))
    assert two.closed_on == dt.date(2023, 4, 1)
    other = Practice.objects.get(code="Z20001")
    assert (other.postcode, other.closed_on) == ("", None)
    assert brought(file, "details of practices")["of others"] == 1


def test_networks_by_name_are_found_or_added_and_hold_from_the_day_given(area):
    content = csv(
        "Title",
        "GP code,GP list,PCN",
        "Z10003,Loner,New Network",
        "Z20001,S,X",
        "Z10001,F,First Network",
    )
    load(area, "networks-by-name", content.replace(b"Title\n", b"Title,,\n"), day=DAY)
    link = NetworkLink.objects.get(practice__code="Z10003", ends_on=None)
    assert (link.network.name, link.starts_on) == ("New Network", DAY)
    assert link.network.commissioner == area
    assert not NetworkLink.objects.filter(practice__code="Z20001", network__name="X").exists()
    assert NetworkLink.objects.filter(practice__code="Z10001").count() == 1


def test_networks_need_a_day(area):
    content = csv("Title,,", "GP code,GP list,PCN", "Z10003,Loner,New Network")
    file = load(area, "networks-by-name", content)
    assert "Give the day" in file.report["refused"]["what"]


GEOGRAPHY = (
    "PRACTICE_CODE,PRACTICE_NAME,PCN_ODS_CODE,PCN_NAME,ICB_ODS_CODE,ICB_NAME,NAT_CODE,NAT_COUNTRY"
)


def test_a_geography_adds_own_practices_and_takes_none_from_others(area):
    rows = (
        "Z10009,New Surgery,U1,First Network,QZ1,Renamed Board,QZ2,South Board",
        "Z20001,Southern Surgery,U2,Second Network,QZ1,Renamed Board,XXX,Country",
        "Z10001,First Surgery,U2,Second Network,QZ1,Renamed Board,XXX,Country",
        "Z20003,Other Surgery,U2,Second Network,QZ2,South Board,XXX,Country",
    )
    file = load(area, "geography", csv(GEOGRAPHY, *rows), day=DAY)
    assert brought(file, "practices")["practices added"] == 1
    assert file.report["counts"][Found.HELD_OTHERWISE] == 2
    assert not Practice.objects.filter(code="Z20003").exists()
    area.refresh_from_db()
    assert (area.name, area.parent.code) == ("North Board", "XXX")
    south = Commissioner.objects.get(code="QZ2")
    assert south.parent.code == "XXX"


def test_a_kind_of_file_that_is_not_known_is_refused_before_it_is_kept(area):
    with pytest.raises(ValueError, match="no source profile"):
        load(area, "nothing", b"x")
    assert not ReceivedFile.objects.exists()
