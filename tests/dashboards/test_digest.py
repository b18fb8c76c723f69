"""The digest of new results: what it says, to whom it goes, and that it goes once."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from indicators.services.periods import open_collection
from practices.models import Membership, Practice
from practices.services.memberships import end_membership
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.selectors.superseded import prunable_runs
from scorecard.dashboards.models import Digest, DigestMessage
from scorecard.dashboards.presenters import area_digest
from scorecard.dashboards.selectors.digests import New, news
from scorecard.dashboards.services.digest_choices import choose_digest
from scorecard.dashboards.services.digests import MailAway, Told, send_digest
from scorecard.dashboards.tasks import KIND, send_digests
from scorecard.jobs.models import Job
from tests.areas import NOW as MOMENT
from tests.areas import Area
from tests.dashboards.conftest import BEFORE, NOW, band_both, two_periods
from tests.editions import draft, publish

LATER = MOMENT + dt.timedelta(hours=2)
WAIT = dt.timedelta(minutes=30)
OUTBOX = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_ADDRESS = "https://scorecard.example"


@pytest.fixture
def told(db):
    """Practice 1 fell by more than noise, 2 perhaps by chance, 3 rose; an analyst is told."""
    area = Area()
    two_periods(
        area,
        "ACC01",
        (1, (850, 1000), (500, 1000)),
        (2, (28, 33), (23, 33)),
        (3, (500, 1000), (900, 1000)),
    )
    area.runs = band_both(area)
    area.analyst = area.user(Role.ANALYST)
    return area


def send(area: Area, **how) -> Told:
    return send_digest(new=New(area.runs[1], **how), at=LATER)


def parts(message) -> tuple[str, str]:
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    return message.body, html


def asks(area: Area, number: int, role: Role = Role.PRACTICE_MANAGER) -> User:
    """Somebody of a practice who wants the digest of it."""
    practice = area.practices[number - 1]
    person = area.user(role, practice)
    choose_digest(user=person, place=practice, wanted=True, by=person, at=MOMENT)
    return person


def test_a_commissioner_reads_who_worsened_and_improved_beyond_noise_and_what_to_do(told):
    open_collection(
        period=told.period("2026-27-Q2"),
        definitions=[told.definition("ACC01")],
        opens_on=LATER.date() - dt.timedelta(days=9),
        deadline=LATER.date() - dt.timedelta(days=2),
        by=None,
        at=MOMENT,
    )
    assert send(told).sent == 1
    (message,) = mail.outbox
    assert message.to == [told.analyst.email]
    assert message.subject == (
        "Area Z01, April to June 2026: 1 band gained and 1 lost by more than noise"
    )
    for said in parts(message):
        lost, gained = said.index("Lost bands"), said.index("Gained bands")
        assert lost < said.index("Practice 1") < gained < said.index("Practice 3")
        assert "85.0% to 50.0%" in said and "50.0% to 90.0%" in said
        assert "Practice 2" not in said
        assert "could be chance: 0 gained, 1 lost" in said
        assert "3 returns are overdue for July to September 2026." in said
        assert f"https://scorecard.example{reverse('area', args=['Z01'])}?period={NOW}" in said


def test_a_practice_that_asked_reads_its_own_results_and_no_neighbours(told):
    person = asks(told, 1)
    send(told)
    (message,) = [one for one in mail.outbox if one.to == [person.email]]
    assert message.subject == "Practice 1, April to June 2026: 0 bands gained, 1 lost"
    for said in parts(message):
        assert "85.0% to 50.0%; more than noise" in said
        assert "Without a band: 1 no data." in said
        assert "https://scorecard.example/practice/Z01001/results/" in said
        for neighbour in ("Practice 2", "Practice 3", "Z01002", "Area Z01", "90.0%"):
            assert neighbour not in said


@pytest.fixture
def inside(db):
    """All stay green: practice 1 fell and 2 rose far beyond chance, 3 fell perhaps by chance."""
    area = Area()
    two_periods(
        area,
        "ACC01",
        (1, (990, 1000), (850, 1000)),
        (2, (850, 1000), (990, 1000)),
        (3, (900, 1000), (870, 1000)),
    )
    area.runs = band_both(area)
    area.analyst = area.user(Role.ANALYST)
    return area


def test_a_figure_that_moved_beyond_noise_inside_its_band_is_told(inside):
    send(inside)
    (message,) = mail.outbox
    assert message.subject == (
        "Area Z01, April to June 2026: no band changed by more than noise;"
        " 1 better and 1 worse inside their band"
    )
    for said in parts(message):
        worse = said.index("Worse by more than noise, band as before: 1")
        better = said.index("Better by more than noise, band as before: 1")
        assert worse < said.index("Practice 1") < better < said.index("Practice 2")
        assert "99.0% to 85.0%" in said and "still" in said
        # 90% to 87% of a thousand: chance does it once in 28 times, so one in 500 it is not.
        assert "Practice 3" not in said
        assert "Look at the figures that worsened while their band stayed" in said
        assert "/area/Z01/grid/?" in said and "view=change" in said


def test_a_practice_reads_of_its_own_figure_inside_its_band(inside):
    people = [asks(inside, 1), asks(inside, 3)]
    send(inside)
    first, third = (next(one for one in mail.outbox if one.to == [who.email]) for who in people)
    assert first.subject.endswith("0 bands gained, 0 lost; 0 better and 1 worse inside their band")
    assert third.subject.endswith("0 bands gained, 0 lost")
    for said in parts(first):
        assert "Worse by more than noise, band as before" in said and "99.0% to 85.0%" in said
        assert "Better by more than noise" not in said and "Practice 2" not in said
    assert all("band as before" not in said for said in parts(third))


def test_the_period_banded_again_is_news_where_a_figure_shifts_inside_its_band(inside):
    send(inside)
    inside.runs = inside.runs[0], inside.band(NOW)
    assert send(inside).sent == 0
    two_periods(inside, "ACC01", (3, (900, 1000), (810, 1000)))
    inside.runs = inside.runs[0], inside.band(NOW)
    assert send(inside).sent == 1
    assert "Worse by more than noise, band as before: 2" in mail.outbox[-1].body


def test_what_is_due_stands_in_the_practices_message(told):
    person = asks(told, 2)
    open_collection(
        period=told.period("2026-27-Q2"),
        definitions=[told.definition("ACC01")],
        opens_on=LATER.date() - dt.timedelta(days=1),
        deadline=LATER.date() + dt.timedelta(days=5),
        by=None,
        at=MOMENT,
    )
    send(told)
    (message,) = [one for one in mail.outbox if one.to == [person.email]]
    assert "Return for July to September 2026: last day 20 July 2026." in message.body
    assert "could be chance" in message.body


def test_a_practice_that_did_not_ask_gets_nothing(told):
    told.user(Role.PRACTICE_MANAGER, told.practices[0])
    assert send(told).sent == 1
    assert [one.to for one in mail.outbox] == [[told.analyst.email]]


@pytest.mark.parametrize("role", [Role.BOARD_READER, Role.LMC_REPRESENTATIVE, Role.ADMINISTRATOR])
def test_who_may_not_see_results_is_not_told_of_them(told, role):
    told.user(role)
    send(told)
    assert [one.to for one in mail.outbox] == [[told.analyst.email]]


def test_who_left_is_not_told_although_they_asked(told):
    person = asks(told, 1)
    for one in (person, told.analyst):
        membership = Membership.objects.get(user=one)
        end_membership(membership=membership, ends_on=LATER.date(), by=None, at=MOMENT)
    assert send(told).sent == 0
    assert mail.outbox == []


def test_who_cannot_sign_in_any_more_is_not_told(told):
    person = asks(told, 1)
    User.objects.filter(pk__in=[person.pk, told.analyst.pk]).update(is_active=False)
    assert send(told).sent == 0


def test_a_second_delivery_sends_nothing(told):
    asks(told, 1)
    assert send(told).sent == 2
    assert send(told) == Told()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("went", [True, False])
def test_a_worker_that_died_in_between_leaves_nobody_untold(told, monkeypatch, went):
    """Nobody knows whether the first message went: at worst it goes a second time."""
    asks(told, 1)
    sent = EmailBackend.send_messages

    def killed(self, messages):
        if went:
            sent(self, messages)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(EmailBackend, "send_messages", killed)
        with pytest.raises(KeyboardInterrupt):
            send(told)
    new, again = New(told.runs[1]), LATER + dt.timedelta(minutes=5)
    assert send_digest(new=new, at=again) == Told(sent=2)
    assert len(mail.outbox) == 2 + went
    assert len({one.to[0] for one in mail.outbox}) == 2
    assert send_digest(new=new, at=again) == Told()
    outcomes = set(DigestMessage.objects.values_list("outcome", flat=True))
    assert outcomes == {DigestMessage.Outcome.SENT}


def test_what_another_worker_is_sending_is_left_to_it(told):
    """Of the same moment: it is claimed and not marked yet."""
    assert send(told).sent == 1
    DigestMessage.objects.update(outcome=DigestMessage.Outcome.UNKNOWN)
    Digest.objects.update(ended_at=None)
    assert send(told) == Told(before=1)


def test_that_a_message_goes_is_committed_before_it_goes(transactional_db, monkeypatch):
    area = Area()
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.runs = None, area.band()
    area.user(Role.ANALYST)
    sent = EmailBackend.send_messages

    def look(self, messages):
        assert not connection.in_atomic_block
        assert DigestMessage.objects.get().outcome == DigestMessage.Outcome.UNKNOWN
        return sent(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", look)
    assert send(area).sent == 1
    assert DigestMessage.objects.get().outcome == DigestMessage.Outcome.SENT


def test_while_the_mail_server_is_away_nobody_is_taken_as_told(told, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "open", _refuse)
        with pytest.raises(MailAway):
            send(told)
    assert not DigestMessage.objects.exists()
    assert send(told).sent == 1


def _refuse(self):
    raise ConnectionRefusedError


def test_an_address_that_is_refused_holds_nobody_else_up(told, monkeypatch):
    person = asks(told, 1)
    sent = EmailBackend.send_messages

    def refuse(self, messages):
        if messages[0].to == [told.analyst.email]:
            raise smtplib.SMTPRecipientsRefused({})
        return sent(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert send(told) == Told(sent=1, failed=1)
    assert [one.to for one in mail.outbox] == [[person.email]]
    assert send(told) == Told()


def test_the_period_banded_again_without_a_changed_band_is_no_news(told):
    send(told)
    told.runs = told.runs[0], told.band(NOW)
    assert send(told).sent == 0
    assert Digest.objects.get(card_run=told.runs[1]).nothing_new
    two_periods(told, "ACC01", (2, (28, 33), (10, 33)))
    told.runs = told.runs[0], told.band(NOW)
    assert send(told).sent == 1


def test_of_several_runs_in_a_row_only_the_last_is_told(told):
    first = New(told.runs[1])
    told.band(NOW)
    assert send_digest(new=first, at=LATER) == Told()
    assert mail.outbox == []


def test_nobody_is_told_before_the_run_has_stood_for_a_while(told):
    assert news(MOMENT + dt.timedelta(minutes=29), WAIT) == []
    (new,) = news(LATER, WAIT)
    assert new == New(told.runs[1])
    assert news(MOMENT + dt.timedelta(days=8), WAIT) == []
    send(told)
    assert news(LATER, WAIT) == []


def test_a_period_of_long_ago_that_is_banded_again_is_no_news(told):
    send(told)
    two_periods(told, "ACC01", (2, (10, 33), (23, 33)))
    told.band(BEFORE)
    assert news(LATER, WAIT) == []


def test_a_release_is_news_once_more(told):
    send(told)
    lead = told.user(Role.COMMISSIONING_LEAD)
    release = draft(told.runs[1], told.analyst, at=LATER)
    assert news(LATER + WAIT, WAIT) == []
    publish(release, told.analyst, lead)
    (new,) = news(LATER + WAIT, WAIT)
    assert new.edition == release
    assert send_digest(new=new, at=LATER + WAIT).sent == 2
    assert "Results of April to June 2026 are published" in mail.outbox[-1].body
    assert news(LATER + WAIT, WAIT) == []


def test_the_first_banded_period_has_nothing_to_be_held_against(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.runs = None, area.band()
    area.user(Role.ANALYST)
    send(area)
    (message,) = mail.outbox
    assert message.subject == "Area Z01, April to June 2026: first results"
    for said in parts(message):
        assert "It is the first banded period" in said and "Lost" not in said


def test_html_escapes_names_and_plain_text_does_not(told):
    name = "O'Hara & <script>alert(1)</script> מרפאה"
    Practice.objects.filter(pk=told.practices[0].pk).update(name=name)
    send(told)
    text, html = parts(mail.outbox[0])
    assert name in text
    assert "<script>" not in html and "&lt;script&gt;" in html and "מרפאה" in html


def test_a_name_of_two_lines_does_not_break_the_subject(told):
    person = asks(told, 1)
    Practice.objects.filter(pk=told.practices[0].pk).update(name="Practice\nBcc: x@y.example")
    send(told)
    (message,) = [one for one in mail.outbox if one.to == [person.email]]
    assert "\n" not in message.subject


def test_a_message_names_the_click_that_stops_it(told):
    send(told)
    (message,) = mail.outbox
    address = message.extra_headers["List-Unsubscribe"].strip("<>")
    assert address.startswith("https://scorecard.example/digest/stop/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert all(address in said for said in parts(message))


def test_without_an_address_of_the_site_a_message_says_where_to_sign_in(told, settings):
    settings.SITE_ADDRESS = ""
    send(told)
    (message,) = mail.outbox
    assert message.extra_headers == {}
    for said in parts(message):
        assert "Sign in to" in said and "http" not in said.replace("charset", "")


def test_each_message_and_the_digest_stand_in_the_audit_trail(told):
    send(told)
    assert AuditEvent.objects.filter(action="digest sent", organisation="Z01").count() == 1
    assert AuditEvent.objects.get(action="send results digest").details == {"sent": 1, "failed": 0}


def test_the_clock_asks_for_one_job_however_often_it_strikes(
    told, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            send_digests()
    job = Job.objects.get(kind=KIND)
    assert (job.state, job.result["sent"]) == ("done", 1)
    assert len(mail.outbox) == 1


def test_a_run_of_which_a_practice_was_told_is_kept(told):
    """Its own run and that of the commissioner alone were both replaced within the day."""
    send(told)
    asks(told, 1)
    two_periods(told, "ACC01", (2, (28, 33), (10, 33)))
    told.runs = told.runs[0], told.band(NOW)
    send(told)
    told.band(NOW)
    long_after = MOMENT + dt.timedelta(days=99)
    pruned = set(prunable_runs(long_after).values_list("pk", flat=True))
    assert told.runs[1].run_id not in pruned
    assert len(pruned) == 1


def test_only_those_who_are_named_are_put_in_words(db, monkeypatch):
    """Of a nation thousands of bands change; the message names a dozen practices."""
    area = Area()
    area.practices += [area.add_practice(number) for number in range(4, 31)]
    fallen = [(number, (850, 1000), (500, 1000)) for number in range(1, 31)]
    two_periods(area, "ACC01", *fallen)
    area.runs = band_both(area)
    people = [area.user(role) for role in (Role.ANALYST, Role.CLINICAL_LEAD)]
    worded = []
    move_of = area_digest.move_of
    monkeypatch.setattr(
        area_digest, "move_of", lambda one, at: worded.append(at) or move_of(one, at)
    )
    send(area)
    assert len(worded) == len(people) * area_digest.NAMED
    for said in parts(mail.outbox[0]):
        assert "Lost bands by more than noise since January to March 2026: 30" in said
        assert "Practice 1" in said and "18 more" in said
