"""The page of a try: its queries, what is typed, what is wrong with it, and its files."""

import csv
import io

import openpyxl
import pytest

from indicators.models import Definition, Objective, Run
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from scorecard.cards.models import CardItem, Score
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area
from tests.cards.what_if.helpers import address, item, text_of


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
