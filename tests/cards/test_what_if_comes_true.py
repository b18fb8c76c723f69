"""What the what-if says is what banding says once the change is made."""

import uuid
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from django.core.exceptions import ValidationError

from indicators.models import Objective
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.pictures import Change, picture
from scorecard.cards.selectors.run_arrays import scores_of_run
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.trying import attempt
from scorecard.cards.services.versions import open_draft, place, set_weights
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

BY = {"by": None, "at": NOW}
QUANTILE = {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}
INTERVAL = {"rule": "interval", "confidence": 95}
CASES = {
    "weights": {"weights": {"ACC01": 20, "ACC02": 80}, "domains": [10, 90]},
    "levels": {"levels": {"ACC01": {"green": 95.0, "red": 85.0}}},
    "levels of a comparison": {"levels": {"ACC02": {"k": 3, "green_to": 1, "red_from": 3}}},
    "another group of comparison": {"comparators": {"ACC03": ("fixed", 95.0)}},
    "the practice's network": {"comparators": {"ACC03": ("network", None)}},
    "its own past": {"comparators": {"ACC03": ("own_past", None)}},
    "similar practices": {"comparators": {"ACC03": ("similar", None)}},
    "overall levels": {"settings": {"green_from": 90.0, "red_below": 60.0}},
    "everything": {
        "weights": {"ACC01": 0, "ACC02": 100},
        "levels": {"ACC01": {"green": 60.0, "red": 50.0}},
        "comparators": {"ACC03": ("fixed", 20.0)},
        "settings": {"green_from": 90.0, "red_below": 60.0},
    },
}
SAME_PEOPLE = ("the practice's network", "similar practices")
SETTINGS = {
    "by score": {},
    "by reds": {"overall_by": "reds", "reds_amber_from": 1, "reds_red_from": 2},
    "by both": {"overall_by": "both", "reds_amber_from": 1, "reds_red_from": 3},
    "other points": {"band_points": [0, 1, 4], "minimum_coverage": "0.7"},
}


def card(settings):
    second = {**PROPORTION, "code": "ACC02", "weight": 40, "rule": QUANTILE}
    third = {**PROPORTION, "code": "ACC03", "weight": 100, "rule": INTERVAL, "domain": "Money"}
    return {
        **CARD,
        "minimum_coverage": "0.1",
        "domains": [{"name": "Access", "weight": 60}, {"name": "Money", "weight": 40}],
        "indicators": [
            {**PROPORTION, "weight": 60, "if_missing": "red"},
            second,
            third,
            {**SPENDING, "role": "context", "domain": "", "weight": 0},
        ],
        **settings,
    }


def make(settings):
    """Five practices in one network, two periods; the last has only some figures."""
    area = Area(card=card(settings))
    area.practices += [area.add_practice(number) for number in (4, 5)]
    draw = np.random.default_rng(3)
    for period in ("2025-26-Q4", "2026-27-Q1"):
        for number in range(1, 6):
            for code in ("ACC01", "ACC02", "ACC03")[: 3 if number < 5 else 1]:
                counted = int(draw.integers(20, 200))
                area.record(number, code, period=period, numerator=counted, denominator=200)
            area.record(number, "VFM01", period=period, numerator=100 * number, denominator=10)
    area.card_run = area.band()
    return area


def items_by_code(version):
    return {one.definition.code: one for one in version.items.all()}


def tried(area, case):
    items = items_by_code(area.version)
    domains = [domain.pk for domain in area.version.domains.all()]
    change = Change(
        weights={items[code].pk: float(w) for code, w in case.get("weights", {}).items()},
        domain_weights=dict(zip(domains, map(float, case.get("domains", [])), strict=False)),
        levels={items[code].pk: levels for code, levels in case.get("levels", {}).items()},
        comparators={items[code].pk: c for code, c in case.get("comparators", {}).items()},
        settings=case.get("settings", {}),
    )
    return attempt(picture(area.version, area.card_run), change)


def come_true(area, case):
    """The same made in a draft and banded."""
    draft = open_draft(commissioner=area.commissioner, **BY)
    items = items_by_code(draft)
    for code, item in items.items():
        data = data_of(item.definition)
        levels = case.get("levels", {}).get(code, {})
        comparator = case.get("comparators", {}).get(code, ())
        fields = dict(zip(("comparator", "comparator_value"), comparator, strict=False))
        new = define(
            commissioner=area.commissioner,
            code=code,
            data=replace(data, rule={**data.rule, **levels}, **fields),
            **BY,
        )
        where = {"role": item.role, "domain": item.domain, "weight": item.weight}
        place(version=draft, definition=new, **where, **BY)
    set_weights(
        version=draft,
        domains={
            domain.pk: Decimal(weight)
            for domain, weight in zip(draft.domains.all(), case.get("domains", []), strict=False)
        },
        items={items[code].pk: Decimal(w) for code, w in case.get("weights", {}).items()},
        **BY,
    )
    CardVersion.objects.filter(pk=draft.pk).update(**case.get("settings", {}))
    draft = CardVersion.objects.get(pk=draft.pk)
    run = band_period(
        version=draft, period=area.period(), key=uuid.uuid4(), clock=lambda: NOW, **BY
    )
    return scores_of_run(run)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_change_does_what_was_foretold(db, case):
    area = make({})
    foretold, true = tried(area, case), come_true(area, case)
    np.testing.assert_allclose(foretold.after_scores, true.scores, atol=1e-9)
    assert foretold.after_bands.tolist() == true.bands.tolist()
    # In one network the others are much like the whole area, and similar ones nearly all others.
    assert foretold.moves.order.size or case in map(CASES.get, SAME_PEOPLE)


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS.keys())
def test_it_holds_for_every_way_to_band_a_practice(db, settings):
    area = make(settings)
    assert tried(area, {}).moves.order.size == 0
    foretold, true = tried(area, CASES["everything"]), come_true(area, CASES["everything"])
    np.testing.assert_allclose(foretold.after_scores, true.scores, atol=1e-9)
    assert foretold.after_bands.tolist() == true.bands.tolist()


def objective(area, number, levels):
    Objective.objects.create(
        practice=area.practices[number - 1],
        indicator=area.definition("ACC01").indicator,
        levels=levels,
        agreed="Contract meeting",
        starts_on=NOW.date().replace(year=2025),
        recorded_at=NOW,
    )


def test_levels_agreed_for_one_practice_stand_when_others_change(db):
    area = make({})
    objective(area, 2, {"green": 30.0, "red": 10.0})
    area.card_run = area.band()
    case = {"levels": {"ACC01": {"green": 99.0, "red": 98.0}}}
    foretold, true = tried(area, case), come_true(area, case)
    np.testing.assert_allclose(foretold.after_scores, true.scores, atol=1e-9)


def test_levels_that_one_practice_cannot_have_are_refused_in_words(db):
    area = make({})
    objective(area, 2, {"green": 65.0})
    area.card_run = area.band()
    with pytest.raises(ValidationError, match="ACC01: the levels agreed for one practice"):
        tried(area, {"levels": {"ACC01": {"green": 99.0, "red": 98.0}}})
