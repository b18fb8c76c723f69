"""Practices are given more time to reply, and never less than they were told."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from indicators.presenters.words import day
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.publication.forms.steps import end_of
from scorecard.publication.presenters.record import record_of
from scorecard.publication.reply_time import reply_by
from scorecard.publication.selectors.comments import can_reply
from scorecard.publication.selectors.record import facts_of
from scorecard.publication.services import editions
from scorecard.publication.services.more_time import give_more_time
from scorecard.publication.services.preview_notices import tell_practices
from tests.areas import NOW
from tests.editions import draft

TOLD = dt.date(2026, 12, 14)
LATER = dt.date(2027, 1, 5)


@pytest.fixture
def edition(area, analyst):
    """Practices were told that they can reply until 14 December."""
    area.record(1, "ACC01", numerator=90, denominator=100)
    made = draft(area.band(), analyst)
    editions.open_preview(edition=made, until=end_of(TOLD), by=analyst, at=NOW)
    return made


@pytest.fixture
def more(edition, analyst):
    def given(day=LATER, reason="Christmas.", at=NOW, **rest):
        until = end_of(day)
        return give_more_time(
            edition=edition, until=until, reason=reason, by=analyst, at=at, **rest
        )

    return given


def on(day):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


def test_practices_can_reply_until_then_and_it_is_proposed_only_then(edition, analyst, more):
    more()
    assert can_reply(edition, LATER) and not can_reply(edition, LATER + dt.timedelta(1))
    with pytest.raises(ValidationError, match="until 5 January 2027"):
        editions.propose(edition=edition, by=analyst, at=on(TOLD))
    editions.propose(edition=edition, by=analyst, at=on(LATER))


def test_each_practice_is_told_with_the_reason_and_it_is_on_record(area, edition, more):
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    step = more(reason="Results of November came late.")
    assert tell_practices(step=step, at=NOW) == 1
    (message,) = mail.outbox
    assert "more time" in message.subject
    assert "until 5 January 2027. The reason: Results of November came late." in message.body
    assert "14 December" not in message.body
    kept = AuditEvent.objects.filter(action="edition").latest("pk")
    assert kept.details["step"] == "in preview" and kept.actor_id == step.by_id


def test_the_record_counts_the_time_from_the_first_day(edition, more):
    began = timezone.localdate(NOW)
    more()
    said = record_of(facts_of(edition), staff=False).sentence
    assert f"for reply from {day(began)} to 5 January 2027" in said


def test_a_reminder_says_nothing_of_more_time(area, edition, more):
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    step = more()
    assert tell_practices(step=step, at=NOW, reminder=True) == 1
    assert "more time" not in mail.outbox[0].subject + mail.outbox[0].body


def test_a_first_preview_says_nothing_of_more_time(area, edition):
    area.user(Role.PRACTICE_MANAGER, area.practices[0])
    tell_practices(step=edition.steps.latest("number"), at=NOW)
    assert "more time" not in mail.outbox[0].subject + mail.outbox[0].body


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (TOLD, "told that they can reply until 14 December 2026"),
        (TOLD - dt.timedelta(7), "never shortened"),
        (dt.date(2026, 12, 25), "Friday 25 December 2026 is a weekend or a bank holiday"),
        (dt.date(2026, 12, 28), "Monday 28 December 2026 is a weekend or a bank holiday"),
        (dt.date(2027, 1, 2), "is a weekend"),
    ],
)
def test_a_day_that_gives_no_more_time_is_refused(edition, more, day, why):
    with pytest.raises(ValidationError, match=why):
        more(day)
    assert edition.steps.count() == 2


def test_when_the_time_is_over_it_may_still_be_given_but_not_for_a_day_that_has_passed(more):
    after = on(dt.date(2026, 12, 18))
    with pytest.raises(ValidationError, match="still to come"):
        more(dt.date(2026, 12, 16), at=after)
    more(dt.date(2026, 12, 22), at=after)


def test_it_needs_a_reason_and_an_edition_that_practices_look_at(edition, analyst, more):
    with pytest.raises(ValidationError, match="Say why"):
        more(reason=" ")
    editions.propose(edition=edition, by=analyst, at=on(TOLD))
    with pytest.raises(ValidationError, match="Send it back"):
        more()


def test_who_did_not_see_the_last_step_is_refused(more):
    more(after=2)
    with pytest.raises(ValidationError, match="took a step meanwhile"):
        more(dt.date(2027, 1, 12), after=2)


def test_the_form_begins_two_weeks_of_working_days_after_what_was_told(
    area, edition, analyst, client
):
    client.force_login(analyst)
    at = f"/area/{area.commissioner.code}/releases/{edition.pk}/"
    told = max(TOLD, timezone.localdate())
    page = client.get(at).content.decode()
    assert "Give practices more time" in page
    assert f'value="{reply_by(told, 2)}"' in page
    sent = {
        "more-time-after": 2,
        "more-time-reason": "Christmas.",
        "more-time-until": reply_by(told, 2).isoformat(),
    }
    said = client.post(f"{at}prepare/more-time/", sent, follow=True).content.decode()
    assert edition.steps.count() == 3, said


def test_two_weeks_over_christmas_are_ten_working_days():
    assert reply_by(dt.date(2026, 12, 18), 2) == dt.date(2027, 1, 6)
