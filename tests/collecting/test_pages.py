"""The commissioner's pages of a collection, and what the practice sees of it at once."""

import datetime as dt
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from indicators.models import Extension, ReturnDecision
from indicators.services.collections import set_lock
from indicators.services.decisions import query_return
from practices.services import organisations
from scorecard.accounts.roles import Role
from tests.returns.area import AT, BY_NOBODY, DEADLINE, GOOD, row

PERIOD = "2026-27-Q1"
LATE = dt.datetime(2026, 8, 3, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def analyst(area):
    return area.person(Role.ANALYST)


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def practice_page(area, client):
    """What the practice manager reads under "What is due"."""

    def read():
        client.force_login(area.practice.membership_set.get(role=Role.PRACTICE_MANAGER).user)
        return text(client.get(reverse("practice", args=["X00001"])))

    area.person(Role.PRACTICE_MANAGER)
    return read


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def address(name="period-returns", *rest):
    return reverse(name, args=["X01", PERIOD, *rest])


def seen(desk, **query):
    return text(desk.get(address(), query))


def on_practice(name, desk, **posted):
    return desk.post(address(f"practice-return-{name}", "X00001"), posted, follow=True)


def test_groups_are_counted_and_chosen(area, desk):
    area.submitted(GOOD, at=AT)
    page = seen(desk)
    assert "Everybody asked <strong>2</strong>" in page
    assert "Not started <strong>1</strong>" in page and "Submitted <strong>1</strong>" in page
    chosen = seen(desk, state="submitted")
    assert "Surgery X00001" in chosen and "Surgery X00002" not in chosen
    assert "Surgery X00002" in seen(desk, q="x00002") and "X00001" not in seen(desk, q="x00002")
    assert "No practice is in this group." in seen(desk, state="nonsense")


def test_practices_that_are_not_asked_are_listed_with_the_reason(area, desk):
    organisations.close_practice(
        practice=area.practice,
        closed_on=dt.date(2026, 5, 3),
        successor=area.neighbour,
        **BY_NOBODY,
    )
    assert "Not asked <strong>1</strong>" in seen(desk)
    assert "Closed on 3 May 2026" not in seen(desk)
    page = seen(desk, state="not_asked")
    assert "patients went to Surgery X00002 (X00002), which returns for both" in page
    assert desk.get(address("practice-return", "X00001")).status_code == 200


def test_ticked_returns_are_accepted(area, desk):
    sent = area.submitted(GOOD)
    page = text(desk.post(address("returns-accept"), {"returns": [sent.pk]}, follow=True))
    assert "1 return is accepted." in page and "Accepted, incomplete" in page
    assert "Accept the ticked" not in page


def test_all_that_waited_when_the_page_was_made_are_accepted(area, desk):
    seen_return = area.submitted(GOOD)
    area.submitted(row("ACC01", "70", "100"), at=AT + dt.timedelta(hours=1))
    page = text(desk.post(address("returns-accept"), {"all": [seen_return.pk]}, follow=True))
    assert not ReturnDecision.objects.exists()
    assert "Nothing waits for you" in page


def test_a_correction_that_came_meanwhile_is_said(area, desk):
    sent = area.submitted(GOOD)
    area.submitted(row("ACC01", "70", "100"), at=AT + dt.timedelta(hours=1))
    page = text(desk.post(address("returns-accept"), {"returns": [sent.pk]}, follow=True))
    assert "1 of 1 were not accepted: a correction came in meanwhile" in page


@pytest.mark.parametrize("posted", [{}, {"returns": ["x", "-1", "9" * 40]}])
def test_nothing_ticked_is_said(desk, posted):
    page = text(desk.post(address("returns-accept"), posted, follow=True))
    assert "Tick the returns that you want to accept." in page


def test_the_question_reaches_the_practice_at_once_and_its_correction_the_commissioner(
    area, desk, practice_page
):
    sent = area.submitted(GOOD)
    page = text(on_practice("query", desk, **{"return": sent.pk, "question": "Is 80 right?"}))
    assert "sees your question" in page and "Queried, incomplete" in page
    due = practice_page()
    assert "A question about this return" in due and "Is 80 right?" in due
    assert "Send a correction" in due and "Upload a file" in due
    area.submitted(row("ACC01", "70", "100"), at=AT + dt.timedelta(hours=1))
    assert "Is 80 right?" not in practice_page()


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({"question": ""}, "Write what the practice is to look at"),
        ({"question": "943 476 5919"}, "NHS number"),
    ],
)
def test_a_question_that_cannot_go_out_keeps_the_page(area, desk, posted, says):
    sent = area.submitted(GOOD)
    page = text(on_practice("query", desk, **{"return": sent.pk, **posted}))
    assert "There is a problem" in page and says in page
    assert not ReturnDecision.objects.exists()


