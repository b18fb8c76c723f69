"""What is due from a practice is the same wherever it stands."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from indicators.services.certainty import work_out_certainty
from indicators.services.periods import open_collection
from indicators.services.verification import set_window
from scorecard.accounts.roles import Role
from scorecard.cards.models import CardRun
from scorecard.cards.services.around import keep_around
from scorecard.dashboards.selectors.digests import New
from scorecard.dashboards.services.digest_choices import choose_digest
from scorecard.dashboards.services.digests import send_digest
from scorecard.publication.presenters.due import DueKind, due_of
from tests.areas import NOW, Area
from tests.editions import draft, show

ASKED = (
    ("Return for July to September 2026", 3),
    ("Verify figures for April to June 2026", 5),
    ("Reply to what will be published for April to June 2026", 9),
)


@pytest.fixture
def asked(db):
    """A practice with a return to send, figures to verify and a preview to reply to."""
    area, today = Area(), timezone.localdate()
    for number, seen in ((1, 90), (2, 70), (3, 50)):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    run = area.band()
    open_collection(
        period=area.period("2026-27-Q2"),
        definitions=[area.definition("ACC01")],
        opens_on=today,
        deadline=today + dt.timedelta(days=3),
        by=None,
        at=timezone.now(),
    )
    last = today + dt.timedelta(days=5)
    given = {"opens_on": today, "deadline": last, "decide_by": last, "silence": "unverified"}
    set_window(period=area.period(), by=None, at=NOW, **given)
    area.analyst = area.user(Role.ANALYST)
    edition = draft(run, area.analyst)
    show(edition, area.analyst, timezone.now() + dt.timedelta(days=9))
    keep_around(card_run=run, by=None, at=NOW)
    work_out_certainty(run=run.run, by=None, at=NOW)
    area.manager = area.user(Role.PRACTICE_MANAGER, area.practices[0])
    return area


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def on(days):
    return f"{timezone.localdate() + dt.timedelta(days=days):%-d %B %Y}"


@pytest.mark.parametrize("name", ["practice-results", "practice-side"])
def test_a_practice_reads_all_of_it_with_the_last_day(asked, client, name):
    client.force_login(asked.manager)
    page = text_of(client.get(reverse(name, args=["Z01001"])))
    places = [re.search(rf"{what} ?:.{{0,40}} by {on(days)}", page) for what, days in ASKED]
    assert all(places), page
    assert [one.start() for one in places] == sorted(one.start() for one in places)


def test_its_own_page_leads_to_each(asked, client):
    client.force_login(asked.manager)
    home, results = (
        client.get(reverse(name, args=["Z01001"])).content.decode()
        for name in ("practice", "practice-results")
    )
    hrefs = [line.href for line in client.get("/practice/Z01001/results/").context["due"]]
    assert len(hrefs) == 3
    assert all(f'href="{one}"' in home and f'href="{one}"' in results for one in hrefs)


def test_the_digest_says_all_of_it(asked, settings):
    settings.SITE_ADDRESS = "https://scorecard.example"
    choose_digest(user=asked.manager, place=asked.practices[0], wanted=True, by=None, at=NOW)
    send_digest(new=New(CardRun.objects.get()), at=timezone.now())
    (message,) = [one for one in mail.outbox if one.to == [asked.manager.email]]
    for what, days in ASKED:
        assert f"{what}: last day {on(days)}." in message.body


def test_the_commissioner_reads_it_without_links(asked, client):
    client.force_login(asked.analyst)
    due = client.get(reverse("area-practice", args=["Z01", "Z01001"])).context["due"]
    assert [(one.what, one.href) for one in due] == [(what, "") for what, _ in ASKED]


@pytest.mark.parametrize("name", ["practice-results", "practice-side"])
def test_it_takes_at_most_twelve_queries(asked, client, name, django_assert_max_num_queries):
    client.force_login(asked.manager)
    with django_assert_max_num_queries(12):
        client.get(reverse(name, args=["Z01001"]))


def test_figures_are_due_while_they_can_be_verified_only(asked):
    practice, today = asked.practices[0], timezone.localdate()
    for days in (-1, 6):
        kinds = {one.kind for one in due_of(practice, today + dt.timedelta(days=days))}
        assert DueKind.FIGURES not in kinds
    assert DueKind.FIGURES in {one.kind for one in due_of(practice, today)}


def test_what_will_be_published_is_due_while_there_is_time_to_reply(asked):
    practice, today = asked.practices[0], timezone.localdate()
    (last,) = [one.deadline for one in due_of(practice, today) if one.kind == DueKind.PREVIEW]
    assert DueKind.PREVIEW in {one.kind for one in due_of(practice, last)}
    after = due_of(practice, last + dt.timedelta(days=1))
    assert DueKind.PREVIEW not in {one.kind for one in after}
