"""A commissioner takes 40 returns from "not started" to "accepted", and locks."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from indicators.models import Collection, ReceivedFile
from indicators.periods import quarter_of
from indicators.selectors.returns import RETURN_PROFILE
from indicators.services.files import receive_file
from indicators.services.returns import check_file, submit_return
from practices.models import Practice
from scorecard.accounts.roles import Role
from scorecard.cards.presenters.calendar import year_of
from tests.browser.axe import assert_accessible
from tests.journeys.conftest import Person

TODAY = timezone.localdate()
PERIOD = f"{year_of(TODAY)}-{quarter_of(TODAY)}"
DEADLINE = TODAY + dt.timedelta(days=3)
HEADER = "Practice code,Period,Indicator code,Numerator,Denominator"
DESK = "the returns desk, 01234 567890"


@pytest.fixture
def area(area):
    """Forty practices, and one more that never gets round to it."""
    area.practices += [area.add_practice(number) for number in range(4, 42)]
    return area


@pytest.fixture
def people(area, someone):
    managers = {
        name: someone(area.user(Role.PRACTICE_MANAGER, area.practices[number - 1])).signs_in()
        for name, number in (("extended", 38), ("queried", 39), ("late", 41))
    }
    return {"analyst": someone(area.user(Role.ANALYST)).signs_in(), **managers}


def test_forty_returns(area, people, worker):
    analyst = people["analyst"]
    asks_everybody(analyst)
    nobody_has_started(analyst)
    thirty_four_practices_send_in_time(area)
    three_send_late(area)
    one_is_given_more_time(analyst, people["extended"], area)
    one_is_asked_about_its_return(analyst, area)
    and_corrects_it(people["queried"], worker)
    the_last_of_the_forty_sends(area)
    everybody_is_accepted_at_once(analyst)
    the_digest_says_who_is_left(analyst)
    the_last_practice_is_on_its_way(people["late"])
    returns_are_locked(analyst)
    and_the_late_practice_is_told_whom_to_ask(people["late"])


def asks_everybody(analyst: Person) -> None:
    analyst.goes_to("Periods")
    analyst.opens("Open a period")
    analyst.fills(
        code=PERIOD,
        opens_on=(TODAY - dt.timedelta(days=30)).isoformat(),
        deadline=DEADLINE.isoformat(),
        contact=DESK,
    )
    analyst.page.get_by_label("FAC01 Opening hours").uncheck()
    analyst.presses("Open the period")
    analyst.reads("they are promised six")  # months of warning, that is
    analyst.page.get_by_role("link", name="Deadline").first.click()


def nobody_has_started(analyst: Person) -> None:
    analyst.reads("1 indicator asked of every practice (41)", "Not started 41")
    assert_accessible(analyst.page)


def thirty_four_practices_send_in_time(area) -> None:
    for number in range(1, 35):
        sends(area, number, timezone.now())


def three_send_late(area) -> None:
    for number in (35, 36, 37):
        sends(area, number, timezone.now() + dt.timedelta(days=5))


def one_is_given_more_time(analyst: Person, manager: Person, area) -> None:
    analyst.page.reload()
    analyst.reads("Not started 4", "Submitted 37", "Sent late 3")
    analyst.page.get_by_role("link", name="Practice 38").click()
    later = DEADLINE + dt.timedelta(days=7)
    analyst.fills(deadline=later.isoformat(), reason="Their server was stolen.")
    analyst.presses("Give more time")
    analyst.reads(f"has until {later:%-d %B %Y}", "extended")
    manager.page.reload()
    manager.reads("Their server was stolen.", f"Last day: {later:%-d %B %Y}")
    sends(area, 38, timezone.now() + dt.timedelta(days=5))


def one_is_asked_about_its_return(analyst: Person, area) -> None:
    sends(area, 39, timezone.now(), numerator=100)
    analyst.opens("Returns")
    analyst.fills(q="Practice 39")
    analyst.presses("Search")
    analyst.opens("Practice 39")
    analyst.reads("100 of 100 (100.0%)")
    analyst.fills(question="Was really everybody seen?")
    analyst.presses("Send the question")
    analyst.reads("Queried", "Was really everybody seen?")
    assert_accessible(analyst.page)


def and_corrects_it(manager: Person, worker) -> None:
    manager.page.reload()
    manager.reads("A question about this return", "Was really everybody seen?", "Queried")
    assert_accessible(manager.page)
    manager.page.get_by_role("link", name="Upload a file").click()
    manager.reads("Was really everybody seen?")
    manager.uploads("mended.csv", file_of("Z01039", 90))
    worker.works()
    manager.page.reload()
    manager.page.goto(f"{manager.base}/practice/Z01039/")
    manager.page.get_by_role("link", name="Submit the checked file").click()
    manager.page.get_by_role("button", name="Submit").first.click()
    manager.reads("90 of 100 (90.0%)")


def the_last_of_the_forty_sends(area) -> None:
    sends(area, 40, timezone.now())


def everybody_is_accepted_at_once(analyst: Person) -> None:
    analyst.opens("Returns")
    analyst.reads("Submitted 40", "Sent late 3", "Not started 1")
    analyst.page.get_by_label("Accept the return of Practice 1", exact=True).check()
    analyst.presses("Accept the ticked returns")
    analyst.reads("1 return is accepted.", "Accepted 1", "Submitted 39")
    analyst.presses("Accept all 39 that wait for you")
    analyst.reads("39 returns are accepted.", "Accepted 40", "Sent late 3", "Not started 1")
    analyst.page.get_by_role("link", name="Sent late").click()
    analyst.reads("Accepted, was late")
    assert "Practice 38" not in analyst.page.locator("main").inner_text()  # it had more time


def the_digest_says_who_is_left(analyst: Person) -> None:
    analyst.presses("Send the digest now")
    analyst.reads("The digest is on its way")
    assert "Accepted: 40" in mail.outbox[-1].body
    assert "- Practice 41 (Z01041): not started" in mail.outbox[-1].body


def the_last_practice_is_on_its_way(manager: Person) -> None:
    manager.page.reload()
    manager.page.get_by_role("link", name="Upload a file").click()
    manager.reads("Not started")


def returns_are_locked(analyst: Person) -> None:
    analyst.opens("Lock returns")
    analyst.reads("Accepted: 40", DESK)
    analyst.fills(reason="The results go to the board.")
    analyst.presses("Lock returns")
    analyst.reads("Locked", "The results go to the board.", "Not sent 1", "Accepted 40")
    assert_accessible(analyst.page)


def and_the_late_practice_is_told_whom_to_ask(manager: Person) -> None:
    manager.uploads("late.csv", file_of("Z01041", 50))
    manager.reads("are closed: nothing more can be sent", f"ask {DESK}")
    assert not ReceivedFile.objects.filter(practice__code="Z01041").exists()
    manager.goes_to("What is due")
    manager.reads("Not sent", f"ask {DESK}")


def file_of(code: str, numerator: int) -> bytes:
    return f"{HEADER}\n{code},{PERIOD},ACC01,{numerator},100\n".encode()


def sends(area, number: int, at: dt.datetime, numerator: int = 80) -> None:
    """A practice's return, at a moment that the browser cannot wait for."""
    practice: Practice = area.practices[number - 1]
    period = Collection.objects.get().period
    file = receive_file(
        commissioner=area.commissioner,
        practice=practice,
        period=period,
        profile=RETURN_PROFILE,
        name="return.csv",
        content=file_of(practice.code, numerator),
        by=None,
        at=at,
    )
    checked = check_file(file_id=file.pk, by=None, at=at)
    submit_return(file=checked, by=None, at=at)
