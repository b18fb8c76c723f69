"""Editions of the demo: what the fast way freezes is what the slow way would."""

import datetime as dt

import pytest

from scorecard.accounts.models import User
from scorecard.cards.models import CardRun
from scorecard.demo.quarters import MADE_ON
from scorecard.publication.levels import OPEN
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, EditionFigure
from scorecard.publication.services.editions import draft_edition
from scorecard.publication.services.rules import set_rules
from tests.reference import freezing

pytestmark = pytest.mark.django_db
NOW = dt.datetime.combine(MADE_ON, dt.time(12), dt.UTC)
NOTHING_HIDDEN = {"threshold": 0, "rounding_base": 1, "zero_shown": True}


def test_every_run_is_frozen_as_the_slow_way_freezes_it(seeded):
    by = User.objects.first()
    kinds = set()
    for run in CardRun.objects.filter(editions=None):
        card = run.version.scorecard
        set_rules(scorecard=card, levels=OPEN, small=NOTHING_HIDDEN, by=by, at=NOW)
        opened = Edition.objects.filter(
            release__scorecard=card, release__period=run.run.period, steps__step=Step.PUBLISHED
        ).first()
        about = {"corrects": opened, "reason": "All of it." if opened else ""}
        edition = draft_edition(card_run=run, title="All", by=by, at=NOW, **about)
        expected = freezing.rows_of(edition)
        rows = {
            (row["practice_id"], row["definition_id"]): row
            for row in EditionFigure.objects.filter(edition=edition).values()
        }
        assert rows.keys() == expected.keys()
        for place, slow in expected.items():
            assert {name: rows[place][name] for name in slow} == slow
            kinds.add(slow["standing"])
    assert len(kinds) > 4
