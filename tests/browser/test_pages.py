"""Every page of this room: accessible at both widths, quiet console, nothing from elsewhere."""

import datetime as dt

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from playwright.sync_api import Page, expect

from scorecard.accounts.models import User
from scorecard.accounts.services import add_user
from tests.browser.axe import assert_accessible
from tests.browser.templates_of_tests import with_test_templates

NOW = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
PASSWORD = "a-long-enough-pass-phrase"

pytestmark = pytest.mark.urls("tests.browser.kitchen_sink")


@pytest.fixture
def user(transactional_db) -> User:
    return add_user(email="kim@example.org", name="Kim Example", password=PASSWORD, by=None, at=NOW)


@pytest.fixture
def kitchen(monkeypatch) -> None:
    with_test_templates(monkeypatch)


PUBLIC = [
    "/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-wrong/",
    "/account/password/reset/key/done/",
    "/account/inactive/",
    "/nowhere/",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_accessible(page: Page, address: str) -> None:
    page.goto(address)
    assert_accessible(page)


def test_every_component_is_accessible(page: Page, kitchen) -> None:
    page.goto("/kitchen/")
    expect(page.locator("#flu-heading")).to_be_visible()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert_accessible(page)


def test_a_form_full_of_errors_is_accessible(page: Page, kitchen) -> None:
    page.goto("/kitchen/")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Error: Every component – " + settings.SITE_NAME)
    expect(page.get_by_role("link", name="Enter name")).to_be_visible()
    assert_accessible(page)


def test_charts_show_their_table_without_scripts(page_without_scripts: Page, kitchen) -> None:
    page_without_scripts.goto("/kitchen/")
    expect(page_without_scripts.get_by_role("row", name="Alder Surgery")).to_be_visible()
    expect(page_without_scripts.locator("[data-chart]")).to_be_hidden()


def test_the_other_colours_are_kept_and_accessible_too(page: Page, kitchen) -> None:
    page.goto("/kitchen/")
    page.get_by_role("button", name="Show bands in blue and orange").click()
    expect(page.locator("html")).to_have_attribute("data-palette", "blue-orange")
    assert page.url.endswith("/kitchen/")
    assert_accessible(page)


def test_sorting_a_table_is_announced(page: Page, kitchen) -> None:
    page.goto("/kitchen/")
    page.get_by_role("link", name="Patients").click()
    expect(page.get_by_role("columnheader", name="Patients")).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_a_wrong_password_is_one_clear_sentence(page: Page, user: User) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_contain_text("The e-mail address or the password is wrong. Check both")
    expect(summary.get_by_role("listitem")).to_have_count(1)
    assert_accessible(page)


def test_signing_in_leads_to_the_workplaces_and_signing_out_says_so(page: Page, user: User) -> None:
    _walk_in(page, user)
    expect(page.get_by_text("you do not belong to any organisation")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()


OWN = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/password/change/",
    "/account/logout/",
    "/workspace/",
]


@pytest.mark.parametrize("address", OWN)
def test_pages_of_somebody_signed_in_are_accessible(
    page: Page, user: User, sign_in, address: str
) -> None:
    sign_in(user)
    page.goto(address)
    assert_accessible(page)


SECOND_STEP = ["2fa/", "2fa/codes/", "2fa/codes/generate/", "2fa/totp/deactivate/"]


def test_an_app_is_set_up_and_switched_off_again(page: Page, user: User, sign_in) -> None:
    sign_in(user)
    page.goto("/account/2fa/totp/activate/")
    assert_accessible(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Switch the app on").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("The code is wrong or too old")
    assert_accessible(page)
    page.get_by_label("Code from the app").fill(_code(secret))
    page.get_by_role("button", name="Switch the app on").click()
    expect(page.get_by_text("10 of 10 codes are unused")).to_be_visible()
    for address in SECOND_STEP:
        page.goto(f"/account/{address}")
        assert_accessible(page)
    page.get_by_role("button", name="Switch the app off").click()
    expect(page.get_by_text("The authenticator app is off.")).to_be_visible()


def test_the_page_that_asks_for_a_code_is_accessible(page: Page, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    _walk_in(page, user)
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def _walk_in(page: Page, user: User) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_failure_shows_a_plain_page(page: Page, watch, live_server) -> None:
    page.goto("/broken/")
    expect(page.get_by_role("heading", name="Something went wrong")).to_be_visible()
    watch.troubles = [t for t in watch.troubles if "status of 500" not in t]
    assert_accessible(page)
