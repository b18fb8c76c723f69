"""The main job: from the definition of an indicator to the page that the public reads."""

from django.utils import timezone
from playwright.sync_api import expect

from practices.models import Practice
from scorecard.accounts.roles import Role
from scorecard.publication.levels import OPEN
from scorecard.publication.services.rules import set_rules
from tests.browser.axe import assert_accessible
from tests.journeys.conftest import Person, Worker, filled_csv, filled_xlsx

PERIOD = "2026-27-Q2"


def test_from_definition_to_public_page(area, someone, worker: Worker):
    one, two, _ = area.practices
    analyst = someone(area.user(Role.ANALYST)).signs_in()
    defines_an_indicator(analyst)
    lead = someone(area.user(Role.COMMISSIONING_LEAD)).signs_in()
    puts_the_card_in_force(lead)
    opens_a_period(analyst)

    manager = someone(area.user(Role.PRACTICE_MANAGER, one)).signs_in()
    sends_a_return_with_an_error_first(manager, worker, one)
    other = someone(area.user(Role.PRACTICE_MANAGER, two)).signs_in()
    sends_a_spreadsheet(other, worker)

    # A browser without JavaScript sees the same progress.
    plain = someone(analyst.user, scripts=False).signs_in()
    runs_banding(plain, worker)
    follows_a_cell_to_its_sentence(plain, one)
    reads_the_indicator_with_its_chart(analyst)

    set_rules(scorecard=area.version.scorecard, levels=OPEN, by=lead.user, at=timezone.now())
    drafts_a_release(analyst)
    previews_it(manager)
    approves_it(lead)
    the_public_reads_it(someone(None), one)


def defines_an_indicator(analyst: Person) -> None:
    analyst.goes_to("Indicators")
    analyst.opens("Define an indicator")
    analyst.fills(code="ACC02", name="Calls answered", description="Calls answered in time.")
    analyst.presses("Save to the draft")
    analyst.reads("There is a problem", "Say in words what the numerator counts.")
    analyst.chooses("rule", "thresholds")
    analyst.fills(
        numerator="Calls answered within five minutes",
        denominator="Calls",
        minimum_denominator=20,
        green=70,
        red=90,
        domain="Access",
        weight=50,
    )
    analyst.presses("Save to the draft")
    analyst.reads("High is good, so green must not be below red")
    assert_accessible(analyst.page)
    analyst.fills(green=90, red=70)
    analyst.presses("Save to the draft")
    analyst.reads("Version 2, draft", "The weights in Access add to 150.00, not 100.")
    analyst.reads("Take 50.00 from some.")
    analyst.presses("Make the weights in Access add to 100")
    for code, weight in (("ACC01 Seen within two days", "66.67"), ("ACC02 Calls", "33.33")):
        expect(analyst.page.get_by_label(f"Weight of {code}")).to_have_value(weight)
    analyst.presses("Save weights")
    analyst.opens("Have this version agreed")
    analyst.reads("Next: Open a consultation")
    assert analyst.page.get_by_text("Put it in force without agreement").count() == 0


def puts_the_card_in_force(lead: Person) -> None:
    """The whole way to an agreed version is a journey of its own."""
    lead.goes_to("Scorecard")
    lead.opens("Agreement")
    lead.page.get_by_text("Put it in force without agreement").click()
    lead.presses("Make it live without agreement")
    lead.reads("There is a problem", "Enter why it has not been agreed")
    assert_accessible(lead.page)
    lead.fills(**{"unagreed-unagreed_reason": "One indicator more; agreed at the next meeting."})
    lead.presses("Make it live without agreement")
    lead.reads("Version 2, live", "Put in force without having been agreed", "at the next meeting")
    assert_accessible(lead.page)


def opens_a_period(analyst: Person) -> None:
    analyst.goes_to("Periods")
    analyst.opens("Open a period")
    analyst.fills(code="next quarter")
    analyst.presses("Open the period")
    analyst.reads("'next quarter' is not a period. Write a quarter as 2026-27-Q1")
    assert_accessible(analyst.page)
    today = timezone.localdate().isoformat()
    analyst.fills(code=PERIOD, opens_on=today, deadline=today)
    analyst.presses("Open the period")
    analyst.reads("July to September 2026", "Not yet")
    assert_accessible(analyst.page)


