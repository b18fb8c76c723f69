"""What a what-if compares with: the version as it stands, or what was banded in the period."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import numpy as np
import openpyxl
import pytest
from django.urls import reverse

from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from scorecard.accounts.roles import Role
from scorecard.cards.selectors.pictures import Change, picture
from scorecard.cards.services.trying import attempt
from scorecard.cards.services.versions import open_draft, place, set_weights
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

BY = {"by": None, "at": NOW}
SECOND = {**PROPORTION, "code": "ACC02", "name": "Answered within a minute", "weight": 40}
THREE = {
    **CARD,
    "minimum_coverage": "0.1",
    "indicators": [{**PROPORTION, "weight": 60}, SECOND, SPENDING],
}
EMPTY = {"<table", "Practices that move", "Domains: mean score"}


def banded(card=THREE):
    """Practice 1 is green, red, green; practice 2 red, green, red; practice 3 has nothing."""
    area = Area(card=card)
    for number, first, second, spent in ((1, 90, 50, 14000), (2, 50, 90, 19000)):
        area.record(number, "ACC01", numerator=first, denominator=100)
        area.record(number, "ACC02", numerator=second, denominator=100)
        area.record(number, "VFM01", numerator=spent, denominator=100)
    area.card_run = area.band()
    return area


@pytest.fixture
def area(db):
    """With a draft in which somebody saved that ACC02 is all of Access."""
    area = banded()
    area.draft = open_draft(commissioner=area.commissioner, **BY)
    weights = {"ACC01": Decimal(0), "ACC02": Decimal(100)}
    items = {item(area, code).pk: weight for code, weight in weights.items()}
    set_weights(version=area.draft, domains={}, items=items, **BY)
    return area


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def item(area, code):
    return area.draft.items.get(definition__indicator__code=code)


def address(area, name="card-what-if", version=None):
    return reverse(name, args=["Z01", (version or area.draft).pk])


def text_of(response):
    return " ".join(response.content.decode().split())


def drafted(area, code, **fields):
    """The draft with another definition of an indicator, in its place."""
    old = item(area, code)
    data = replace(data_of(old.definition), **fields)
    new = define(commissioner=area.commissioner, code=code, data=data, **BY)
    where = {"role": old.role, "domain": old.domain, "weight": old.weight}
    place(version=area.draft, definition=new, **where, **BY)


def with_nothing(area, code, weight, domain="Access"):
    """An indicator in the draft of which nobody holds a figure."""
    data = data_of(area.definition("ACC01"))
    new = define(commissioner=area.commissioner, code=code, data=data, **BY)
    domain = area.draft.domains.get(name=domain)
    where = {"role": "weighted", "domain": domain, "weight": Decimal(weight)}
    place(version=area.draft, definition=new, **where, **BY)


def test_an_untouched_draft_moves_nobody_whatever_was_saved_in_it(area, analyst):
    page = text_of(analyst.get(address(area)))
    assert "None of 3 practices moves." in page
    assert "Nothing is changed yet" in page
    assert '<option value="version" selected>this version as it stands</option>' in page


@pytest.mark.parametrize(
    "fields",
    [
        {"rule": {"rule": "thresholds", "green": 95, "red": 85}},
        {"rule": {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}},
        {"rule": {"rule": "interval", "confidence": 95}, "comparator": "network"},
    ],
    ids=["levels", "a comparison", "another group"],
)
def test_before_has_the_levels_and_comparators_of_the_draft(area, fields):
    drafted(area, "ACC02", **fields)
    seen = picture(area.draft, area.card_run)
    assert attempt(seen).moves.order.size == 0
    assert attempt(seen, against_run=True).moves.order.size


def test_only_what_is_typed_moves_somebody(area):
    change = Change(weights={item(area, "ACC02").pk: 0, item(area, "ACC01").pk: 100})
    seen = picture(area.draft, area.card_run)
    trial = attempt(seen, change)
    # Before: ACC02 alone is Access, of 60; after it is ACC01 alone.
    np.testing.assert_allclose(trial.before_scores[:2], [40, 60])
    np.testing.assert_allclose(trial.after_scores[:2], [100, 0])
    assert [(one.move.before, one.move.after) for one in trial.domains] == [(50, 50), (50, 50)]


def test_what_is_left_alone_is_judged_once_and_says_the_same(area):
    with_nothing(area, "ACC03", 20)
    area.record(1, "ACC03", numerator=10, denominator=100)
    drafted(area, "ACC02", rule={"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2})
    seen = picture(area.draft, area.card_run)
    change = Change(levels={item(area, "ACC01").pk: {"green": 95.0, "red": 40.0}})
    one, two = attempt(seen, change), attempt(seen, change, against_run=True)
    assert one.after_bands.tolist() == two.after_bands.tolist()
    np.testing.assert_array_equal(one.after_scores, two.after_scores)
    assert one.again == two.again
    assert [one.definition.code for one in one.again] == ["ACC02", "ACC03"]


def test_what_was_banded_is_the_second_choice_and_stays_chosen(area, analyst):
    page = text_of(analyst.post(address(area), {"before": "banded"}))
    assert "2 of 3 practices change band: 1 up, 1 down." in page
    assert '<option value="banded" selected>what was banded in the period</option>' in page
    assert f"Before is what {area.version} said when the period was banded" in page


def test_the_files_compare_with_what_was_chosen(area, analyst):
    for chosen, band in (("version", "Amber"), ("banded", "Green")):
        response = analyst.post(address(area, "card-what-if-csv"), {"before": chosen})
        _, one, *_ = csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig")))
        assert one[2:4] == [band, "Amber"]
    response = analyst.post(address(area, "card-what-if-xlsx"), {"before": "banded"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    rows = [row[:2] for row in book["What was tried"].values]
    assert ("before is", "what was banded in the period") in rows


def test_both_are_the_same_for_the_version_that_banded_the_period(area):
    seen = picture(area.version, area.card_run)
    one, two = attempt(seen), attempt(seen, against_run=True)
    np.testing.assert_allclose(one.before_scores, two.before_scores)
    assert one.before_bands.tolist() == two.before_bands.tolist()
    for first, second in zip(one.domains, two.domains, strict=True):
        np.testing.assert_allclose(first.move.before, second.move.before)


def test_another_comparison_than_these_two_is_refused(area, analyst):
    page = text_of(analyst.post(address(area), {"before": "yesterday"}))
    assert "from the list" in page
    assert "would change in" not in page


@pytest.mark.parametrize("name", ["card-what-if", "card-robustness"])
def test_without_any_figures_a_page_says_so_once_and_has_no_empty_table(area, analyst, name):
    for one in area.draft.items.all():
        one.delete()
    for code in ("ACC07", "ACC08"):
        with_nothing(area, code, 50)
    page = text_of(analyst.get(address(area, name)))
    said = "No practice has a score in this period: no figures are held for both indicators."
    assert page.count(said) == page.count("No practice has") == 1
    assert f'<a href="{reverse("periods", args=["Z01"])}">Ask for figures in a period</a>' in page
    assert not [words for words in EMPTY if words in page]


@pytest.mark.parametrize("name", ["card-what-if", "card-robustness"])
def test_where_figures_would_not_help_nobody_is_told_to_ask_for_them(area, analyst, name):
    for number in (1, 2, 3):
        for code in ("ACC01", "ACC02", "VFM01"):
            area.record(number, code, state="not_applicable")
    area.band()
    page = text_of(analyst.get(address(area, name)))
    assert "No practice has a score in this period, so nothing can move." in page
    assert "Ask for figures" not in page


def test_a_domain_without_a_score_says_why(area, analyst):
    money = item(area, "VFM01").pk
    page = text_of(analyst.post(address(area), {f"item-{money}": "0"}))
    assert "No score: its indicators weigh 0" in page
    item(area, "VFM01").delete()
    assert "No score: no indicator counts in it" in text_of(analyst.get(address(area)))
    with_nothing(area, "VFM09", 100, "Value for money")
    page = text_of(analyst.get(address(area)))
    assert "No score: its indicators have no figures" in page
    assert "No figures are held for 1 of 3 indicators in this period: VFM09." in page


def test_many_indicators_judged_again_are_counted_and_their_codes_folded(area, analyst):
    for one in area.draft.items.all():
        one.delete()
    codes = [f"ACC{number}" for number in range(21, 27)]
    for code in codes:
        with_nothing(area, code, 10)
        area.record(1, code, numerator=90, denominator=100)
    page = text_of(analyst.get(address(area)))
    assert "All 6 indicators are judged from the figures held today" in page
    assert f"<p>{', '.join(codes)}</p>" in page


def test_where_reds_band_no_sentence_says_that_weights_change_no_band(client, db):
    """Of the weights it depends whether enough is known of a practice."""
    reds = {"overall_by": "reds", "reds_amber_from": 1, "reds_red_from": 2}
    near = [{**PROPORTION, "weight": 75}, {**SECOND, "weight": 25}, SPENDING]
    domains = [{"name": "Access", "weight": 100}, {"name": "Value for money", "weight": 0}]
    area = Area(
        card={**CARD, **reds, "minimum_coverage": "0.75", "indicators": near, "domains": domains}
    )
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=90, denominator=100)
    area.band()
    client.force_login(area.user(Role.ANALYST))
    area.draft = area.version
    typed = {f"item-{item(area, 'ACC01').pk}": "70", f"item-{item(area, 'ACC02').pk}": "30"}
    page = text_of(client.post(address(area), typed))
    assert "3 of 3 practices change band: 3 to no band." in page
    assert "no weight above 0 changes" not in page
    assert "and a band only where they change whether enough is known of a practice." in page
