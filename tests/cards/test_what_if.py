"""Trying other weights, levels and comparators before anything is saved."""

import csv
import html
import io
import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import openpyxl
import pytest
from django.urls import reverse

from indicators.models import Definition, Objective, Result, Run
from indicators.selectors.definitions import data_of
from indicators.services.definitions import define
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.calc.types import Band
from scorecard.cards.models import CardItem, Score
from scorecard.cards.selectors.pictures import NOTHING, Change, picture
from scorecard.cards.selectors.run_arrays import arrays_of_run, scores_of_run
from scorecard.cards.services import trying
from scorecard.cards.services.rejudging import bands_of
from scorecard.cards.services.versions import open_draft, place, set_weights
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

BY = {"by": None, "at": NOW}
SECOND = {**PROPORTION, "code": "ACC02", "name": "Answered within a minute", "weight": 40}
THREE = {
    **CARD,
    "minimum_coverage": "0.1",
    "indicators": [{**PROPORTION, "weight": 60}, SECOND, SPENDING],
}


@pytest.fixture
def area(db):
    """Practice 1 is green, red, green; practice 2 red, green, red; practice 3 has nothing."""
    area = Area(card=THREE)
    figures = ((1, 90, 50, 14000), (2, 50, 90, 19000))
    for number, first, second, spent in figures:
        area.record(number, "ACC01", numerator=first, denominator=100)
        area.record(number, "ACC02", numerator=second, denominator=100)
        area.record(number, "VFM01", numerator=spent, denominator=100)
    area.card_run = area.band()
    return area


@pytest.fixture
def analyst(area, client):
    client.force_login(area.user(Role.ANALYST))
    return client


def item(area, code, version=None):
    version = version or area.version
    return version.items.get(definition__indicator__code=code)


def text_of(response):
    return " ".join(response.content.decode().split())


def address(area, name="card-what-if", version=None):
    return reverse(name, args=["Z01", (version or area.version).pk])


# Reading


def test_a_run_is_read_as_arrays_that_say_what_its_rows_say(area):
    scores = scores_of_run(area.card_run)
    ids = list(area.version.items.values_list("definition_id", flat=True))
    arrays = arrays_of_run(area.card_run, scores.practices, [*ids, 2_000_000_000])
    assert arrays.definitions == tuple(ids)
    rows = Result.objects.of_run(area.card_run.run)
    assert rows.count() == arrays.bands.size == 9
    names = {"value": "value", "numerator": "numerator", "denominator": "denominator",
             "lower": "lower", "upper": "upper"}  # fmt: skip
    for row in rows:
        at = scores.practices.tolist().index(row.practice_id), ids.index(row.definition_id)
        assert (arrays.bands[at], arrays.states[at]) == (row.band, row.no_band)
        for field, name in names.items():
            expected = np.nan if getattr(row, name) is None else getattr(row, name)
            np.testing.assert_equal(getattr(arrays, field)[at], expected)
    for score in Score.objects.all():
        at = scores.practices.tolist().index(score.practice_id)
        expected = np.nan if score.score is None else score.score
        if score.domain_id is None:
            np.testing.assert_equal(scores.scores[at], expected)
            assert scores.bands[at] == score.band
        else:
            column = scores.domains.index(score.domain_id)
            np.testing.assert_equal(scores.domain_scores[at, column], expected)


def test_practices_that_are_not_asked_for_are_passed_over(area):
    scores = scores_of_run(area.card_run)
    ids = list(area.version.items.values_list("definition_id", flat=True))
    whole = arrays_of_run(area.card_run, scores.practices, ids)
    some = arrays_of_run(area.card_run, scores.practices[1:2], ids)
    assert some.bands.tolist() == whole.bands[1:2].tolist()


# Trying


def seen(area, version=None):
    return picture(version or area.version, area.card_run)


def test_the_version_as_it_stands_says_what_the_run_said(area):
    trial = trying.attempt(seen(area))
    assert trial.moves.order.size == 0
    assert trial.again == ()