def sends_a_return_with_an_error_first(manager: Person, worker: Worker, practice: Practice) -> None:
    manager.reads("What is due", "July to September 2026")
    assert_accessible(manager.page)
    manager.page.goto(f"{manager.base}/practice/{practice.code}/returns/{PERIOD}/")
    assert_accessible(manager.page)
    template = manager.downloads("CSV")
    wrong = filled_csv(template, {"ACC01": (900, 100), "ACC02": (80, "about 100")})
    manager.uploads("return.csv", wrong)
    manager.reads("Waiting to start")
    assert_accessible(manager.page)
    worker.works()
    manager.page.wait_for_url("**/files/**")
    manager.reads("900", "about 100")
    assert_accessible(manager.page)
    manager.uploads("return.csv", filled_csv(template, {"ACC01": (90, 100), "ACC02": (80, 100)}))
    worker.works()
    manager.page.wait_for_url("**/files/**")
    assert_accessible(manager.page)
    manager.presses("Submit")
    manager.reads("R-")
    assert_accessible(manager.page)


def sends_a_spreadsheet(manager: Person, worker: Worker) -> None:
    practice = manager.page.url.rstrip("/").split("/")[-1]
    manager.page.goto(f"{manager.base}/practice/{practice}/returns/{PERIOD}/")
    template = manager.downloads("Excel")
    manager.uploads("return.xlsx", filled_xlsx(template, {"ACC01": (50, 100), "ACC02": (95, 100)}))
    worker.works()
    manager.page.wait_for_url("**/files/**")
    manager.presses("Submit")
    manager.reads("R-")


def runs_banding(analyst: Person, worker: Worker) -> None:
    analyst.goes_to("Periods")
    analyst.presses("Run banding")
    analyst.reads("Banding July to September 2026")
    expect(analyst.page.locator("progress")).to_have_count(1)
    worker.works()
    analyst.page.wait_for_url("**/grid/**")


def follows_a_cell_to_its_sentence(analyst: Person, practice: Practice) -> None:
    analyst.reads("Practice 1", "Green 90.0%", "Red 50.0%", "Not returned")
    assert practice.name == "Practice 1"
    row = analyst.page.get_by_role("row").filter(has_text="Practice 1").first
    row.get_by_role("link").filter(has_text="90.0%").click()
    analyst.reads(
        "90 (patients seen within two days) out of 100 (patients who asked) gives 90.0%.",
        "Green at 80% or more, red below 60%, amber between. So this is green.",
        "return.csv, row",
    )
    analyst.opens("Practice 1")
    analyst.reads("Overall, July to September 2026", "▲ Amber", "80.0%")


def reads_the_indicator_with_its_chart(analyst: Person) -> None:
    analyst.goes_to("Grid")
    assert_accessible(analyst.page)
    analyst.opens("ACC02 Calls answered")
    analyst.reads("Of 2 practices with a figure, 1 is green, 1 amber and 0 red")
    analyst.page.locator(".js-plotly-plot").wait_for()
    assert_accessible(analyst.page)


def drafts_a_release(analyst: Person) -> None:
    analyst.goes_to("Releases")
    analyst.opens("Draft a release")
    analyst.fills(title="How practices did")
    analyst.presses("Draft the release")
    analyst.reads("edition 1: drafted", "Next. Show it to the practices.")
    analyst.fills(**{"show-until": timezone.localdate().isoformat()})
    analyst.presses("Show it to the practices")
    analyst.reads("edition 1: in preview", "Every practice can see it now")
    assert_accessible(analyst.page)
    analyst.presses("Propose that it be published")
    analyst.reads("Proposed. A second person has to approve it.")
    assert analyst.page.get_by_role("button", name="Approve").count() == 0
    analyst.opens("As the public will see it")
    analyst.reads("exactly as the public will see it", "Practice 1", "Calls answered")


def previews_it(manager: Person) -> None:
    manager.goes_to("To be published")
    assert_accessible(manager.page)
    manager.opens("How practices did July to September 2026, edition 1")
    manager.reads("This is your own practice", "Calls answered", "80.0%")
    manager.opens("As the public will see it")
    manager.reads("exactly as the public will see it", "Calls answered", "80.0%")
    assert_accessible(manager.page)


def approves_it(lead: Person) -> None:
    lead.goes_to("Releases")
    lead.opens("How practices did July to September 2026, edition 1")
    lead.presses("Approve")
    lead.reads("Approved. It can be published now")
    lead.presses("Publish now")
    lead.reads("Published. Those who may read it can do so now.")
    assert_accessible(lead.page)


def the_public_reads_it(reader: Person, practice: Practice) -> None:
    reader.page.goto(reader.base)
    reader.opens("Area Z01: How practices did")
    assert_accessible(reader.page)
    reader.opens("Practice 1")
    reader.reads("Calls answered", "▲ Amber 80.0%", "How to read this")
    reader.page.get_by_text("How this came about").first.click()
    reader.reads("90 (patients seen within two days) out of 100 (patients who asked)")
    assert_accessible(reader.page)
    reader.opens("Calls answered")
    expect(reader.page.locator("svg").first).to_be_attached()
    reader.reads("Green at 90% or more, red below 70%")
    assert_accessible(reader.page)
