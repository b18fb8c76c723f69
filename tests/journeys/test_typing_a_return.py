"""A practice types its return: questions, figures, patients left out, evidence, two at the form."""

from dataclasses import replace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from indicators.definitions import DefinitionData
from indicators.models import Evidence, Figure
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from indicators.services.periods import open_collection
from scorecard.accounts.roles import Role
from tests.areas import Area
from tests.browser.axe import assert_accessible
from tests.journeys.conftest import Person, Worker

PERIOD = "2026-27-Q1"
PLAN = "QUA06 Continuity plan tested"
SEEN = "ACC01 Seen within two days"


@pytest.fixture
def asked(area: Area) -> Area:
    """A question about the practice, and an indicator with patients left out by reason."""
    by = {"by": None, "at": timezone.now()}
    seen = replace(data_of(area.definition("ACC01")), adjustments="kept")
    plan = DefinitionData(
        name="Continuity plan tested", description="In 12 months.", kind="yes_no", polarity="high"
    )
    area.record(1, "ACC01", period="2025-26-Q4", numerator=70, denominator=90)
    open_collection(
        period=area.period(PERIOD),
        definitions=[
            define(commissioner=area.commissioner, code="ACC01", data=seen, **by),
            define(commissioner=area.commissioner, code="QUA06", data=plan, **by),
            area.definition("FAC01"),
        ],
        opens_on=timezone.localdate(),
        deadline=timezone.localdate(),
        **by,
    )
    return area


def test_from_a_typed_draft_to_a_receipt(asked, someone, worker: Worker):
    practice = asked.practices[0]
    manager = someone(asked.user(Role.PRACTICE_MANAGER, practice)).signs_in()
    # The colleague's browser runs no scripts: everything is said all the same.
    colleague = someone(manager.user, scripts=False).signs_in()

    starts_with_the_questions(manager, worker, practice.code)
    types_figures_with_an_error(manager)
    types_at_the_same_time(manager, colleague, practice.code)
    checks_what_was_typed(manager, worker)
    attests_and_submits(manager)
    sees_who_was_missed(manager, practice.code)


def starts_with_the_questions(manager: Person, worker: Worker, practice: str) -> None:
    manager.page.goto(f"{manager.base}/practice/{practice}/returns/{PERIOD}/")
    assert_accessible(manager.page)
    manager.opens("Type the return")
    manager.reads("Questions about your practice", "0 of 3 filled in")
    row = manager.page.get_by_role("group", name=PLAN)
    row.get_by_label("Yes").check()
    row.get_by_text("Note or evidence").click()
    row.get_by_label("Note").fill("Tested on 4 May.")
    row.locator("input[type=file]").set_input_files(
        {"name": "test.pdf", "mimeType": "text/plain", "buffer": b"%PDF-1.7 report of the test"}
    )
    assert_accessible(manager.page)
    manager.presses("Save and go on")
    manager.reads("Your draft is saved", "1 of 3 filled in")
    assert Evidence.objects.get().state == "checking"
    worker.works()
    assert Evidence.objects.get().state == "kept"


def types_figures_with_an_error(manager: Person) -> None:
    row = manager.page.get_by_role("group", name=SEEN)
    manager.reads("Patients seen within two days. Last time: 70")
    row.get_by_label("Numerator").fill("about 80")
    row.get_by_label("Denominator").fill("100")
    manager.presses("Save draft")
    manager.reads("To mend before you send it: Numerator: The cell is not a number.")
    expect(row.get_by_label("Numerator")).to_have_value("about 80")
    assert_accessible(manager.page)


def types_at_the_same_time(manager: Person, colleague: Person, practice: str) -> None:
    colleague.page.goto(f"{manager.base}/practice/{practice}/returns/{PERIOD}/type/?section=2")
    row = manager.page.get_by_role("group", name=SEEN)
    row.get_by_label("Numerator").fill("80")
    manager.presses("Save draft")
    other = colleague.page.get_by_role("group", name=SEEN)
    other.get_by_label("Numerator").fill("81")
    colleague.presses("Save draft")
    colleague.reads(
        "Somebody else changed this too",
        "ACC01, Numerator: saved meanwhile 80, you typed 81",
    )
    expect(other.get_by_label("Numerator")).to_have_value("81")


def checks_what_was_typed(manager: Person, worker: Worker) -> None:
    row = manager.page.get_by_role("group", name=SEEN)
    row.get_by_text("Patients left out").click()
    row.get_by_label("No response to offers").fill("1.5")
    manager.presses("Check what you typed")
    worker.works()
    manager.page.wait_for_url("**/files/**")
    manager.reads("in the form", "no response to offers 1.5", "People are counted in whole numbers")
    assert_accessible(manager.page)
    manager.opens(SEEN)
    expect(row.get_by_label("No response to offers")).to_have_value("1.5")
    row.get_by_label("No response to offers").fill("12")
    manager.presses("Check what you typed")
    worker.works()
    manager.page.wait_for_url("**/files/**")
    manager.reads("What you typed is ready to submit", "80 of 100 (80.0%)")


def attests_and_submits(manager: Person) -> None:
    manager.presses("Submit the return")
    manager.reads("Enter full name")
    assert_accessible(manager.page)
    manager.fills(attested_name="Ann Lee", attested_role="Practice manager")
    manager.presses("Submit the return")
    manager.reads("R-", "Ann Lee, Practice manager, attested 1 answer", PLAN, "Yes")
    assert_accessible(manager.page)
    answer = Figure.objects.get(indicator__code="QUA06")
    remark = answer.remarks.get()
    assert (remark.text, remark.evidence.name) == ("Tested on 4 May.", "test.pdf")


def sees_who_was_missed(manager: Person, practice: str) -> None:
    manager.page.goto(f"{manager.base}/practice/{practice}/returns/{PERIOD}/")
    manager.reads("Type the return", "Treated, left out and missed")
    manager.page.get_by_text(SEEN).first.click()
    manager.reads("Left out: no response to offers 12 (12.0%)", "Not treated and not left out 8")
    assert_accessible(manager.page)


def test_evidence_about_patients_is_refused(asked, someone, worker: Worker):
    practice = asked.practices[0]
    manager = someone(asked.user(Role.PRACTICE_MANAGER, practice)).signs_in()
    address = f"{manager.base}/practice/{practice.code}/returns/{PERIOD}/type/"
    manager.page.goto(address)
    row = manager.page.get_by_role("group", name=PLAN)
    row.get_by_text("Note or evidence").click()
    row.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": b"NHS number\n9434765919\n"}
    )
    manager.presses("Save draft")
    manager.reads("list.csv", "Being checked")
    worker.works()
    manager.page.goto(address)
    manager.reads("Refused", "A column is headed 'NHS number'", "Nothing of it was kept")
    assert_accessible(manager.page)
    assert Evidence.objects.get().content is None
