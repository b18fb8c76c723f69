"""Returns are accepted in bulk, queried back, given more time and locked."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from indicators.models import Notice, ReturnDecision
from indicators.selectors.standings import standings
from indicators.services import digests
from indicators.services.collections import extend, set_lock
from indicators.services.decisions import accept_one, accept_returns, query_return
from indicators.services.digests import DigestRefused, send_digest, send_weekly_digests
from indicators.services.returns import ReturnRefused
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.returns.area import AT, DEADLINE, GOOD, OPENS, row

LATE = dt.datetime(2026, 8, 3, 9, tzinfo=dt.UTC)


@pytest.fixture
def analyst(area):
    return area.person(Role.ANALYST)


@pytest.fixture
def by(analyst):
    return {"by": analyst, "at": AT}


def standing(area, today=None):
    return standings([area.collection], [area.practice], today or AT.date())[0]


def state(area, today=None):
    return standing(area, today).state


def more_time(area, days=14, **given):
    return extend(
        collection=area.collection,
        practice=area.practice,
        deadline=DEADLINE + dt.timedelta(days=days),
        **{"reason": "The server was down.", **given},
    )


def test_bulk_acceptance_is_one_act_in_the_trail(area, by):
    sent = area.submitted(GOOD)
    assert accept_returns(collection=area.collection, returns=[sent.pk], **by) == [sent]
    assert state(area) == "accepted"
    event = AuditEvent.objects.get(action="accept returns")
    assert event.details["returns"] == [sent.reference]


def test_accepting_twice_is_one_decision(area, by):
    sent = area.submitted(GOOD)
    for _ in range(2):
        accept_returns(collection=area.collection, returns=[sent.pk], **by)
    assert ReturnDecision.objects.count() == 1
    with pytest.raises(ValidationError, match="accepted already"):
        accept_one(data_return=sent, **by)


def test_a_correction_that_came_meanwhile_is_not_accepted_unseen(area, by):
    seen = area.submitted(GOOD)
    area.submitted(row("ACC01", "70", "100"), at=AT + dt.timedelta(hours=1))
    assert accept_returns(collection=area.collection, returns=[seen.pk], **by) == []
    with pytest.raises(ValidationError, match="later return"):
        accept_one(data_return=seen, **by)
    assert state(area) == "submitted"


def test_a_question_goes_to_the_practice_and_ends_with_its_correction(area, by):
    sent = area.submitted(GOOD)
    query_return(data_return=sent, question="Is 80 of 100 right?", **by)
    assert (state(area), standing(area).decision.reason) == ("queried", "Is 80 of 100 right?")
    area.submitted(row("ACC01", "70", "100"), at=AT + dt.timedelta(hours=1))
    assert state(area) == "submitted"


def test_bulk_acceptance_leaves_what_was_queried(area, by):
    sent = area.submitted(GOOD)
    query_return(data_return=sent, question="Is it right?", **by)
    assert accept_returns(collection=area.collection, returns=[sent.pk], **by) == []
    accept_one(data_return=sent, **by)  # answered by telephone
    assert state(area) == "accepted"


@pytest.mark.parametrize(
    ("question", "says"), [(" ", "Write what"), ("Patient 943 476 5919?", "NHS number")]
)
def test_a_question_has_words_and_names_no_patient(area, by, question, says):
    with pytest.raises(ValidationError, match=says):
        query_return(data_return=area.submitted(GOOD), question=question, **by)


def test_with_more_time_a_late_return_is_in_time(area, by):
    area.submitted(GOOD, at=LATE)
    assert standing(area, LATE.date()).late
    more_time(area, by=by["by"], at=LATE)
    found = standing(area, LATE.date())
    assert not found.late and found.deadline == dt.date(2026, 8, 14)


def test_more_time_is_for_one_practice_and_ends_its_being_overdue(area, by):
    more_time(area, **by)
    day = DEADLINE + dt.timedelta(days=1)
    one, other = standings([area.collection], [area.practice, area.neighbour], day)
    assert (one.state, other.state) == ("not started", "overdue")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": ""}, "Say why"),
        ({"days": 0}, "is the last day already"),
        ({"days": -1}, "after the deadline for everybody"),
        ({"days": 3000}, "more than two years"),
    ],
)
def test_more_time_that_makes_no_sense_is_refused_in_words(area, by, given, says):
    with pytest.raises(ValidationError, match=says):
        more_time(area, **{**given, **by})


def test_no_more_time_for_a_practice_that_is_not_asked(area, by):
    area.collection.everybody = False
    area.collection.save()
    with pytest.raises(ValidationError, match="is not asked"):
        more_time(area, **by)


def test_after_the_lock_nothing_comes_in_until_it_is_unlocked_with_a_reason(area, by):
    lock = {"collection": area.collection, **by}
    set_lock(locked=True, reason="", **lock)
    assert state(area) == "not sent"
    with pytest.raises(ReturnRefused, match="closed"):
        area.submitted(GOOD)
    with pytest.raises(ValidationError, match="Say why"):
        set_lock(locked=False, reason="", **lock)
    with pytest.raises(ValidationError, match="locked already"):
        set_lock(locked=True, reason="", **lock)
    set_lock(locked=False, reason="A practice sent a wrong file.", **lock)
    area.submitted(GOOD)
    event = AuditEvent.objects.get(action="unlock returns")
    assert event.details["reason"] == "A practice sent a wrong file."


def test_after_the_lock_returns_are_accepted_but_not_queried(area, by):
    sent = area.submitted(GOOD)
    set_lock(collection=area.collection, locked=True, reason="Over.", **by)
    with pytest.raises(ValidationError, match="could not answer"):
        query_return(data_return=sent, question="Is it right?", **by)
    with pytest.raises(ValidationError, match="Unlock them first"):
        more_time(area, **by)
    assert accept_returns(collection=area.collection, returns=[sent.pk], **by) == [sent]


def test_a_return_that_has_not_opened_cannot_be_locked(area, by):
    early = dt.datetime.combine(OPENS - dt.timedelta(days=1), dt.time(9), dt.UTC)
    with pytest.raises(ValidationError, match="not opened yet"):
        set_lock(collection=area.collection, locked=True, reason="", by=by["by"], at=early)


def digest(area, by):
    return send_digest(collection=area.collection, commissioner=area.commissioner, **by)


def test_the_digest_is_one_message_to_the_commissioners_people(area, by):
    lead = area.person(Role.COMMISSIONING_LEAD)
    area.person(Role.BOARD_READER)
    area.person(Role.PRACTICE_MANAGER)
    area.submitted(GOOD)
    assert digest(area, by) == sorted([by["by"].email, lead.email])
    (message,) = mail.outbox
    assert "Not started: 1" in message.body and "Submitted, incomplete: 1" in message.body
    assert "- Surgery X00002 (X00002): not started" in message.body
    assert "(X00001): submitted, incomplete: 1 of 7 figures are there" in message.body
    assert "last day 31 July 2026" in message.body
    assert "nobody is reminded: X00002" in message.body
    assert Notice.objects.get().kind == "digest"


def test_a_digest_pressed_twice_goes_once(area, by):
    digest(area, by)
    with pytest.raises(DigestRefused, match="less than 10 minutes ago"):
        digest(area, {**by, "at": by["at"] + dt.timedelta(minutes=9)})
    assert len(mail.outbox) == 1
    digest(area, {**by, "at": by["at"] + dt.timedelta(minutes=10)})
    assert len(mail.outbox) == 2


def test_the_digest_leads_to_the_page_where_the_sites_address_is_known(area, by, settings):
    settings.SITE_ADDRESS = "https://scorecard.example"
    digest(area, by)
    assert "https://scorecard.example/area/X01/" in mail.outbox[0].body


def test_the_digest_comes_weekly_while_returns_are_open(area, by):
    def on(days):
        day = dt.datetime.combine(OPENS + dt.timedelta(days=days), dt.time(7), dt.UTC)
        return send_weekly_digests(at=day)

    assert [on(days) for days in (0, 6, 7, 8, 13, 14)] == [0, 0, 1, 0, 0, 1]
    assert on(30 + 29) == 0  # four weeks after the deadline nobody needs it
    set_lock(collection=area.collection, locked=True, reason="Over.", **by)
    assert on(21) == 0


def test_a_digest_for_nobody_says_so(area):
    with pytest.raises(DigestRefused, match="nobody to write to"):
        digest(area, {"by": None, "at": AT})
    assert not Notice.objects.exists()


def test_a_digest_that_could_not_be_sent_is_not_noted(area, by, monkeypatch):
    def broken(*_, **__):
        raise OSError("no route")

    monkeypatch.setattr(digests, "send_mail", broken)
    with pytest.raises(DigestRefused, match="could not be sent"):
        digest(area, by)
    assert not Notice.objects.exists()
