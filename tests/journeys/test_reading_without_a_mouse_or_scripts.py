"""A commissioner reads results with the keyboard alone, and again without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from scorecard.accounts.roles import Role
from tests.areas import PASSWORD
from tests.journeys.keyboard import Keyboard


@pytest.fixture
def banded(area):
    for number, seen in ((1, 900), (2, 500), (3, 700)):
        area.record(number, "ACC01", numerator=seen, denominator=1000)
        area.record(number, "VFM01", numerator=14000 + 1500 * number, denominator=100)
    area.band()
    return area


def is_at(page, path: str, heading: str) -> None:
    expect(page).to_have_url(re.compile(path))
    expect(page.locator("h1")).to_contain_text(heading)


def test_from_the_overview_to_one_side_of_a4_with_the_keyboard_alone(banded, someone):
    page = someone(None).page
    lead, keys = banded.user(Role.COMMISSIONING_LEAD), Keyboard(page)

    # She signs in.
    page.goto("/account/login/")
    keys.types("E-mail address", lead.email)
    keys.types("Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/area/Z01/")

    # From the overview she goes to the grid, skipping the menu once she is there.
    keys.follows("Grid")
    is_at(page, r"/area/Z01/grid/", "Every practice and indicator")
    keys.opens("Skip to main content")

    # She chooses the red cell of Practice 2, and reads why it is red.
    keys.goes_on_to("Red 50.0%")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    is_at(page, r"/practices/Z01002/ACC01/", "Seen within two days")
    expect(page.locator("main")).to_contain_text("500")

    # Every practice on this indicator: the table below the chart has the focus, to be scrolled.
    keys.follows("Every practice on this indicator")
    is_at(page, r"/indicators/ACC01/results/", "Seen within two days")
    keys.goes_on_to("Every practice")
    expect(page.get_by_role("table", name="every practice")).to_be_visible()

    # From there to the result of Practice 1, to its page, and to its one side of A4.
    keys.follows("Practice 1")
    is_at(page, r"/practices/Z01001/ACC01/", "Seen within two days")
    keys.follows("Practice 1")
    is_at(page, r"/practices/Z01001/", "Practice 1")
    keys.follows("One side of A4")
    is_at(page, r"/side/Z01001/", "Practice 1")


def test_the_same_without_javascript(banded, someone):
    lead = someone(banded.user(Role.COMMISSIONING_LEAD), scripts=False).signs_in()
    page = lead.page
    lead.opens("Grid")
    is_at(page, r"/area/Z01/grid/", "Every practice and indicator")
    page.locator("td").get_by_role("link", name=re.compile("^Red 50.0%")).click()
    is_at(page, r"/practices/Z01002/ACC01/", "Seen within two days")
    lead.opens("Every practice on this indicator")
    is_at(page, r"/indicators/ACC01/results/", "Seen within two days")
    expect(page.get_by_role("table", name="every practice")).to_be_visible()
    lead.reads("50.0%", "90.0%")
    lead.opens("Practice 2")
    is_at(page, r"/practices/Z01002/ACC01/", "Seen within two days")
    lead.opens("Practice 2")
    is_at(page, r"/practices/Z01002/", "Practice 2")
    lead.opens("One side of A4")
    is_at(page, r"/side/Z01002/", "Practice 2")


def test_two_practices_are_compared_and_kept_with_the_keyboard_alone(banded, someone):
    reader = someone(banded.user(Role.ANALYST)).signs_in()
    page, keys = reader.page, Keyboard(reader.page)
    page.goto("/area/Z01/compare/")
    keys.ticks("Practice 1")
    keys.ticks("Practice 2")
    keys.follows("Compare")
    reader.reads("The bands differ on 1 of 2 weighted indicators")
    keys.opens("Bookmark this page")
    keys.follows("Keep the bookmark")
    page.goto("/workspace/")
    reader.opens("Practices side by side, Z01, 2026-27-Q1, Z01001, Z01002")
    reader.reads("The bands differ on 1 of 2 weighted indicators")


def test_a_list_is_made_and_compared_without_javascript(banded, someone):
    reader = someone(banded.user(Role.ANALYST), scripts=False).signs_in()
    reader.page.goto("/area/Z01/lists/")
    reader.opens("Make a list")
    reader.fills(name="North of the river", codes="Z01001 Z01002")
    reader.presses("Keep the list")
    reader.reads("The list North of the river is kept. Only you see it.")
    reader.opens("Compare them side by side")
    reader.reads("The bands differ on 1 of 2 weighted indicators")
