"""Reminders: a month, a week and a day before; each once, one message per practice."""

import datetime as dt

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Notice
from indicators.returns.reminding import a_month_before, months_of_warning, notice_due
from indicators.selectors.notices import due_notices
from indicators.services.collections import change_collection, extend, set_lock
from indicators.services.decisions import query_return
from indicators.services.periods import add_period, open_collection
from indicators.services.reminders import Reminded, send_reminders
from practices.services.memberships import add_membership
from scorecard.accounts.roles import Role
from tests.returns.area import BY_NOBODY, DEADLINE, GOOD, LONG_AGO, OPENS, OTHERS

ANNOUNCED = dt.date(2026, 1, 1)


def told(today, deadline=DEADLINE, opens_on=OPENS):
    return notice_due(announced_on=ANNOUNCED, opens_on=opens_on, deadline=deadline, today=today)


def before(days):
    return DEADLINE - dt.timedelta(days=days)


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (ANNOUNCED - dt.timedelta(days=1), ""),
        (ANNOUNCED, "announced"),
        (OPENS - dt.timedelta(days=1), "announced"),
        (OPENS, "month"),  # its day, 30 June, was before the opening
        (before(14), "month"),
        (before(13), ""),  # so late a reminder of the month would only precede the next one
        (before(8), ""),
        (before(7), "week"),
        (before(3), "week"),
        (before(2), ""),
        (before(1), "day"),
        (DEADLINE, "day"),
        (before(-1), ""),
    ],
)
def test_what_a_practice_is_told_on_a_day(today, kind):
    assert told(today) == kind


@given(st.dates(OPENS, before(-10)), st.dates(dt.date(2026, 7, 15), dt.date(2026, 9, 30)))
def test_no_two_reminders_on_neighbouring_days(today, deadline):
    tomorrow = today + dt.timedelta(days=1)
    one, two = told(today, deadline), told(tomorrow, deadline)
    assert not (one and two) or one == two


@pytest.mark.parametrize(
    ("day", "month_before"),
    [
        ((2026, 7, 31), (2026, 6, 30)),
        ((2026, 1, 15), (2025, 12, 15)),
        ((2026, 3, 30), (2026, 2, 28)),
    ],
)
def test_a_month_before(day, month_before):
    assert a_month_before(dt.date(*day)) == dt.date(*month_before)


@pytest.mark.parametrize(
    ("announced", "opens", "months"),
    [
        ((2026, 1, 1), (2026, 7, 1), 6),
        ((2026, 1, 2), (2026, 7, 1), 5),
        ((2026, 8, 31), (2027, 2, 28), 6),
        ((2026, 7, 1), (2026, 6, 1), 0),
    ],
)
def test_how_many_months_practices_are_warned(announced, opens, months):
    assert months_of_warning(dt.date(*announced), dt.date(*opens)) == months


@pytest.fixture
def analyst(area):
    return area.person(Role.ANALYST)


@pytest.fixture
def managers(area):
    return [area.person(Role.PRACTICE_MANAGER, place) for place in (area.practice, area.neighbour)]


def remind(day, hour=7):
    mail.outbox.clear()
    done = send_reminders(at=dt.datetime.combine(day, dt.time(hour), dt.UTC))
    return done, {message.to[0]: message for message in mail.outbox}


def test_each_practice_is_reminded_once_however_often_it_runs(managers):
    done, messages = remind(before(7))
    assert (done.sent, set(messages)) == (2, {person.email for person in managers})
    assert remind(before(7), hour=9)[0] == Reminded()
    assert remind(before(6))[0].sent == 0
    assert remind(before(1))[0].sent == 2
    assert set(Notice.objects.values_list("kind", flat=True)) == {"week", "day"}


def test_a_missed_day_is_caught_up_with_one_message(managers):
    _, messages = remind(before(5))
    assert len(messages) == 2 and set(Notice.objects.values_list("kind", flat=True)) == {"week"}


def test_who_has_sent_hears_nothing(area, managers):
    area.submitted(GOOD, *OTHERS, attested_name="A. Elm", attested_role="Manager")
    assert set(remind(before(7))[1]) == {managers[1].email}


def test_who_has_sent_a_part_is_reminded_of_the_rest(area, managers):
    area.submitted(GOOD)
    body = remind(before(7))[1][managers[0].email].body
    assert "1 of 7 figures are there; the others are still to be sent." in body


