"""An area and the larger one that it lies in may both publish a practice, by rules of their own."""

import pytest
from django.core.exceptions import ValidationError

from scorecard.accounts.roles import Role
from scorecard.publication.levels import OPEN, Audience, Detail, Levels
from scorecard.publication.selectors.told_elsewhere import told_elsewhere
from scorecard.publication.services import editions
from scorecard.publication.services.rules import set_rules
from tests.areas import NOW, Area
from tests.editions import DAY, draft, publish, show

STRICT = {"threshold": 20}
NOT_TO_THE_PUBLIC = Levels(OPEN.table, {"ACC01": {Audience.PUBLIC: Detail.NOTHING}})
COUNTS = ((1, 90), (2, 70), (3, 15))  # 15 is told by one of them alone


@pytest.fixture
def larger(area):
    """The practices of `area` are in it too, and it holds the same counts."""
    found = Area(code="Y01")
    area.commissioner.parent = found.commissioner
    area.commissioner.save()
    for one in (area, found):
        for number, seen in COUNTS:
            held(one, area, number, seen)
    return found


def held(own, area, number, seen):
    """A figure of `own` about a practice of `area`."""
    practices, own.practices = own.practices, area.practices
    own.record(number, "ACC01", numerator=seen, denominator=200)
    own.practices = practices


def strict(area, by):
    set_rules(scorecard=area.version.scorecard, levels=OPEN, small=STRICT, by=by, at=NOW)


@pytest.fixture
def published(larger):
    analyst = larger.user(Role.ANALYST)
    strict(larger, analyst)
    edition = editions.draft_edition(card_run=larger.band(), title="Theirs", by=analyst, at=NOW)
    return publish(edition, analyst, larger.user(Role.COMMISSIONING_LEAD))


def test_what_one_withholds_the_other_does_not_tell(area, analyst, published):
    edition = show(draft(area.band(), analyst), analyst)
    assert told_elsewhere(edition).codes == ("ACC01",)
    with pytest.raises(ValidationError, match="Area Y01 has published ACC01 of some of these"):
        editions.propose(edition=edition, by=analyst, at=NOW)


def test_by_the_same_small_numbers_both_are_published(area, analyst, lead, published):
    strict(area, analyst)
    edition = editions.draft_edition(card_run=area.band(), title="Ours", by=analyst, at=NOW)
    assert publish(edition, analyst, lead).pk


def test_what_the_public_is_not_told_or_is_told_no_more_is_no_hindrance(
    area, analyst, lead, published
):
    run = area.band()
    assert told_elsewhere(draft(run, analyst, levels=NOT_TO_THE_PUBLIC)) is None
    edition = draft(run, analyst)
    assert told_elsewhere(edition).edition == published
    editions.withdraw(edition=published, reason="Mixed up.", by=lead, at=NOW + DAY)
    assert told_elsewhere(edition) is None


def test_another_period_is_another_count(area, analyst, published):
    for number, seen in COUNTS:
        area.record(number, "ACC01", period="2026-27-Q2", numerator=seen, denominator=200)
    assert told_elsewhere(draft(area.band("2026-27-Q2"), analyst)) is None