def test_other_weights_move_practices_and_domains_as_one_would_work_it_out(area):
    change = Change(weights={item(area, "ACC01").pk: 0, item(area, "ACC02").pk: 100})
    trial = trying.attempt(seen(area), change)
    # Practice 1: Access from 60 to 0, so 60 x 0.6 + 100 x 0.4 = 76 becomes 40.
    np.testing.assert_allclose(trial.picture.scores.scores[:2], [76, 24])
    np.testing.assert_allclose(trial.after_scores[:2], [40, 60])
    assert trial.after_bands.tolist() == [Band.AMBER, Band.AMBER, Band.NONE]
    access, money = (domain.move for domain in trial.domains)
    assert (access.before, access.after, access.up, access.down) == (50, 50, 1, 1)
    assert (money.up, money.down) == (0, 0)


def test_other_levels_band_again_from_the_runs_own_values(area):
    change = Change(levels={item(area, "ACC01").pk: {"green": 95.0, "red": 40.0}})
    banded = bands_of(seen(area), change)
    assert banded.bands[:, 0].tolist() == [Band.AMBER, Band.AMBER, Band.NONE]
    assert banded.again == ()


def test_levels_do_not_band_what_was_too_few(area):
    area.record(3, "ACC01", numerator=9, denominator=10)
    area.card_run = area.band()
    change = Change(levels={item(area, "ACC01").pk: {"green": 5.0, "red": 1.0}})
    banded = bands_of(seen(area), change)
    assert banded.bands[:, 0].tolist() == [Band.GREEN, Band.GREEN, Band.NONE]


def test_an_indicator_that_the_run_does_not_have_is_judged_from_the_figures_held(area):
    draft = open_draft(commissioner=area.commissioner, **BY)
    data = data_of(area.definition("ACC01"))
    new = define(commissioner=area.commissioner, code="ACC03", data=data, **BY)
    domain = draft.domains.get(name="Access")
    place(version=draft, definition=new, role="weighted", domain=domain, weight=Decimal(20), **BY)
    area.record(1, "ACC03", numerator=10, denominator=100)
    trial = trying.attempt(seen(area, draft))
    assert [one.definition.code for one in trial.again] == ["ACC03"]
    at = [one.definition.code for one in trial.picture.items].index("ACC03")
    banded = bands_of(trial.picture, NOTHING)
    assert banded.bands[:, at].tolist() == [Band.RED, Band.NONE, Band.NONE]


def test_a_comparison_is_judged_again_from_the_figures_held(area):
    """With its levels changed it depends on all practices, so the run's bands do not do."""
    draft = open_draft(commissioner=area.commissioner, **BY)
    rule = {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}
    one = data_of(area.definition("ACC01"))
    changed = define(
        commissioner=area.commissioner, code="ACC01", data=replace(one, rule=rule), **BY
    )
    place(
        version=draft,
        definition=changed,
        role="weighted",
        domain=draft.domains.get(name="Access"),
        weight=Decimal(60),
        **BY,
    )
    trial = trying.attempt(seen(area, draft))
    assert [one.definition.code for one in trial.again] == ["ACC01"]


# The page


def test_the_page_takes_at_most_thirteen_queries_however_many_indicators(
    area, analyst, django_assert_max_num_queries
):
    with django_assert_max_num_queries(13):
        page = text_of(analyst.get(address(area)))
    assert "None of 3 practices moves." in page
    assert "Nothing is saved" in page


def test_it_takes_one_query_more_when_every_level_is_changed(
    area, analyst, django_assert_max_num_queries
):
    typed = {
        f"level-{item(area, code).pk}-{name}": level
        for code, name, level in (("ACC01", "green", "85"), ("ACC02", "green", "85"),
                                  ("VFM01", "red", "185"))
    }  # fmt: skip
    with django_assert_max_num_queries(14):
        page = text_of(analyst.post(address(area), typed))
    assert "What is tried: 3 changes" in page


def test_what_is_typed_shows_who_moves_and_writes_nothing(area, analyst):
    before = [model.objects.count() for model in (Definition, CardItem, Run, Score, AuditEvent)]
    typed = {f"item-{item(area, 'ACC01').pk}": "0", f"item-{item(area, 'ACC02').pk}": "100"}
    for _ in range(2):  # the same again gives the same
        page = text_of(analyst.post(address(area), typed))
        assert "2 of 3 practices change band: 1 up, 1 down." in page
    assert "Weight of ACC01: from 60 to 0" in page
    assert 'value="100"' in page
    after = [model.objects.count() for model in (Definition, CardItem, Run, Score, AuditEvent)]
    assert after == before
    assert item(area, "ACC01").weight == 60


