"""A query leads to a correction and a new banding; another practice stays silent."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indicators.models import Figure, VerificationWindow
from practices.models import Practice
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.axe import assert_accessible
from tests.journeys.conftest import Person, Worker

PERIOD = "2026-27-Q1"


@pytest.fixture
def figures(area: Area) -> Area:
    """Both practices have figures from a national file, and the quarter is banded."""
    for number in (1, 2):
        area.record(number, "ACC01", numerator=70, denominator=100)
        area.record(number, "VFM01", numerator=14000, denominator=100)
    area.band(PERIOD)
    return area


def test_a_query_leads_to_a_correction_and_a_new_banding(figures, someone, worker: Worker):
    one, two, _ = figures.practices
    analyst = someone(figures.user(Role.ANALYST)).signs_in()
    states_when_and_what_silence_means(analyst)

    # A practice without JavaScript can do all of it (axe cannot: it looks at the others' pages).
    manager = someone(figures.user(Role.PRACTICE_MANAGER, one), scripts=False).signs_in()
    forgets_to_say_why(manager)
    confirms_all_but_one(manager)
    silent = someone(figures.user(Role.PRACTICE_MANAGER, two)).signs_in()
    reads_and_says_nothing(silent)

    sees_the_query_before_publishing(analyst)
    upholds_it(analyst)
    bands_again(analyst, worker)
    reads_the_answer(manager, one)
    a_day_goes_by()
    learns_what_silence_meant(silent, figures, someone)


def states_when_and_what_silence_means(analyst: Person) -> None:
    analyst.goes_to("Periods")
    analyst.page.get_by_role("link", name="Not asked for").first.click()
    analyst.reads("Practices have not been asked to verify this period.")
    analyst.presses("Save")
    analyst.reads("There is a problem", "Choose what silence means")
    assert_accessible(analyst.page)
    today = timezone.localdate().isoformat()
    analyst.fills(opens_on=today, deadline=today)
    analyst.chooses("silence", "accepted")
    analyst.presses("Save")
    analyst.reads("Practices can verify until", "2 of 2 practices with figures have not answered")
    assert_accessible(analyst.page)


def forgets_to_say_why(manager: Person) -> None:
    manager.reads("Your figures for April to June 2026", "2 figures held: 2 not verified yet.")
    manager.reads("counts as accepted by you")
    manager.opens("Verify these figures for April to June 2026")
    manager.page.get_by_role("checkbox", name="ACC01 is wrong").check()
    manager.page.get_by_label("What ACC01 should be").fill("90 of 100")
    manager.presses("Confirm all figures but those I ticked")
    manager.reads("There is a problem", "Say why ACC01 is wrong, or untick it")
    expect(manager.page.get_by_label("What ACC01 should be")).to_have_value("90 of 100")


def confirms_all_but_one(manager: Person) -> None:
    manager.page.get_by_label("Why ACC01 is wrong").fill("The second surgery is missing.")
    manager.fills(name="Pat Smith")
    manager.presses("Confirm all figures but those I ticked")
    manager.reads("1 figure confirmed, 1 query sent", "Pat Smith confirmed 1 figure")
    manager.reads("Queried since", "Verified by the practice on")


def reads_and_says_nothing(silent: Person) -> None:
    silent.goes_to("Figures")
    silent.reads("2 figures held: 2 not verified yet.", "counts as accepted by you")
    assert_accessible(silent.page)


def sees_the_query_before_publishing(analyst: Person) -> None:
    analyst.goes_to("Grid")
    analyst.reads("Amber 70.0% queried", "Green £140.00 ✓")
    assert_accessible(analyst.page)
    analyst.goes_to("Releases")
    analyst.opens("Draft a release")
    analyst.reads("1 figure is under query and not decided yet", "The second surgery is missing.")
    assert_accessible(analyst.page)


def upholds_it(analyst: Person) -> None:
    analyst.goes_to("Queries")
    analyst.reads("Answer due by", "Proposed: 90 of 100")
    assert_accessible(analyst.page)
    analyst.opens("Practice 1")
    analyst.chooses("decision", "uphold")
    analyst.fills(numerator=90, denominator=100, reason="Your second surgery was left out.")
    analyst.presses("Record the decision")
    analyst.reads("Upheld", "1 figure in the results of April to June 2026 was corrected")
    assert_accessible(analyst.page)


def bands_again(analyst: Person, worker: Worker) -> None:
    analyst.presses("Run banding")
    worker.works()
    analyst.page.wait_for_url("**/grid/**")
    analyst.reads("Green 90.0% corrected", "Amber 70.0%")
    analyst.goes_to("Queries")
    assert "since the last banding" not in analyst.page.locator("main").inner_text()


def reads_the_answer(manager: Person, practice: Practice) -> None:
    manager.goes_to("What is due")
    manager.reads("Upheld: Your second surgery was left out.", "The figure is now 90 of 100")
    manager.goes_to("Results")
    manager.reads("Corrected", "Verified", "90.0%")


def a_day_goes_by() -> None:
    """A browser and its server do not survive a clock that jumps; the window can be moved."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    VerificationWindow.objects.update(opens_on=yesterday, deadline=yesterday)
    Figure.objects.update(recorded_at=timezone.now() - dt.timedelta(days=2))


def learns_what_silence_meant(silent: Person, area: Area, someone) -> None:
    silent.goes_to("Figures")
    silent.reads(
        "2 figures held: 2 accepted by silence.", "What was not queried counts as accepted"
    )
    silent.opens("See these figures for April to June 2026")
    silent.reads("Not queried by", "Query this figure")
    assert silent.page.get_by_role("button", name="Confirm all").count() == 0
    assert_accessible(silent.page)
    lead = someone(area.user(Role.NETWORK_LEAD, area.network)).signs_in()
    lead.reads("1 verified, 1 corrected", "2 accepted by silence")
    assert_accessible(lead.page)