def test_a_return_of_another_practice_cannot_be_named(area, desk):
    sent = area.submitted(GOOD)
    url = address("practice-return-accept", "X00002")
    assert desk.post(url, {"return": sent.pk}).status_code == 404
    assert desk.post(url, {"return": "x"}).status_code == 404


def test_more_time_is_shown_to_both(area, desk, practice_page):
    posted = {"deadline": "2026-08-14", "reason": "The server was down."}
    page = text(on_practice("extend", desk, **posted))
    assert "Surgery X00001 has until 14 August 2026." in page
    assert "14 August 2026 (35 days left), extended" in page
    assert "Has until 14 August 2026." in seen(desk)
    due = practice_page()
    assert "until 14 August 2026 instead of 31 July 2026: The server was down." in due
    assert "Last day: 14 August 2026 (35 days left)" in due


def test_more_time_that_is_none_keeps_the_page(area, desk):
    posted = {"deadline": str(DEADLINE), "reason": "Please."}
    page = text(on_practice("extend", desk, **posted))
    assert "is the last day already" in page and not Extension.objects.exists()


def test_accepting_one_return(area, desk):
    sent = area.submitted(GOOD, at=AT)
    page = text(on_practice("accept", desk, **{"return": sent.pk}))
    assert "is accepted" in page and f"receipt {sent.reference}" in page
    assert "Accepted by analyst X01" in page


def test_the_page_shows_figures_with_those_of_last_time_and_what_is_missing(area, desk):
    area.submitted(GOOD)
    page = text(desk.get(address("practice-return", "X00001")))
    assert "80 of 100 (80.0%)" in page and "Not sent" in page


def test_locking_says_what_it_does_and_unlocking_wants_a_reason(area, desk, practice_page):
    assert "told to ask <strong>Area X01</strong>" in text(desk.get(address("returns-lock")))
    desk.post(address("returns-lock"), {"reason": ""})
    assert "Locked" in seen(desk)
    due = practice_page()
    assert "Not sent" in due and "ask Area X01" in due and "Start this return" not in due
    desk.force_login(area.commissioner.membership_set.get().user)
    page = text(desk.post(address("returns-lock"), {"reason": ""}))
    assert "Say why returns are taken again" in page
    desk.post(address("returns-lock"), {"reason": "One came too late."})
    assert "Lock returns" in seen(desk)


def test_the_digest_goes_out_and_the_page_says_to_whom(desk, analyst):
    page = text(desk.post(address("returns-digest"), follow=True))
    assert f"on its way to {analyst.email}" in page and "The last digest went out" in page
    assert len(mail.outbox) == 1


def test_late_and_accepted_is_said_in_one(area, desk):
    sent = area.submitted(GOOD, at=LATE)
    with time_machine.travel(LATE, tick=False):
        desk.force_login(area.commissioner.membership_set.get().user)
        on_practice("accept", desk, **{"return": sent.pk})
        assert "Accepted, was late, incomplete" in seen(desk, state="late")


def test_a_queried_return_is_not_a_dead_end_after_the_lock(area, desk, analyst, practice_page):
    sent = area.submitted(GOOD)
    query_return(data_return=sent, question="Is 80 right?", by=analyst, at=AT)
    set_lock(collection=area.collection, locked=True, reason="", by=analyst, at=AT)
    assert "ask Area X01" in practice_page()
    desk.force_login(analyst)
    assert "Unlock returns" in text(desk.get(address("practice-return", "X00001")))


def test_coming_up_shows_template_and_guidance_before_it_opens(area, client, practice_page):
    area.collection.guidance, area.collection.contact = "Count calls too.", "the returns desk"
    area.collection.save()
    with time_machine.travel(AT - dt.timedelta(days=60), tick=False):
        page = practice_page()
        template = client.get(reverse("return-template", args=["X00001", PERIOD, "csv"]))
    assert "Coming up" in page and "Opens on 1 July 2026 (in 51 days)" in page
    assert "Count calls too." in page and "Questions: the returns desk" in page
    assert "ACC01 Seen within two days" in page
    assert template.status_code == 200 and template.getvalue()
    with time_machine.travel(dt.datetime(2025, 12, 31, 9, tzinfo=dt.UTC), tick=False):
        assert "Coming up" not in practice_page()


def test_the_pages_take_the_same_queries_for_many_practices(
    area, desk, django_assert_max_num_queries
):
    area.submitted(GOOD)
    for number in range(3, 83):
        area._practice(f"X{number:05}")
    with django_assert_max_num_queries(24):
        page = seen(desk)
    assert "Everybody asked <strong>82</strong>" in page
    assert page.count("Surgery X") < 120  # one page of them


def test_after_a_merger_the_successor_is_told_that_it_returns_for_both(area, practice_page):
    organisations.close_practice(
        practice=area.neighbour,
        closed_on=dt.date(2026, 5, 3),
        successor=area.practice,
        **BY_NOBODY,
    )
    covers = "also covers the patients of Surgery X00002 (closed on 3 May 2026)."
    assert covers in practice_page()