def test_weights_that_do_not_add_to_100_are_scaled_and_the_page_says_so(area, analyst):
    page = text_of(analyst.post(address(area), {f"item-{item(area, 'ACC01').pk}": "20"}))
    said = "The weights in Access add to 60, not 100. Here they are scaled in proportion."
    assert said in page


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("item", "-1", "Weight of ACC01: a weight cannot be below 0"),
        ("item", "many", "Weight of ACC01: enter a number from 0 to 100, for example 12.5"),
        ("item", "12.3456789", "Weight of ACC01: use at most two decimals"),
        ("item", "", "Weight of ACC01: enter a number from 0 to 100"),
        ("level", "50", "High is good, so green must not be below red"),
        ("level", "=1+1", "Green level of ACC01: enter a number, for example 80"),
        ("level", "nan", "Green level of ACC01: enter a number, for example 80"),
        ("green_from", "101", "Overall green from: enter a number from 0 to 100"),
        ("green_from", "30", "red must not begin above green; they are 40 and 30"),
    ],
)
def test_bad_input_is_an_error_at_its_field_and_nothing_typed_is_lost(
    area, analyst, field, typed, said
):
    pk, other = item(area, "ACC01").pk, item(area, "ACC02").pk
    name = {"item": f"item-{pk}", "level": f"level-{pk}-green"}.get(field, field)
    page = text_of(analyst.post(address(area), {name: typed, f"item-{other}": "33"}))
    assert said in page
    assert f'id="id_{name}-error"' in page
    assert f'href="#id_{name}"' in page
    assert f'name="{name}" value="{typed}"' in page
    assert f'name="item-{other}" value="33"' in page
    assert "would change in" not in page


def test_a_comparison_has_a_group_to_choose_and_a_fixed_number_is_asked_for(client, db):
    rule = {"rule": "interval", "confidence": 95}
    area = Area(card={**CARD, "indicators": [{**PROPORTION, "rule": rule}, SPENDING]})
    for number, counted in ((1, 90), (2, 50), (3, 70)):
        area.record(number, "ACC01", numerator=counted, denominator=100)
    area.card_run = area.band()
    client.force_login(area.user(Role.ANALYST))
    pk = item(area, "ACC01").pk
    assert f'name="comparator-{pk}"' in text_of(client.get(address(area)))
    page = text_of(client.post(address(area), {f"comparator-{pk}": "fixed"}))
    assert f'id="id_comparator_value-{pk}-error"' in page
    assert "ACC01: enter the number to compare with, for example 75" in page
    typed = {f"comparator-{pk}": "fixed", f"comparator_value-{pk}": "90"}
    page = text_of(client.post(address(area), typed))
    assert "Group of comparison of ACC01: from the whole area to a fixed number" in page
    said = "judged from the figures held today, not from the banding run: ACC01."
    assert f"1 of 2 indicators is {said}" in page


def test_equal_parts_are_tried_among_groups_only(client, db):
    rule = {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}
    area = Area(card={**CARD, "indicators": [{**PROPORTION, "rule": rule}, SPENDING]})
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.card_run = area.band()
    client.force_login(area.user(Role.ANALYST))
    pk = item(area, "ACC01").pk
    select = text_of(client.get(address(area))).split(f'name="comparator-{pk}"')[1]
    select = select.split("</select>")[0]
    assert [one in select for one in ("area", "network", "similar")] == [True] * 3
    assert not any(f'"{one}"' in select for one in ("england", "region", "own_past", "fixed"))
    for wrong in ("england", "own_past", "fixed"):
        page = text_of(client.post(address(area), {f"comparator-{pk}": wrong}))
        assert "ACC01: its rule cannot compare with this. Choose one of the groups listed" in page
        assert f'id="id_comparator-{pk}-error"' in page
        assert "would change in" not in page


def test_levels_that_do_not_fit_one_practice_are_an_error_in_words(area, analyst):
    Objective.objects.create(
        practice=area.practices[1],
        indicator=area.definition("ACC01").indicator,
        levels={"green": 65.0},
        agreed="Contract meeting",
        starts_on=NOW.date().replace(year=2025),
        recorded_at=NOW,
    )
    area.card_run = area.band()
    pk = item(area, "ACC01").pk
    typed = {f"level-{pk}-green": "99", f"level-{pk}-red": "98"}
    page = text_of(analyst.post(address(area), typed))
    assert "ACC01: the levels agreed for one practice do not fit these." in page
    assert 'value="99"' in page


