"""A national file with rows of areas: practices' figures and values to compare with, in one."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from indicators.definitions import DefinitionData
from indicators.models import BenchmarkValue, Figure, ReceivedFile
from indicators.selectors.results import results_of
from indicators.services.area_values import choose_area_value
from indicators.services.definitions import define
from indicators.services.national import import_figures
from indicators.sources.notices import Found
from practices.services.memberships import add_membership
from practices.services.organisations import (
    add_commissioner,
    add_practice,
    place_in_commissioner,
)
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user
from scorecard.audit.models import AuditEvent
from tests.areas import NOW, Area
from tests.loading.area import brought, load, north
from tests.sources.files import csv, profile, registers
from tests.sources.geography import BY, SINCE

pytestmark = pytest.mark.django_db

HEADINGS = (
    "Count,Denominator,Indicator ID,Parent Code,Area Code,Area Name,Area Type,Category,"
    "Time period,Value"
)
WHAT = "values of England, the region and the area"
ROWS = (
    ",,93553,,E92000001,England,England,,2019,21.7",
    ",,93553,E4001,E5401,North Board,ICBs,,2019,25.5",
    ",,93553,E92000001,E4001,North Region,NHS regions,,2019,24",
    ",,93553,E4002,E5402,South Board,ICBs,,2019,19",
    ",,93553,E5401,Z10001,First Surgery,GPs,,2019,32.4",
    ",,93553,E5401,Z20001,Southern Surgery,GPs,,2019,12.4",
)
SCORE = DefinitionData(
    name="Deprivation",
    description="The score.",
    kind="score",
    polarity="none",
    comparator="england",
)


@pytest.fixture
def area():
    commissioner = north()
    define(commissioner=commissioner, code="IMD", data=SCORE, **BY)
    return commissioner


def held():
    rows = BenchmarkValue.objects.order_by("pk")
    return [(one.area, one.period.code, one.value) for one in rows]


def test_both_come_in_and_the_others_are_counted(area):
    file = load(area, "fingertips", csv(HEADINGS, *ROWS))
    assert brought(file, "figures")["stored"] == 1
    assert brought(file, WHAT) == {"england": 1, "region": 1, "area": 1}
    assert sorted(held()) == [
        ("area", "2019", 25.5),
        ("england", "2019", 21.7),
        ("region", "2019", 24),
    ]
    assert file.report["counts"][Found.OTHER_AREAS] == 1
    one = BenchmarkValue.objects.first()
    assert one.source.startswith("OHID, Public health profiles") and one.source.endswith("file.csv")
    event = AuditEvent.objects.get(action="record outside values of a file")
    assert event.details["england"] == 1 and event.details["sha256"] == file.sha256


def test_the_same_file_again_adds_nothing_and_a_corrected_one_adds_what_changed(area):
    load(area, "fingertips", csv(HEADINGS, *ROWS))
    file = load(area, "fingertips", csv(HEADINGS, *ROWS))
    assert brought(file, WHAT) == {"as before": 3}
    corrected = [ROWS[0].replace("21.7", "21.8"), *ROWS[1:]]
    file = load(area, "fingertips", csv(HEADINGS, *corrected))
    assert brought(file, WHAT) == {"england": 1, "as before": 2}
    assert [value for who, _, value in held() if who == "england"] == [21.7, 21.8]


def test_counts_are_worked_out_as_those_of_practices_and_what_cannot_be_is_refused(area):
    share = DefinitionData(
        name="Share",
        description="A share.",
        kind="proportion",
        polarity="none",
        numerator="some",
        denominator="all",
        multiplier=100,
    )
    define(commissioner=area, code="FT-1", data=share, **BY)
    rows = (
        "50,200,1,,E92000001,England,England,,2022/23,99",
        "300,200,1,,E5401,North Board,ICBs,,2022/23,10",
        "3,10,1,,Z10001,First Surgery,GPs,,2022/23,30",
    )
    file = load(area, "fingertips", csv(HEADINGS, *rows))
    assert held() == [("england", "2022-23", 25)]
    assert file.report["examples"][Found.AREA_IMPOSSIBLE] == ["Row 3: FT-1 of the area itself."]


def test_values_of_a_period_without_anything_else_are_left_out_and_said(area):
    earlier = ROWS[0].replace("2019", "2015")
    file = load(area, "fingertips", csv(HEADINGS, earlier, *ROWS))
    assert "2015" not in str(held())
    assert file.report["examples"][Found.AREA_PERIOD] == ["2015: 1."]


def test_a_period_that_is_held_takes_values_without_any_practice(area):
    load(area, "fingertips", csv(HEADINGS, *ROWS))
    later = csv(HEADINGS, ROWS[0].replace("21.7", "22"))
    file = load(area, "fingertips", later, period="2019")
    assert file.state == ReceivedFile.State.KEPT
    assert held()[-1] == ("england", "2019", 22)


@pytest.mark.parametrize("at", ["2015", "2031"])
def test_a_file_with_nothing_that_can_be_kept_is_refused_whole(area, at):
    file = load(area, "fingertips", csv(HEADINGS, ROWS[0].replace("2019", at)))
    assert file.state == ReceivedFile.State.REFUSED
    assert "nothing to keep" in str(file.report["refused"])
    assert not BenchmarkValue.objects.exists() and not Figure.objects.exists()


def test_an_indicator_that_is_not_defined_here_is_told_of_areas_too(area):
    file = load(area, "fingertips", csv(HEADINGS, ROWS[0].replace("93553", "7"), *ROWS[1:]))
    assert "england" not in brought(file, WHAT)
    assert "FT-7" in str(file.report["examples"][Found.UNKNOWN_INDICATOR])


def test_the_country_has_no_second_value_under_its_own_code(area):
    england = add_commissioner(code="ENG", name="England", **BY)
    define(commissioner=england, code="IMD", data=SCORE, **BY)
    practice = add_practice(code="Z90001", name="Elsewhere", **BY)
    since = dt.date(2015, 4, 1)
    place_in_commissioner(practice=practice, commissioner=england, starts_on=since, **BY)
    own = ROWS[4].replace("Z10001", "Z90001")
    load(england, "fingertips", csv(HEADINGS, ROWS[0], own))
    assert [who for who, _, _ in held()] == ["england"]


def test_practices_are_compared_with_the_value_that_the_file_gave_once_it_is_chosen(db):
    area = Area()
    columns = {"indicator": "ACC01", "numerator": "REGISTER", "denominator": "LIST"}
    rows = ("Z01001,90,100", "Z01002,140,200", "Z01003,8,20", "Z01,900,1000", "ENG,70,100")
    import_figures(
        profile=profile(figures=[columns]),
        content=registers(*rows),
        name="registers.csv",
        commissioner=area.commissioner,
        period="2026-27-Q1",
        by=None,
        at=NOW,
    )
    period = area.period()
    assert sorted(held()) == [("area", period.code, 90), ("england", period.code, 70)]

    def compared():
        found = results_of(area.band(period.code).run)
        one = found.get(definition__indicator__code="ACC01", practice=area.practices[0])
        return one.benchmark, one.benchmark_name

    assert compared() == (pytest.approx(238 / 320 * 100), "Area Z01, all practices together")
    choose_area_value(
        indicator=area.definition("ACC01").indicator,
        period=period,
        use="published",
        reason="It counts every patient.",
        by=area.user(Role.ANALYST),
        at=NOW,
    )
    assert compared() == (90, "Area Z01, as published by Invented, registers.csv")


def test_the_page_says_what_was_used_and_what_was_left_out(client, area):
    file = load(area, "fingertips", csv(HEADINGS, *ROWS))
    user = add_user(email="ann@qz1.example", name="Ann", password="x" * 20, **BY)
    add_membership(user=user, organisation=area, role=Role.ANALYST, starts_on=SINCE, **BY)
    client.force_login(user)
    page = client.get(reverse("file", args=[area.code, file.pk])).text
    assert "Values of England, the region and the area" in page
    assert "New for England" in page and "New for the area as a whole" in page
    assert "follow when the period is banded again" in page
    assert str(Found.OTHER_AREAS) in page and "ICBs: 1." in page


def test_the_command_does_the_same_and_says_so(area, tmp_path):
    path, out = tmp_path / "f.csv", StringIO()
    path.write_bytes(csv(HEADINGS, *ROWS))
    call_command("import_figures", "fingertips", str(path), "--commissioner", "QZ1", stdout=out)
    assert "values, england: 1" in out.getvalue()
    assert str(Found.OTHER_AREAS) in out.getvalue()
    assert len(held()) == 3
