"""The indicator's form in the browser: what belongs to a choice, the preview, two people."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.axe import assert_accessible

EDIT = ("Z01", "ACC01")


@pytest.fixture
def area(transactional_db):
    area = Area()
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.record(2, "ACC01", numerator=65, denominator=100)
    return area


@pytest.fixture(params=["with scripts", "without scripts"])
def editor(request, area, sign_in, page, page_without_scripts, live_server) -> Page:
    sign_in(area.user(Role.ANALYST))
    if request.param == "with scripts":
        return page
    page_without_scripts.context.add_cookies(page.context.cookies())
    return page_without_scripts


def opens(page: Page, base: str) -> None:
    page.goto(base + reverse("indicator-edit", args=EDIT))


def test_the_levels_of_a_rule_show_when_it_is_chosen(editor, live_server):
    opens(editor, live_server.url)
    expect(editor.get_by_label("Green level", exact=False).first).to_be_visible()
    expect(editor.locator("[name=tolerance]")).to_be_hidden()
    editor.locator("[name=rule][value=target]").check()
    expect(editor.locator("[name=tolerance]")).to_be_visible()
    expect(editor.locator("[name=green]")).to_be_hidden()


def test_a_preview_says_whom_it_would_band_how(editor, live_server):
    opens(editor, live_server.url)
    editor.locator("[name=green]").fill("95")
    editor.locator("button[name=preview]").click()
    table = editor.locator("table", has_text="The 3 practices")
    green_amber_red_and_no_data = ["0", "2", "0", "1"]
    expect(table.locator("tbody tr td:last-child")).to_have_text(green_amber_red_and_no_data)
    expect(editor.locator("[name=green]")).to_have_value("95")


def test_preview_and_conflict_are_accessible(area, page, sign_in):
    sign_in(area.user(Role.ANALYST))
    opens(page, "")
    page.locator("button[name=preview]").click()
    expect(page.get_by_role("heading", name="Preview: nothing is saved")).to_be_visible()
    assert_accessible(page)
    other = page.context.new_page()
    opens(other, "")
    other.locator("#id_name").fill("Seen at once")
    other.get_by_role("button", name="Save to the draft").click()
    page.locator("#id_name").fill("Seen soon " + "n" * 200)
    page.get_by_role("button", name="Save to the draft").click()
    expect(page.get_by_role("heading", name="Somebody else changed it")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Save mine on top of theirs").click()
    page.goto(reverse("indicator", args=EDIT))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Seen soon")
    assert_accessible(page)
