"""Releases from draft to the end: a full one, one of a first year, a withdrawal, a correction."""

import io
import zipfile

import pytest
from django.utils import timezone

from scorecard.accounts.roles import Role
from scorecard.publication.levels import FIRST_YEAR
from tests.browser.axe import assert_accessible
from tests.editions import draft, publish


@pytest.fixture
def run(area):
    for number, seen in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    return area.band()


@pytest.fixture
def people(area, someone):
    def signed_in(role, organisation=None):
        return someone(area.user(role, organisation)).signs_in()

    return signed_in


def public_page(area, reader):
    response = reader.page.goto(f"{reader.base}/results/{area.commissioner.slug}/")
    return response.status


def test_a_full_release(area, run, people, someone, worker):
    lead, analyst = people(Role.COMMISSIONING_LEAD), people(Role.ANALYST)
    decides_who_sees_what(lead)
    drafts_and_shows(analyst)
    manager = people(Role.PRACTICE_MANAGER, area.practices[0])
    manager.goes_to("What is due")
    manager.opens("See what will be published about you")
    manager.reads("This is your own practice", "90.0%")
    manager.opens("As the public will see it")
    manager.reads("exactly as the public will see it")
    assert_accessible(manager.page)
    analyst.presses("Propose that it be published")
    analyst.reads("Proposed. A second person has to approve it.")
    lead.goes_to("Releases")
    lead.opens("Results for April to June 2026 April to June 2026, edition 1")
    lead.presses("Approve")
    lead.presses("Publish now")
    lead.reads("Published.")
    assert_accessible(lead.page)
    sends_letters(lead, worker)
    reads_its_letter(manager)
    signs_off(people(Role.LMC_REPRESENTATIVE))
    reader = someone(None)
    assert public_page(area, reader) == 200
    reader.reads("Practice 1")


def sends_letters(lead, worker):
    lead.opens("Practices and letters")
    lead.reads("Looked at by 1 of 3 practices; not yet: Practice 2, Practice 3.")
    lead.presses("Send the letters")
    worker.works()
    lead.page.reload()
    lead.reads("1 of 3 letters have been sent.", "Nobody to send it to", "Invite one")
    assert_accessible(lead.page)
    lead.presses("Make all letters as PDF")
    worker.works()  # the page of the job loads itself again, and then leads back
    packed = zipfile.ZipFile(io.BytesIO(lead.downloads("Download all letters as PDF")))
    assert len(packed.namelist()) == 3


def reads_its_letter(manager):
    manager.goes_to("To be published")
    manager.page.get_by_role("link", name="Results for April to June 2026").click()
    manager.opens("Your letter, to print or as PDF")
    manager.reads("These results were published on", "90.0%", "If something is wrong")
    assert_accessible(manager.page)


def signs_off(lmc):
    lmc.goes_to("Sign-off")
    lmc.page.get_by_role("link", name="Results for April to June 2026").click()
    lmc.reads("analyst proposed it on", "and commissioning lead approved it on", "1 sent")
    lmc.reads("Practice 1 (Z01001)")  # the board is told of practices by name here
    assert_accessible(lmc.page)
    assert "Approved by a second person" in lmc.downloads("Download the record as CSV").decode()


def decides_who_sees_what(lead):
    lead.goes_to("Releases")
    lead.opens("Who sees what of Small scorecard")
    lead.reads("Nothing was decided yet, so the levels of a first year hold.")
    assert_accessible(lead.page)
    lead.opens("Open: by name to everybody, chosen indicators withheld")
    lead.fills(reason="Agreed with the LMC.")
    lead.presses("Decide who sees what")
    lead.reads("2 of 2 indicators, 100%, are told to the public by name", "Agreed with the LMC.")
    assert_accessible(lead.page)


def drafts_and_shows(analyst):
    analyst.goes_to("Releases")
    analyst.opens("Draft a release")
    analyst.presses("Draft the release")
    analyst.fills(**{"show-until": timezone.localdate().isoformat()})
    analyst.presses("Show it to the practices")
    analyst.reads("edition 1: in preview")
    assert_accessible(analyst.page)


def test_a_first_year_shows_the_public_nothing(area, run, people, someone):
    analyst = area.user(Role.ANALYST)
    edition = draft(run, analyst, levels=FIRST_YEAR, at=timezone.now())
    publish(edition, analyst, area.user(Role.CLINICAL_LEAD))
    reader = someone(None)
    assert public_page(area, reader) == 404
    reader.page.goto(reader.base)
    assert "Area Z01" not in reader.page.locator("main").inner_text()
    manager = people(Role.PRACTICE_MANAGER, area.practices[0])
    manager.goes_to("To be published")
    manager.page.get_by_role("link", name="First").click()
    manager.reads("This is your own practice", "90.0%")
    manager.opens("As the public will see it")
    manager.reads("the public will be told of no practice by name")
    manager.opens("All practices and measures, as far as practices are told of one another")
    assert "Practice 2" not in manager.page.locator("main").inner_text()
    assert_accessible(manager.page)


def test_a_correction_and_a_withdrawal(area, run, people, someone):
    first_by = area.user(Role.CLINICAL_LEAD)
    edition = draft(run, first_by, at=timezone.now())
    analyst = people(Role.ANALYST)
    lead = people(Role.COMMISSIONING_LEAD)
    publish(edition, first_by, lead.user)
    area.record(2, "ACC01", numerator=91, denominator=100)
    area.band()
    corrects(analyst)
    lead.goes_to("Releases")
    lead.opens("First April to June 2026, edition 2")
    lead.presses("Approve")
    lead.presses("Publish now")
    lead.goes_to("Releases")
    lead.reads("Corrected", "Published")
    reader = someone(None)
    public_page(area, reader)
    reader.opens("Practice 2")
    reader.reads("91.0%")
    lead.opens("First April to June 2026, edition 2")
    lead.page.get_by_text("Withdraw it", exact=True).click()
    lead.fills(**{"withdraw-reason": "Two practices were mixed up."})
    lead.presses("Withdraw")
    lead.reads("Withdrawn. Its address now says so.", "Two practices were mixed up.")
    assert_accessible(lead.page)
    assert public_page(area, reader) == 410
    reader.reads("Two practices were mixed up.")


def corrects(analyst):
    analyst.goes_to("Releases")
    analyst.opens("First April to June 2026, edition 1")
    analyst.opens("Draft a correction from the newest results")
    analyst.presses("Draft the correction")
    analyst.reads("There is a problem")
    analyst.fills(reason="Practice 2 sent a new count.")
    analyst.presses("Draft the correction")
    analyst.reads("edition 2: drafted", "What the public will read differently", "70.0% Amber")
    assert_accessible(analyst.page)
    analyst.fills(**{"show-until": timezone.localdate().isoformat()})
    analyst.presses("Show it to the practices")
    analyst.presses("Propose that it be published")
