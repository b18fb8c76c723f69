"""A scorecard from the catalogue, and on to another commissioner as one file."""

from practices.services.organisations import add_commissioner
from scorecard.accounts.roles import Role
from tests.areas import NOW
from tests.browser.axe import assert_accessible
from tests.journeys.conftest import Person


def test_from_the_catalogue_to_another_commissioner(area, someone):
    there = add_commissioner(code="Z02", name="Area Z02", by=None, at=NOW)
    analyst = someone(area.user(Role.ANALYST)).signs_in()
    starts_from_the_catalogue_under_a_name_of_its_own(analyst)
    file = analyst.downloads("Download as one file")

    # A browser without JavaScript sends the same file.
    other = someone(area.user(Role.ANALYST, there), scripts=False).signs_in()
    has_no_scorecard_yet(other)
    mends_a_file_and_starts_from_it(other, file)


def starts_from_the_catalogue_under_a_name_of_its_own(analyst: Person) -> None:
    analyst.goes_to("Scorecard")
    analyst.opens("Start another scorecard from the catalogue")
    analyst.reads("Catalogue of ready-made scorecards", "Public scorecard, Westminster style")
    analyst.page.get_by_role("link", name="Start from this Public scorecard").click()
    analyst.reads("Ready-made scorecard", "Easy to get through on the telephone", "Illustrative")
    assert_accessible(analyst.page)
    analyst.fills(name="Small scorecard")
    analyst.presses("Start from this")
    analyst.reads("There is a problem", "already has a scorecard called Small scorecard.")
    assert_accessible(analyst.page)
    analyst.fills(name="What our patients ask")
    analyst.presses("Start from this")
    analyst.reads("What our patients ask version 1 is a draft.", "Version 1, draft")


def has_no_scorecard_yet(other: Person) -> None:
    other.goes_to("Scorecard")
    other.reads("Area Z02 has no scorecard yet.")
    other.opens("Look through the catalogue")
    other.opens("Start from a file that another commissioner sent")


def mends_a_file_and_starts_from_it(other: Person, file: bytes) -> None:
    other.uploads("sent.toml", file.replace(b"weight = 30 }", b"wait = 30 }", 1))
    other.reads("What is wrong in the file", "the field weight is missing.")
    other.uploads("sent.toml", file)
    other.reads(
        "What our patients ask version 1 is a draft.", "Easy to get through on the telephone"
    )
