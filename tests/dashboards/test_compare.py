"""Practices side by side: the page, its file, and who gets it."""

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from practices.services.atypical import flag_atypical
from scorecard.accounts.roles import Role
from tests.areas import NOW, START, Area

pytestmark = pytest.mark.django_db
ONE, TWO, THREE = "Z01001", "Z01002", "Z01003"


@pytest.fixture
def area(area):
    """The first is green, the second red and far away, the third near the first."""
    for number, seen in ((1, 900), (2, 500), (3, 880)):
        area.record(number, "ACC01", numerator=seen, denominator=1000)
    area.record(1, "FAC01", text="9 to 5")
    area.record(1, "VFM01", numerator=14000, denominator=100)
    area.band()
    return area


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def page(client, *codes, name="area-compare", at="Z01", **more):
    address = reverse(name, args=[at])
    return client.get(address, {"practice": codes, **more})


def words(response) -> str:
    main = response.content.decode().split("<main")[1].split("</main")[0]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def test_each_practice_has_band_value_and_interval_on_each_indicator(analyst):
    shown = words(page(analyst, ONE, TWO))
    assert "● Green 90.0% 88.0% to 91.7%" in shown
    assert "◆ Red 50.0% 46.9% to 53.1%" in shown
    assert "● Green £140.00" in shown
    assert "○ No data" in shown


def test_context_stands_before_the_domains(analyst):
    shown = words(page(analyst, ONE, TWO))
    assert shown.index("Registered patients") < shown.index("ACC01")
    assert shown.index("9 to 5") > shown.index("VFM01")


def test_a_list_that_is_not_known_is_not_zero(analyst):
    assert "Registered patients Not known Not known" in words(page(analyst, ONE, TWO))


def test_the_finding_says_where_bands_differ_and_whether_chance_explains_it(analyst):
    apart = (
        "The bands differ on 1 of 2 weighted indicators; on that one the intervals do not overlap"
        " either, so chance hardly explains it."
    )
    assert apart in words(page(analyst, ONE, TWO))
    alike = "On no weighted indicator are the bands of these practices different."
    assert alike in words(page(analyst, ONE, THREE))


def test_only_indicators_on_which_bands_differ(analyst):
    shown = words(page(analyst, ONE, TWO, only="differ"))
    assert "ACC01" in shown
    assert "VFM01" not in shown
    assert "Show every indicator" in shown


def test_the_chart_is_that_of_the_indicator_on_which_they_lie_apart(analyst):
    shown = words(page(analyst, ONE, TWO))
    assert "values run from 50.0% (Practice 2) to 90.0% (Practice 1)" in shown


def test_practices_stand_in_the_order_of_the_address(analyst):
    shown = words(page(analyst, TWO, ONE))
    assert shown.index("Practice 2") < shown.index("Practice 1")


def test_an_atypical_practice_is_compared_and_says_so(area, analyst):
    flag_atypical(
        practice=area.practices[1], reason="works by telephone", starts_on=START, by=None, at=NOW
    )
    assert "Not ranked: it works by telephone" in words(page(analyst, ONE, TWO))


def test_a_practice_without_results_has_a_column_that_says_so(area, analyst):
    late = area.add_practice(4)
    assert "No results in this period" in words(page(analyst, ONE, late.code))


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ((ONE,), "One practice is ticked."),
        (("Q99999", ONE, TWO), "Q99999 is not the code of a practice in Area Z01."),
        ((), "Tick two to six practices"),
    ],
)
def test_what_is_wrong_with_the_choice_is_said(analyst, codes, said):
    assert said in words(page(analyst, *codes))


def test_seven_practices_are_too_many(area, analyst):
    codes = [one.code for one in area.practices]
    codes += [area.add_practice(number).code for number in range(4, 8)]
    response = page(analyst, *codes)
    assert "7 practices are ticked; at most 6 fit side by side." in words(response)
    assert response.content.decode().count("checked") == 7


def test_a_practice_of_another_area_is_as_unknown_as_one_that_is_not_there(analyst):
    other = Area("Y01")
    shown = words(page(analyst, ONE, TWO, other.practices[0].code))
    assert "Y01001 is not the code of a practice in Area Z01." in shown
    assert "2 practices are ticked" not in shown


@pytest.mark.parametrize(("text", "found"), [("ractice 2", TWO), (THREE, THREE), ("z01003", THREE)])
def test_practices_are_looked_for_by_name_or_code_and_the_ticked_stay(analyst, text, found):
    html = page(analyst, ONE, find=text).content.decode()
    boxes = re.findall(r'name="practice" type="checkbox" value="(\w+)"( checked)?', html)
    assert boxes == [(ONE, " checked"), (found, "")]


def test_nobody_by_that_name_is_said(analyst):
    assert "No practice here has “xyz” in its name or code." in words(page(analyst, find="xyz"))


def test_the_file_says_what_the_page_says(analyst):
    response = page(analyst, ONE, TWO, name="area-compare-csv")
    text = response.getvalue().decode("utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["indicator"] == "ACC01"]
    assert [row["practice code"] for row in rows] == [ONE, TWO]
    assert [row["value as shown"] for row in rows] == ["90.0%", "50.0%"]
    assert [row["band or why none"] for row in rows] == ["Green", "Red"]
    assert [float(row["value"]) for row in rows] == [90, 50]


def test_the_file_of_one_practice_is_empty_under_its_header(analyst):
    text = page(analyst, ONE, name="area-compare-csv").getvalue().decode("utf-8-sig")
    assert len(text.splitlines()) == 1


def test_a_period_that_is_not_banded_is_said(analyst):
    response = page(analyst, ONE, TWO, period="2031-32-Q1")
    assert response.status_code == 404
    assert "No period “2031-32-Q1” was opened here" in response.content.decode()


def test_before_the_first_banding_there_are_words(client):
    area = Area("Y01")
    client.force_login(area.user(Role.ANALYST))
    assert "Nothing is banded yet." in words(page(client, "Y01001", "Y01002", at="Y01"))


def test_a_network_compares_its_members_only(area, client):
    client.force_login(area.user(Role.NETWORK_LEAD, area.network))
    shown = words(page(client, ONE, TWO, name="network-compare", at="NZ01"))
    assert "● Green 90.0%" in shown
    outside = Area("Y01").practices[0].code
    shown = words(page(client, ONE, TWO, outside, name="network-compare", at="NZ01"))
    assert f"{outside} is not the code of a practice in North." in shown


def test_a_practice_does_not_get_it(area, client):
    client.force_login(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    assert page(client, ONE, TWO).status_code == 404


def test_six_practices_take_few_queries(area, analyst):
    codes = [one.code for one in area.practices]
    codes += [area.add_practice(number).code for number in range(4, 7)]
    for chosen in (codes, ()):
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert page(analyst, *chosen, period="2026-27-Q1").status_code == 200
        assert len(caught) <= 12
