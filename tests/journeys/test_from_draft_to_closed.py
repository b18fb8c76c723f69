"""A scorecard is agreed: asked, answered, signed, in force, changed for next year, closed."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from scorecard.accounts.roles import Role
from scorecard.cards.models import Consultation
from tests.browser.axe import assert_accessible
from tests.journeys.conftest import Person


@pytest.fixture
def people(area, someone):
    one = area.practices[0]
    return {
        "analyst": someone(area.user(Role.ANALYST)).signs_in(),
        "lead": someone(area.user(Role.COMMISSIONING_LEAD)).signs_in(),
        "lmc": someone(area.user(Role.LMC_REPRESENTATIVE)).signs_in(),
        # This browser has no JavaScript.
        "practice": someone(area.user(Role.PRACTICE_MANAGER, one), scripts=False).signs_in(),
        "patients": someone(None),
    }


def test_from_draft_to_closed(area, people):
    area.period("2026-27-Q2")
    analyst, lead, lmc = people["analyst"], people["lead"], people["lmc"]
    says_why_the_draft_differs(analyst)
    opens_a_consultation(analyst)
    the_practice_comments(people["practice"])
    the_lmc_comments(lmc)
    the_patient_group_comments_by_the_link(people["patients"])
    answers_them(analyst)
    everybody_reads_the_answers(people)
    both_sign(lmc, lead)
    is_agreed_before_the_last_day_with_a_reason(lead)
    puts_it_in_force_for_chosen_periods(analyst)
    starts_next_years_version(analyst)
    reads_the_change_list_and_the_history(lead)
    closes_it(lead)


def says_why_the_draft_differs(analyst: Person) -> None:
    analyst.goes_to("Scorecard")
    analyst.presses("Start a new version")
    analyst.reads("Version 2, draft")
    analyst.page.get_by_label("Weight of Access", exact=True).fill("70")
    analyst.page.get_by_label("Weight of Value for money", exact=True).fill("30")
    analyst.presses("Save weights")
    analyst.opens("Changes")
    analyst.reads("Domain Access", "Weight: from 60 to 70", "2 have no reason yet")
    analyst.page.get_by_label("Why there is this version").fill("Access matters most to patients.")
    analyst.page.get_by_label("Why: Domain Access, altered").fill("Asked for by patient groups.")
    analyst.presses("Save the reasons")
    analyst.reads("The reasons are saved.", "1 has no reason yet")


def opens_a_consultation(analyst: Person) -> None:
    analyst.opens("Agreement")
    analyst.reads("Next: Open a consultation", "1 change has no reason yet.")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    introduction = "Are the weights right?"
    analyst.fills(
        **{"consult-introduction": introduction, "consult-deadline": yesterday.isoformat()}
    )
    analyst.presses("Open the consultation")
    analyst.reads("There is a problem", "The last day for comments is in the past.")
    last = timezone.localdate() + dt.timedelta(days=28)
    analyst.fills(**{"consult-deadline": last.isoformat()})
    analyst.presses("Open the consultation")
    analyst.reads("Version 2, in consultation", "Nobody has commented yet.")
    analyst.opens("Indicators and weights")
    assert analyst.page.get_by_role("button", name="Save weights").count() == 0


def the_practice_comments(manager: Person) -> None:
    manager.page.reload()
    manager.reads("Consultation on the scorecard")
    manager.page.get_by_role("link", name="Read it and comment").click()
    manager.reads(
        "Access matters most to patients.", "Asked for by patient groups.", "Weight: from 60 to 70"
    )
    manager.page.get_by_role("link", name="Comment on this indicator, ACC01").click()
    expect(manager.page.locator("[name=about]")).to_have_value("ACC01")
    manager.fills(text="Patient 943 476 5919 was seen at once.")
    manager.presses("Send the comment")
    manager.reads("There is a problem", "could be an NHS number")
    manager.fills(text="Two days are too few in winter.")
    manager.presses("Send the comment")
    manager.reads("Thank you.", "Your practice", "Two days are too few in winter.")


def the_lmc_comments(lmc: Person) -> None:
    lmc.goes_to("Scorecard")
    lmc.opens("Agreement")
    lmc.reads("practice manager, Practice 1", "Two days are too few in winter.")
    lmc.page.get_by_role("link", name="Read it in plain words, and comment").click()
    lmc.fills(text="Small practices vary by chance.")
    lmc.presses("Send the comment")
    lmc.reads("Small practices vary by chance.")


def the_patient_group_comments_by_the_link(group: Person) -> None:
    group.page.goto(f"{group.base}/consultation/{Consultation.objects.get().token}/")
    group.reads("This page shows no results of any practice.", "How many patients were seen")
    group.fills(name="A patients' group", text="Count telephone calls too.")
    group.presses("Send the comment")
    group.reads("Thank you. Your comment has been sent")
    assert_accessible(group.page)


def answers_them(analyst: Person) -> None:
    analyst.opens("Agreement")
    analyst.reads("3 of 3 have no answer yet.")
    for text in ("We will look at winter.", "Below 30 it is not banded.", "Next year."):
        analyst.page.locator("summary", has_text="Answer this").first.click()
        analyst.page.locator("details[open] textarea").fill(text)
        analyst.page.locator("details[open] button").click()
        analyst.reads("Your answer is there for everybody who was asked.")
    analyst.reads("All 3 are answered.")


def everybody_reads_the_answers(people: dict[str, Person]) -> None:
    manager, group = people["practice"], people["patients"]
    manager.page.reload()
    manager.reads("We will look at winter.", "Below 30 it is not banded.", "Next year.")
    assert "A patients' group" not in manager.page.content()
    group.page.reload()
    shown = group.page.locator("main").inner_text()
    assert shown.count("Answer,") == 1 and "winter" not in shown


def both_sign(lmc: Person, lead: Person) -> None:
    lmc.goes_to("Scorecard")
    lmc.opens("Agreement")
    lmc.fills(**{"lmc-position": "Chair"})
    lmc.page.get_by_role("button", name="Sign", exact=True).click()
    lmc.reads("LMC representative, Chair")
    lead.goes_to("Scorecard")
    lead.opens("Agreement")
    lead.reads("Still to sign: commissioner.")
    lead.fills(**{"sign-position": "Commissioning lead"})
    lead.page.get_by_role("button", name="Sign", exact=True).click()
    lead.reads("Both have signed.")


def is_agreed_before_the_last_day_with_a_reason(lead: Person) -> None:
    lead.presses("Record that it is agreed")
    lead.reads("There is a problem", "Say why the consultation ends early")
    lead.fills(**{"agree-reason": "Everybody has been heard."})
    lead.presses("Record that it is agreed")
    lead.reads("Version 2, agreed", "Everybody has been heard.")


def puts_it_in_force_for_chosen_periods(analyst: Person) -> None:
    analyst.page.reload()
    analyst.fills(**{"live-covers_from": "2026-27-Q2"})
    analyst.presses("Make it live")
    analyst.reads("Version 2, live", "For the periods that start from 1 July 2026")
    analyst.goes_to("Periods")
    analyst.reads("July to September 2026")


def starts_next_years_version(analyst: Person) -> None:
    analyst.goes_to("Scorecard")
    analyst.opens("Agreement")
    analyst.presses("Start next year's version from this one")
    analyst.reads("version 3 is a draft with the content of Small scorecard version 2")
    analyst.opens("Changes")
    analyst.reads("Nothing differs. Both say the same.")


def reads_the_change_list_and_the_history(lead: Person) -> None:
    lead.goes_to("Scorecard")
    lead.opens("Changes")
    lead.page.get_by_label("Compare with").select_option("Small scorecard version 1")
    lead.presses("Compare")
    lead.reads("Changes from Small scorecard version 1", "Weight: from 60 to 70")
    assert b"Domain Access,Weight,60,70" in lead.downloads("Download them as a CSV file")
    address = lead.page.url.split("/changes/")[0]
    lead.page.goto(f"{address.rsplit('/', 1)[0]}/{Consultation.objects.get().version_id}/history/")
    lead.reads("Opened the consultation", "Signed", "LMC representative", "Made it live")
    assert_accessible(lead.page)


def closes_it(lead: Person) -> None:
    lead.opens("Agreement")
    lead.page.locator("summary", has_text="Close it").click()
    lead.fills(**{"close-reason": "The programme ends."})
    lead.presses("Close this version")
    lead.reads("Version 2, closed", "The programme ends.")
    assert_accessible(lead.page)