def test_all_domains_at_zero_is_refused(area, analyst):
    domains = {f"domain-{pk}": "0" for pk in area.version.domains.values_list("pk", flat=True)}
    page = text_of(analyst.post(address(area), domains))
    assert "Give at least one domain a weight above 0" in page


def test_another_period_can_be_chosen_with_what_is_typed(area, analyst):
    area.record(1, "ACC01", period="2025-26-Q4", numerator=90, denominator=100)
    area.band("2025-26-Q4")
    typed = {"period": "2025-26-Q4", f"item-{item(area, 'ACC01').pk}": "20"}
    page = text_of(analyst.post(address(area), typed))
    assert "What would change in January to March 2026" in page
    assert 'value="20"' in page
    assert analyst.post(address(area), {"period": "1999"}).status_code == 404


def test_before_anything_is_banded_the_page_says_so(client, db):
    area = Area()
    client.force_login(area.user(Role.ANALYST))
    for name in ("card-what-if", "card-robustness"):
        assert "Nothing is banded yet" in text_of(client.get(address(area, name)))
    for name in ("card-what-if-csv", "card-robustness-xlsx"):
        response = client.get(address(area, name))
        assert b"".join(response) and response.status_code == 200


# Files


def test_the_csv_file_has_every_practice_with_what_was_typed(area, analyst):
    typed = {f"item-{item(area, 'ACC01').pk}": "0", f"item-{item(area, 'ACC02').pk}": "100"}
    response = analyst.post(address(area, "card-what-if-csv"), typed)
    content = b"".join(response).decode("utf-8-sig")
    header, one, two, three = csv.reader(io.StringIO(content))
    assert header[:5] == ["practice code", "practice", "band before", "band after", "changes band"]
    assert one[:5] == ["Z01001", "Practice 1", "Green", "Amber", "yes"]
    assert [round(float(cell)) for cell in one[5:8]] == [76, 40, -36]
    assert two[8:] == ["2.0", "1.0"]
    assert three[2:] == ["No score", "No score", "no", "", "", "", "", ""]


def test_the_excel_file_says_what_was_tried(area, analyst):
    typed = {f"level-{item(area, 'ACC01').pk}-green": "95"}
    response = analyst.post(address(area, "card-what-if-xlsx"), typed)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    assert book.sheetnames == ["Practices", "Bands", "Domains", "What was tried"]
    tried = list(book["What was tried"].values)
    assert ("Green level of ACC01", "80", "95") in tried
    assert [row[0] for row in book["Domains"].values] == ["domain", "Access", "Value for money"]


def test_a_file_of_bad_input_is_the_page_with_its_errors(area, analyst):
    typed = {f"item-{item(area, 'ACC01').pk}": "-1"}
    page = text_of(analyst.post(address(area, "card-what-if-csv"), typed))
    assert "a weight cannot be below 0" in page


# Keeping


