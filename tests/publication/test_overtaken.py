"""Readers who were told of the same counts meanwhile, or by another definition or scorecard."""

import dataclasses

import pytest
from django.core.exceptions import ValidationError

from indicators import catalogue
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardItem
from scorecard.cards.services.catalogue import start_from
from scorecard.cards.services.live import make_live
from scorecard.publication.levels import Audience
from scorecard.publication.selectors.overtaken import overtaken_by
from scorecard.publication.selectors.told import Told
from scorecard.publication.services import editions
from tests.areas import CARD, NOW, SPENDING
from tests.editions import DAY, draft, publish, show

SOON = NOW + DAY


def approved(edition, analyst, lead):
    known = {"stale": "For a test."}
    editions.propose(edition=edition, by=analyst, at=SOON, **known)
    editions.approve(edition=edition, by=lead, at=SOON, **known)
    return edition


def other_scorecard(area, **changes):
    """Of the same area, with the same indicator, in force for the same periods."""
    items = [{**one, **changes} if one["code"] == "ACC01" else one for one in CARD["indicators"]]
    card = catalogue.read({**CARD, "name": "Other", "indicators": items}, "test.toml")
    version = start_from(catalogue=card, commissioner=area.commissioner, by=None, at=NOW)
    make_live(version=version, unagreed_reason="Needed by a test.", by=None, at=NOW)
    return version


def withheld(edition):
    told = Told(edition, Audience.PUBLIC)
    figures = told.of_indicator(told.indicator("ACC01"))
    return [one.practice.code for one in figures if one.outcome.no_band == NoBand.WITHHELD]


def test_of_two_editions_in_preview_one_is_published(run, analyst, lead):
    one, other = (show(draft(run, analyst), analyst) for _ in range(2))
    approved(one, analyst, lead)
    approved(other, analyst, lead)
    editions.publish(edition=one, by=lead, at=SOON)
    for act in (editions.publish, editions.schedule):
        more = {"publish_at": SOON + DAY} if act is editions.schedule else {}
        with pytest.raises(ValidationError, match="Edition 1 of this period was published since"):
            act(edition=other, by=lead, at=SOON, **more)


def test_the_page_of_the_other_says_so(client, area, run, analyst, lead):
    one, other = (show(draft(run, analyst), analyst) for _ in range(2))
    publish_shown(one, analyst, lead)
    client.force_login(analyst)
    page = client.get(f"/area/{area.commissioner.code}/releases/{other.pk}/").content.decode()
    assert "was published since this was drafted" in page
    assert "draft a correction of that one, or give this up" in page


def publish_shown(edition, analyst, lead):
    editions.publish(edition=approved(edition, analyst, lead), by=lead, at=SOON)


def test_what_was_published_before_it_was_drafted_has_not_overtaken_it(area, run, analyst, lead):
    first = publish(draft(run, analyst), analyst, lead)
    area.record(2, "ACC01", numerator=120, denominator=200)
    again = draft(area.band(), analyst, corrects=first, reason="A new count.")
    assert overtaken_by(again) is None
    assert overtaken_by(first) is None, "by itself"


def test_a_correction_by_few_is_hidden_whatever_the_definition_is_called(area, run, analyst, lead):
    """A level was agreed anew, so it is another definition of the same figures."""
    first = publish(draft(run, analyst), analyst, lead)
    item = area.version.items.get(definition__indicator__code="ACC01")
    data = dataclasses.replace(
        data_of(item.definition), rule={"rule": "thresholds", "green": 90, "red": 50}
    )
    by = {"by": None, "at": NOW}
    again = define(commissioner=area.commissioner, code="ACC01", data=data, **by)
    assert again.pk != item.definition_id
    CardItem.objects.filter(pk=item.pk).update(definition=again)
    area.record(2, "ACC01", numerator=72, denominator=200)
    second = draft(area.band(), analyst, corrects=first, reason="Levels and a count.")
    assert withheld(second) == ["Z01002"]


def test_another_scorecard_with_the_same_indicator_tells_no_difference(area, run, analyst, lead):
    publish(draft(run, analyst), analyst, lead)
    area.version = other_scorecard(area)
    area.record(2, "ACC01", numerator=72, denominator=200)
    assert withheld(draft(area.band(), analyst, at=SOON)) == ["Z01002"]


def test_scorecards_on_their_way_together_wait_for_each_other(area, run, analyst, lead):
    first = show(draft(run, analyst), analyst)
    area.version = other_scorecard(area)
    second = show(draft(area.band(), analyst), analyst)
    publish_shown(first, analyst, lead)
    assert overtaken_by(second) == first
    with pytest.raises(ValidationError, match="counts some of the same"):
        publish_shown(second, analyst, lead)


def test_scorecards_with_nothing_in_common_do_not(area, run, analyst, lead):
    first = show(draft(run, analyst), analyst)
    other = {**CARD, "name": "Spending", "domains": [{"name": "Value for money", "weight": 100}]}
    card = catalogue.read({**other, "indicators": [{**SPENDING, "code": "X1"}]}, "test.toml")
    version = start_from(catalogue=card, commissioner=area.commissioner, by=None, at=NOW)
    make_live(version=version, unagreed_reason="Needed by a test.", by=None, at=NOW)
    area.version = version
    second = show(draft(area.band(), analyst), analyst)
    publish_shown(first, analyst, lead)
    assert overtaken_by(second) is None
