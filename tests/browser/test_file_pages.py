"""The pages about files and layouts, in every state that they have."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from indicators.services.looking import ask_preview, save_profile
from indicators.sources.mapping import Answers, FigureLine, as_toml
from practices.services.memberships import add_membership
from scorecard.accounts.roles import Role
from scorecard.accounts.services import add_user
from tests.areas import PASSWORD
from tests.browser.axe import assert_accessible
from tests.loading.area import PREVALENCE, load, look, north, preview
from tests.sources.files import csv
from tests.sources.geography import BY, SINCE

UNKNOWN = csv("Surgery;When;Done;All", "Z10001;2023/24;5;100", "Z10002;2023/24;x;100")


@pytest.fixture
def area(transactional_db):
    return north()


@pytest.fixture
def analyst(area):
    user = add_user(email="analyst@z.example", name="Ann Alyst", password=PASSWORD, **BY)
    add_membership(user=user, organisation=area, role=Role.ANALYST, starts_on=SINCE, **BY)
    return user


def layout() -> str:
    line = FigureLine(indicator="REG", numerator="Done", denominator="All", share=True)
    answers = Answers(
        title="Done", source="Us", practice="Surgery", period="When", delimiter=";", figures=[line]
    )
    return as_toml(answers)


def files_in_every_state(area):
    """Kept, shown, asked about, refused, to be mapped, previewed, previewed in vain."""
    rows = [f"Z1000{at},AF,{number},TOTAL,400" for at, number in enumerate((9, 500, "x", "NA"))]
    kept = load(area, "qof-prevalence", csv(PREVALENCE, *rows), period="2022-23")
    again = load(area, "qof-prevalence", csv(PREVALENCE, *rows), period="2022-23")
    shown = load(area, "qof-rules", csv("RULE,DESCRIPTION", "1,Points are not above all points"))
    asked = load(area, "qof-rules", csv("RULE,DESCRIPTION", "1,Ring 9434765919"))
    refused = load(area, "qof-prevalence", b"no such file\n", period="2022-23")
    yield from (kept, again, shown, asked, refused)
    mapped = look(area, UNKNOWN)
    yield mapped
    tried = look(area, UNKNOWN)
    ask_preview(file=tried, toml=layout(), **BY)
    yield preview(tried)
    wrong = look(area, UNKNOWN)
    ask_preview(file=wrong, toml=layout().replace("Surgery", "Practice"), **BY)
    yield preview(wrong)
    yield look(area, csv(PREVALENCE, *rows))


def test_every_page_about_files_is_accessible(area, analyst, page: Page, sign_in) -> None:
    files = list(files_in_every_state(area))
    sign_in(analyst)
    code = area.code
    save_profile(commissioner=area, name="done", toml=layout(), **BY)
    changed = layout().replace("Us", "Them")
    save_profile(commissioner=area, name="done", toml=changed, **BY)
    addresses = [reverse("file", args=[code, one.pk]) for one in files]
    addresses += [reverse("files", args=[code]), reverse("source-profiles", args=[code])]
    own = reverse("source-profile", args=[code, "done"])
    addresses += [own, f"{own}?version=1", f"{own}?version=2&with=1"]
    addresses.append(reverse("source-profile", args=[code, "imd"]))
    for address in addresses:
        response = page.goto(address)
        assert response is not None and response.status == 200, address
        assert_accessible(page)


def test_an_unknown_file_is_mapped_previewed_saved_and_loaded(
    area, analyst, page: Page, sign_in
) -> None:
    file = look(area, UNKNOWN)
    sign_in(analyst)
    page.goto(reverse("file", args=[area.code, file.pk]))
    assert page.get_by_label("Column with the practice code").input_value() == "Surgery"
    assert page.get_by_label("Column with the period").input_value() == "When"
    page.get_by_role("button", name="Show what would come out").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    assert_accessible(page)