def test_a_practice_that_is_asked_about_its_return_is_reminded_of_the_question(
    area, managers, analyst
):
    sent = area.submitted(GOOD)
    query_return(data_return=sent, question="Is 80 right?", by=analyst, at=sent.submitted_at)
    message = remind(before(7))[1][managers[0].email]
    assert "Your commissioner asks: Is 80 right?" in message.body


def test_an_extended_deadline_moves_its_reminders(area, managers, analyst):
    later = DEADLINE + dt.timedelta(days=13)
    remind(before(1))
    extend(
        collection=area.collection,
        practice=area.practice,
        deadline=later,
        reason="The server was down.",
        by=analyst,
        at=dt.datetime.combine(DEADLINE, dt.time(9), dt.UTC),
    )
    assert remind(DEADLINE)[0].sent == 0
    _, messages = remind(later - dt.timedelta(days=7))
    assert set(messages) == {managers[0].email}
    body = messages[managers[0].email].body
    assert "13 August 2026 (7 days left), extended for your practice" in body
    assert set(remind(later)[1]) == {managers[0].email}


def test_everything_due_is_in_one_message(area, managers):
    year = add_period(
        commissioner=area.commissioner,
        code="2026",
        name="The year 2026",
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 12, 31),
        **BY_NOBODY,
    )
    open_collection(
        period=year,
        definitions=[item.definition for item in area.collection.items.all()],
        announced_on=ANNOUNCED,
        opens_on=OPENS,
        deadline=before(-30),
        contact="Returns desk, 01234 567890",
        **BY_NOBODY,
    )
    _, messages = remind(before(1))
    assert len(messages) == 2
    (message, _) = messages.values()
    assert "2 returns are due tomorrow" in message.subject
    assert "The year 2026" in message.body and "April to June 2026" in message.body
    assert "Returns desk, 01234 567890" in message.body
    assert sorted(Notice.objects.filter(practice=area.practice).values_list("kind", flat=True)) == [
        "day",
        "month",
    ]


def test_the_announcement_says_what_will_come(area, managers):
    _, messages = remind(ANNOUNCED)
    message = messages[managers[0].email]
    assert "a return is announced" in message.subject
    assert "Opens on 1 July 2026. Last day: 31 July 2026." in message.body
    assert remind(ANNOUNCED + dt.timedelta(days=1))[0].sent == 0


def test_a_practice_without_a_manager_is_counted_and_reminded_when_there_is_one(area):
    assert remind(before(7))[0].nobody == 2
    person = area.person(Role.PRACTICE_READER)
    assert remind(before(6))[0].nobody == 2
    add_membership(
        user=person,
        organisation=area.practice,
        role=Role.PRACTICE_MANAGER,
        starts_on=LONG_AGO,
        **BY_NOBODY,
    )
    assert remind(before(5))[0].sent == 1


def test_a_message_that_did_not_get_away_is_tried_again(managers, monkeypatch):
    def broken(*_):
        raise OSError("no route to the mail server")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", broken)
        assert remind(before(7))[0].failed == 2
    assert not Notice.objects.exists()
    assert remind(before(6))[0].sent == 2


def test_nothing_after_the_lock(area, managers, analyst):
    at = dt.datetime.combine(before(10), dt.time(9), dt.UTC)
    set_lock(collection=area.collection, locked=True, reason="", by=analyst, at=at)
    assert remind(before(7))[0].sent == 0


def test_links_lead_to_the_site_where_its_address_is_known(area, managers, settings):
    settings.SITE_ADDRESS = "https://scorecard.example"
    body = remind(before(7))[1][managers[0].email].body
    assert "https://scorecard.example/practice/X00001/" in body


def test_a_changed_deadline_is_announced_again(area, managers, analyst):
    remind(ANNOUNCED)
    change_collection(
        collection=area.collection,
        announced_on=ANNOUNCED,
        opens_on=OPENS,
        deadline=before(-7),
        guidance="",
        contact="",
        definitions=[item.definition for item in area.collection.items.all()],
        practices=None,
        by=analyst,
        at=dt.datetime(2026, 2, 1, 9, tzinfo=dt.UTC),
    )
    _, messages = remind(dt.date(2026, 2, 2))
    assert "Last day: 7 August 2026" in messages[managers[0].email].body


def test_many_practices_take_the_same_queries_to_find(
    area, managers, django_assert_max_num_queries
):
    for number in range(3, 33):
        area._practice(f"X{number:05}")
    with django_assert_max_num_queries(16):
        assert len(due_notices(before(7))) == 32