def test_the_weights_can_be_kept_in_a_draft_and_then_add_to_100(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    pk = item(area, "ACC01", draft).pk
    typed = {f"item-{pk}": "20", f"level-{pk}-green": "95"}
    response = analyst.post(address(area, "card-what-if-keep", draft), typed)
    assert response.status_code == 302
    assert item(area, "ACC01", draft).weight == Decimal("33.33")
    assert item(area, "ACC02", draft).weight == Decimal("66.67")
    assert item(area, "ACC01", draft).definition.rule["green"] == 80
    assert AuditEvent.objects.filter(action="set weights").exists()


def test_who_keeps_weights_after_somebody_else_saved_is_told_and_loses_nothing(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    pk = item(area, "ACC01", draft).pk
    typed = {f"item-{pk}": "20", "revision": str(draft.revision)}
    set_weights(version=draft, domains={}, items={pk: Decimal(55)}, **BY)
    page = text_of(analyst.post(address(area, "card-what-if-keep", draft), typed))
    assert "changed by somebody else meanwhile. Nothing has been saved." in page
    assert "Weight of ACC01: from 55 to 20" in page
    assert item(area, "ACC01", draft).weight == 55


def sent_by(shown):
    """Every field of the form as a browser would send it back."""
    form = re.search(r'<form method="post"[^>]*class="try">.*?</form>', shown.text, re.S)[0]
    sent = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)[1]
        sent[name] = html.unescape(re.search(r'value="([^"]*)"', tag)[1])
    assert sent
    return sent


def test_keeping_after_trying_does_not_undo_what_somebody_else_saved_meanwhile(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    mine, theirs = item(area, "ACC01", draft).pk, item(area, "ACC02", draft).pk
    opened = sent_by(analyst.get(address(area, version=draft)))
    set_weights(version=draft, domains={}, items={theirs: Decimal(70)}, **BY)
    tried = analyst.post(address(area, version=draft), {**opened, f"item-{mine}": "30"})
    assert "Somebody else saved this meanwhile" in text_of(tried)
    assert "ACC02" in text_of(tried)
    keep = address(area, "card-what-if-keep", draft)
    assert analyst.post(keep, sent_by(tried)).status_code == 302
    assert item(area, "ACC02", draft).weight == 70
    assert item(area, "ACC01", draft).weight == 30


def test_keeping_again_after_a_refusal_keeps_what_somebody_else_saved(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    mine, theirs = item(area, "ACC01", draft).pk, item(area, "ACC02", draft).pk
    opened = sent_by(analyst.get(address(area, version=draft)))
    set_weights(version=draft, domains={}, items={theirs: Decimal(70)}, **BY)
    keep = address(area, "card-what-if-keep", draft)
    refused = analyst.post(keep, {**opened, f"item-{mine}": "30"})
    assert "changed by somebody else meanwhile. Nothing has been saved." in text_of(refused)
    assert item(area, "ACC01", draft).weight == 60
    assert analyst.post(keep, sent_by(refused)).status_code == 302
    assert (item(area, "ACC01", draft).weight, item(area, "ACC02", draft).weight) == (30, 70)


def test_a_weight_that_both_changed_is_shown_both_ways_before_it_is_kept(area, analyst):
    draft = open_draft(commissioner=area.commissioner, **BY)
    pk = item(area, "ACC01", draft).pk
    opened = sent_by(analyst.get(address(area, version=draft)))
    set_weights(version=draft, domains={}, items={pk: Decimal(55)}, **BY)
    tried = analyst.post(address(area, version=draft), {**opened, f"item-{pk}": "30"})
    page = text_of(tried)
    assert "Changed by both" in page
    row = "<td>Weight of ACC01</td><td>55</td><td>30</td>"
    assert row in re.sub(r' class="[^"]*"', "", page)
    assert f'name="item-{pk}" value="30"' in page


@pytest.mark.parametrize(
    "base", ["[" * 100_000, "7", '{"revision": "0", "period": "x"}', '{"item-1": [[]]}', "{"]
)
def test_what_the_form_showed_may_be_unreadable(area, analyst, base):
    typed = {"base": base, f"item-{item(area, 'ACC01').pk}": "20"}
    response = analyst.post(address(area), typed)
    assert response.status_code == 200
    assert "Weight of ACC01: from 60 to 20" in text_of(response)


def test_a_live_version_keeps_its_weights(area, analyst):
    assert "Keep these weights" not in text_of(analyst.get(address(area)))
    pk = item(area, "ACC01").pk
    page = text_of(analyst.post(address(area, "card-what-if-keep"), {f"item-{pk}": "20"}))
    assert "start a new version to change it" in page
    assert 'value="20"' in page
    assert item(area, "ACC01").weight == 60


@pytest.mark.parametrize("role", [Role.COMMISSIONING_LEAD, Role.CLINICAL_LEAD])
def test_leads_may_try_but_not_keep(area, client, role):
    client.force_login(area.user(role))
    draft = open_draft(commissioner=area.commissioner, **BY)
    assert "Keep these weights" not in text_of(client.get(address(area, version=draft)))
    assert client.post(address(area, "card-what-if-keep", draft)).status_code == 403


def test_the_links_of_a_version_lead_to_both_pages(area, analyst):
    page = text_of(analyst.get(address(area, "card-version")))
    assert address(area) in page
    assert address(area, "card-robustness") in page
