"""Who asks all public addresses again and again cannot tell that others work on what is not public.

Nor does anybody lose a copy by it: no header of any answer changes, and no answer is made anew
(which takes longer), for the stamp of what is kept stays.
"""

import datetime as dt

import pytest
from django.db import transaction
from django.test import Client

from indicators.models import Figure, Query
from indicators.services.queries import raise_query, uphold
from scorecard.accounts.roles import Role
from scorecard.publication.levels import FIRST_YEAR, Audience
from scorecard.publication.selectors.stamps import stamp
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from scorecard.publication.services.comments import accept_comment, decline_comment, put_side
from scorecard.publication.services.feedback import receive_feedback
from scorecard.publication.services.letters import deliver_letters, send_letters
from scorecard.publication.services.looks import note_first_look
from scorecard.publication.services.more_time import give_more_time
from scorecard.publication.services.preview_notices import tell_practices
from scorecard.publication.services.rules import set_rules
from tests.areas import NOW, Area
from tests.editions import draft, publish, show
from tests.publication.walk.asking import public_addresses
from tests.publication.walk.world import FEWEST, LEVELS, READER, World

pytestmark = pytest.mark.django_db
# What differs from one answer to the next whoever asks.
PASSING = {"X-Request-Id", "Content-Security-Policy"}
OF_EACH = 2  # of each kind of address, so that files of both editions are asked for
# After these everything is asked for; after each of the others what has no page, which is quick.
LOOKS = ("another_area_shows", "letters")
QUICK = (".csv", ".json", ".atom", ".xml", "/areas", "/editions", "/changes")
LATER = NOW + dt.timedelta(days=1)


class Acts:
    """What is done one after the other, all of it unpublished. `edition` corrects what is
    published, and is only drafted so far."""

    def __init__(self, world, published, edition):
        self.world, self.published, self.edition = world, published, edition
        self.area, self.people = world.area, world.people
        self.practice = self.area.practices[READER - 1]
        self.by = {"by": self.people["analyst"], "at": NOW}
        self.approved_by = {"by": self.people["lead"], "at": LATER}

    def preview(self):
        step = editions.open_preview(edition=self.edition, until=NOW, **self.by)
        tell_practices(step=step, at=NOW)

    def first_look(self):
        who = {"practice": self.practice, "by": self.people["manager"]}
        note_first_look(edition=self.edition, at=NOW, **who)

    def comment(self):
        self._say("A figure was counted anew.")

    def comment_accepted(self):
        accept_comment(comment=self._say("Two of us were away."), **self.by)

    def comment_declined(self):
        comment = self._say("They are all wrong.")
        decline_comment(comment=comment, reason="Say what is wrong.", **self.by)

    def _say(self, text):
        about = Told(self.edition, Audience.OWN, self.practice).indicator("SM01")
        said = {"edition": self.edition, "practice": self.practice, "indicator": about}
        return put_side(text=text, **said, **self.by)

    def more_time(self):
        until = NOW + dt.timedelta(days=1)
        give_more_time(edition=self.edition, until=until, reason="Holidays.", **self.by)

    def query(self):
        figures = Figure.objects.filter(practice=self.practice, indicator__code="RE01")
        given = {"figure": figures.get(replaced_at=None), "reason": "Twice", "proposed": "140"}
        raise_query(**given, by=self.people["manager"], at=NOW)

    def query_upheld(self):
        uphold(query=Query.objects.get(), reason="So it is.", numerator=135, denominator=170,
               **self.by)  # fmt: skip

    def banding(self):
        self.area.band()

    def levels_decided(self):
        set_rules(scorecard=self.area.version.scorecard, levels=FIRST_YEAR, **self.by)

    def levels_decided_back(self):
        set_rules(scorecard=self.area.version.scorecard, levels=LEVELS, **self.by)

    def given_up(self):
        editions.give_up(edition=self.edition, reason="Not now.", **self.approved_by)

    def another_period(self):
        self.area.record(1, "SM01", period="2026-27-Q2", numerator=50, denominator=90)
        run = self.area.band("2026-27-Q2")
        self.second = draft(run, self.people["analyst"], levels=LEVELS, title="Second")

    def another_period_proposed(self):
        show(self.second, self.people["analyst"])
        editions.propose(edition=self.second, **self.by)

    def another_period_approved(self):
        editions.approve(edition=self.second, **self.approved_by)

    def another_period_scheduled(self):
        at = LATER + dt.timedelta(days=9)
        editions.schedule(edition=self.second, publish_at=at, **self.approved_by)

    def another_period_sent_back(self):
        until = LATER + dt.timedelta(days=9)
        given = {"edition": self.second, "reason": "Once more.", "until": until}
        editions.send_back(**given, **self.approved_by)

    def another_area_drafts(self):
        self.other = Area(code="Y01")
        self.other.record(1, "ACC01", numerator=50, denominator=90)
        self.analyst, self.lead = (
            self.other.user(role) for role in (Role.ANALYST, Role.COMMISSIONING_LEAD)
        )
        self.theirs = draft(self.other.band(), self.analyst, title="Theirs")

    def another_area_renamed(self):
        self.other.commissioner.name = "Otherwise"
        self.other.commissioner.save()

    def another_area_shows(self):
        show(self.theirs, self.analyst)

    def another_area_gives_up(self):
        editions.give_up(edition=self.theirs, reason="Not now.", by=self.lead, at=LATER)

    def another_area_tells_no_reader(self):
        run = self.other.band()
        publish(draft(run, self.analyst, levels=FIRST_YEAR), self.analyst, self.lead)

    def feedback(self):
        said = {"page": "/", "text": "Say what A&E is.", "address": "192.0.2.1"}
        receive_feedback(commissioner=self.area.commissioner, at=NOW, **said)

    def letters(self):
        send_letters(edition=self.published, **self.by)
        deliver_letters(edition=self.published, at=NOW)


