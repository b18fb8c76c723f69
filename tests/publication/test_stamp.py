"""The stamp goes up with what the public can read, in the order in which that becomes visible."""

import threading

from django.db import connection, connections, transaction

from practices.models import Commissioner
from scorecard.publication.levels import FIRST_YEAR
from scorecard.publication.selectors.stamps import stamp
from scorecard.publication.services import editions
from tests.areas import NOW, Area
from tests.editions import DAY, draft, publish


def renamed(area, name):
    Commissioner.objects.filter(pk=area.commissioner.pk).update(name=name)
    return stamp()


def test_every_step_that_the_public_reads_counts(area, analyst, lead, first):
    seen = [stamp()]
    again = draft(area.band(), analyst, corrects=first, reason="A count.", at=NOW + DAY)
    assert stamp() == seen[0]
    publish(again, analyst, lead, NOW + DAY)
    seen.append(stamp())
    editions.withdraw(edition=again, reason="Mixed up.", by=lead, at=NOW + 2 * DAY)
    seen += [stamp(), renamed(area, "Otherwise")]
    assert seen == sorted(set(seen))
    assert renamed(area, "Otherwise") == seen[-1], "nothing changed"


def test_a_later_publication_counts_at_its_time(area, analyst, lead):
    edition, at = draft(area.band(), analyst), NOW + DAY
    editions.open_preview(edition=edition, until=NOW, by=analyst, at=NOW)
    editions.propose(edition=edition, by=analyst, at=NOW)
    editions.approve(edition=edition, by=lead, at=NOW)
    editions.schedule(edition=edition, publish_at=at, by=lead, at=NOW)
    before = stamp()
    editions.publish_due(at=NOW)
    assert stamp() == before
    editions.publish_due(at=at)
    assert stamp() > before


def test_an_edition_that_tells_the_public_nothing_does_not_count(area, analyst, lead):
    before = stamp()
    publish(draft(area.band(), analyst, levels=FIRST_YEAR), analyst, lead)
    assert (stamp(), renamed(area, "Otherwise")) == (before, before)


def test_nothing_happened_yet(db):
    connection.cursor().execute("DELETE FROM publication_stamp")
    assert stamp() == 0


def test_of_two_changes_at_once_none_goes_unnoticed(transactional_db):
    """The later id may be committed first: a stamp that is the newest id would miss the other."""
    area = Area()
    analyst = area.user("analyst")
    publish(draft(area.band(), analyst), analyst, area.user("commissioning lead"))
    begun, seen = threading.Event(), []

    def second():
        begun.wait()
        seen.append(renamed(area, "Second"))
        connections.close_all()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        first = renamed(area, "First")
        begun.set()
    thread.join()
    assert seen[0] > first
