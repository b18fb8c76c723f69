"""Before a correction is approved its page says which figures readers lose by it, and why."""

import pytest

from scorecard.publication import small_numbers
from scorecard.publication.levels import CHOSEN, OPEN, Audience, Detail, Levels
from scorecard.publication.presenters.lost import lost_in, why
from scorecard.publication.selectors.told_lost import Counted
from scorecard.publication.services import editions
from tests.areas import NOW
from tests.editions import draft, publish, show


@pytest.fixture
def corrected(area, analyst, first):
    def with_count(number, numerator):
        area.record(number, "ACC01", numerator=numerator, denominator=200)
        return draft(area.band(), analyst, corrects=first, reason="A new count.")

    return with_count


def reasons(edition):
    lost = lost_in(edition)
    return [line for one in lost.indicators for line in one.lines]


@pytest.mark.parametrize(
    ("count", "because"),
    [
        (72, "it was corrected by 1 to 5 patients"),
        (3, "it counts so few itself now"),
        (198, "it counts so few itself now"),
    ],
)
def test_it_is_said_which_figure_is_lost_and_why(corrected, count, because):
    assert reasons(corrected(2, count)) == [("Practice 2", because)]


def test_what_is_corrected_by_many_or_was_never_told_is_not_lost(area, analyst, first, corrected):
    assert lost_in(corrected(2, 120)) is None
    assert lost_in(first) is None, "it corrects nothing"


def test_the_page_says_so_until_it_is_published(area, client, analyst, lead, corrected):
    edition = show(corrected(2, 72), analyst)
    editions.propose(edition=edition, by=analyst, at=NOW)
    client.force_login(lead)
    at = f"/area/{area.commissioner.code}/releases/{edition.pk}/"

    def page():
        return " ".join(client.get(at).content.decode().split())

    said = page()
    assert "1 figure that edition 1 told is withheld in this correction" in said
    assert "Practice 2: it was corrected by 1 to 5 patients" in said
    assert said.index("Figures that readers lose") < said.index("Approve it")
    editions.approve(edition=edition, by=lead, at=NOW)
    editions.publish(edition=edition, by=lead, at=NOW)
    assert "Figures that readers lose" not in page()


def test_what_goes_with_another_is_said_to_go_with_it():
    one = Counted("M1", "Measure", "Practice", (40.0, 200.0), (40.0, 200.0), has_rest=True)
    policy = small_numbers.read(small_numbers.DEFAULT)
    assert why(one, policy) == "with it another withheld figure could be worked out"


def test_who_read_it_until_now_is_said(corrected):
    (one,) = lost_in(corrected(2, 72)).indicators
    assert one.readers == "the other practices, the board and the public"


@pytest.fixture
def published_by(area, analyst, lead):
    """An edition by these levels, and a correction by few of one figure, by others."""

    def both(before, now):
        for number, seen in ((1, 90), (2, 70), (3, 50)):
            area.record(number, "ACC01", numerator=seen, denominator=200)
        first = publish(draft(area.band(), analyst, levels=before), analyst, lead)
        area.record(2, "ACC01", numerator=72, denominator=200)
        run = area.band()
        return draft(run, analyst, levels=now, corrects=first, reason="A new count.")

    return both


def told(detail, *audiences):
    """Everything open, but of ACC01 these audiences are told `detail`."""
    return Levels(OPEN.table, {"ACC01": dict.fromkeys(audiences, detail)})


def test_nobody_loses_what_nobody_was_told(published_by):
    nobody = told(Detail.AGGREGATE, *CHOSEN)
    assert lost_in(published_by(nobody, nobody)) is None


def test_only_those_who_were_told_lose_it(published_by):
    levels = told(Detail.NOTHING, Audience.PUBLIC)
    (one,) = lost_in(published_by(levels, levels)).indicators
    assert one.readers == "the other practices and the board"


def test_what_is_told_no_more_by_its_level_is_said_for_each_audience(published_by):
    lost = lost_in(published_by(OPEN, told(Detail.NOTHING, Audience.PUBLIC)))
    assert lost.levels == (
        "The public read every practice by name of 1 measure and will read nothing:"
        " Seen within two days.",
    )
