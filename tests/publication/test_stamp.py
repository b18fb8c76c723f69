"""The stamp goes up in the order in which changes become visible."""

import threading

from django.db import connection, connections, transaction

from scorecard.publication.selectors.stamps import stamp
from tests.areas import Area
from tests.editions import draft


def test_every_step_counts(area):
    before = stamp()
    draft(area.band(), area.user("analyst"))
    assert stamp() > before


def test_nothing_happened_yet(db):
    connection.cursor().execute("DELETE FROM publication_stamp")
    assert stamp() == 0


def test_of_two_changes_at_once_none_goes_unnoticed(transactional_db):
    """The later id may be committed first: a stamp that is the newest id would miss the other."""
    area = Area()
    begun, seen = threading.Event(), []

    def second():
        begun.wait()
        area.commissioner.__class__.objects.filter(pk=area.commissioner.pk).update(name="Second")
        seen.append(stamp())
        connections.close_all()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        area.commissioner.__class__.objects.filter(pk=area.commissioner.pk).update(name="First")
        first = stamp()
        begun.set()
    thread.join()
    assert seen[0] > first
