"""The tag of a file changes with what the file says, at once, and with nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.models import EditionFigure, PracticeComment
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from scorecard.publication.services.comments import accept_comment, put_side, take_off
from tests.api.conftest import at
from tests.areas import NOW
from tests.editions import DAY, draft, publish

FILES = ("figures.csv", "practices.csv", "indicators.csv")
WITHHELD = Levels(OPEN.table, {"VFM01": {Audience.PUBLIC: Detail.AGGREGATE}})


@pytest.fixture
def commented(area, analyst, lead):
    """Beside a figure that the public reads, and beside one that it does not."""

    def say(edition):
        for code in ("ACC01", "VFM01"):
            practice = area.practices[0]
            about = Told(edition, Audience.OWN, practice).indicator(code)
            given = {"edition": edition, "practice": practice, "indicator": about}
            said = put_side(text=f"On {code}.", **given, by=analyst, at=NOW)
            accept_comment(comment=said, by=lead, at=NOW)

    edition = draft(area.band(), analyst, levels=WITHHELD)
    return publish(edition, analyst, lead, shown=say)


def tags(client, edition):
    return [client.head(at(edition, name)).headers.get("ETag") for name in FILES]


def remove(code, lead):
    comment = PracticeComment.objects.get(definition__indicator__code=code)
    take_off(comment=comment, reason="A patient is named.", by=lead, at=NOW + DAY)


def test_each_file_and_edition_has_a_tag_of_its_own(client, edition, area, analyst, lead):
    again = draft(area.band(), analyst, corrects=edition, reason="A count was mended.")
    publish(again, analyst, lead)
    assert len({*tags(client, edition), *tags(client, again)}) == 6


def test_a_comment_taken_off_changes_it_at_once(client, commented, lead):
    before = tags(client, commented)
    held = {"If-None-Match": before[0]}
    remove("ACC01", lead)
    after = client.get(at(commented, FILES[0]), headers=held)
    assert after.status_code == 200 and "On ACC01." not in after.getvalue().decode()
    assert tags(client, commented)[0] != before[0]


def test_a_comment_that_the_public_never_read_changes_nothing(client, commented, lead):
    before = tags(client, commented)
    remove("VFM01", lead)
    assert tags(client, commented) == before


def test_a_correction_changes_it_when_it_is_published_and_not_before(
    client, edition, area, analyst, lead
):
    before = tags(client, edition)
    again = draft(area.band(), analyst, corrects=edition, reason="A count was mended.")
    assert tags(client, edition) == before
    publish(again, analyst, lead)
    after = tags(client, edition)
    assert not set(before) & set(after)


def test_a_withdrawn_file_has_none(client, edition, lead):
    before = tags(client, edition)
    editions.withdraw(edition=edition, reason="Mixed up.", by=lead, at=NOW + 3 * DAY)
    assert all(before) and tags(client, edition) == [None, None, None]


def test_who_has_the_file_is_told_so_without_reading_a_figure(client, edition):
    held = {"If-None-Match": client.head(at(edition, FILES[0]))["ETag"]}
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(at(edition, FILES[0]), headers=held)
    assert answer.status_code == 304
    assert len(asked) == 2
    assert not any(EditionFigure._meta.db_table in one["sql"] for one in asked)