ACTS = [name for name in vars(Acts) if not name.startswith("_")]


@pytest.fixture(scope="module")
def seen(django_db_setup, django_db_blocker):
    """By act the addresses of which a header was another one after it, and the stamp where it was;
    and every header before."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World.made()
        published = world.publish(FEWEST)
        (*_, last), (*_, unpublished) = published, published.values()
        acts = Acts(world, last, unpublished)
        addresses = list(public_addresses(world, list(published), OF_EACH))
        quick = [at for at in addresses if at.endswith(QUICK)]
        before, found = headers(addresses), {}
        for name in ACTS:
            held = stamp()
            getattr(acts, name)()
            counted = {"stamp": stamp()} if stamp() != held else {}
            after = headers(addresses if name in LOOKS else quick)
            found[name] = counted | {at: one for at, one in after.items() if one != before[at]}
        yield found, before
        transaction.set_rollback(True)


def headers(addresses):
    found = {}
    for at in addresses:
        answer = Client().get(at)
        said = {name: text for name, text in answer.headers.items() if name not in PASSING}
        if "nonce-" in answer.headers.get("Content-Security-Policy", ""):
            said.pop("ETag", None)  # of bytes that are others each time
        found[at] = answer.status_code, said
    return found


@pytest.mark.parametrize("act", ACTS)
def test_neither_the_stamp_nor_any_header_of_a_public_answer_tells_of_it(seen, act):
    assert seen[0][act] == {}


def test_there_is_something_to_read(seen):
    """Every public address answers, with a tag that could tell."""
    tagged = {at for at, (status, said) in seen[1].items() if status == 200 and "ETag" in said}
    ends = ("figures.csv", "practices.csv", "metadata.json", "feed.atom", "sitemap.xml", "/areas")
    assert all(any(at.endswith(end) for at in tagged) for end in ends)
    assert len(tagged) > len(seen[1]) / 2
