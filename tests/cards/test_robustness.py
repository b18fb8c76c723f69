"""The page on how far bands and ranks hang on the weights."""

import csv
import io

import numpy as np
import pytest
from django.urls import reverse

from indicators.services.periods import open_collection
from practices.services.atypical import ALWAYS, flag_atypical
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band
from scorecard.cards.selectors.pictures import picture
from scorecard.cards.services.trying import attempt, robust
from tests.areas import CARD, NOW, PROPORTION, SPENDING, Area

NONE, R, A, G = Band
SECOND = {**PROPORTION, "code": "ACC02", "name": "Answered within a minute", "weight": 30}
NEAR = {
    **CARD,
    "minimum_coverage": "0.1",
    "domains": [{"name": "Access", "weight": 100}, {"name": "Value for money", "weight": 0}],
    "indicators": [{**PROPORTION, "weight": 70}, SECOND, SPENDING],
}


def banded(card):
    """Practice 1 scores just the 70 that green needs, practice 2 everything, 3 nothing."""
    area = Area(card=card)
    for number, first, second in ((1, 90, 50), (2, 90, 90)):
        area.record(number, "ACC01", numerator=first, denominator=100)
        area.record(number, "ACC02", numerator=second, denominator=100)
    area.band()
    return area


@pytest.fixture
def area(db):
    return banded(NEAR)


def page_of(area, client, name="card-robustness"):
    client.force_login(area.user(Role.CLINICAL_LEAD))
    return client.get(reverse(name, args=["Z01", area.version.pk]))


def text_of(response):
    return " ".join(response.content.decode().split())


def test_it_says_how_many_practices_owe_their_band_to_the_weights(area, client):
    page = text_of(page_of(area, client))
    said = "1 of 2 practices keep their band in every one of the 1,000 weightings; 1 does not"
    assert said in page
    assert "by up to 25% up or down" in page
    assert "fixed seed 20260401" in page
    assert "No score" in page


def test_the_page_takes_at_most_thirteen_queries(area, client, django_assert_max_num_queries):
    client.force_login(area.user(Role.ANALYST))
    with django_assert_max_num_queries(13):
        client.get(reverse("card-robustness", args=["Z01", area.version.pk]))


def test_the_file_has_the_same_figures_in_full(area, client):
    content = b"".join(page_of(area, client, "card-robustness-csv")).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(content))
    first = dict(zip(header, rows[0], strict=True))
    assert first["practice code"] == "Z01001"
    assert 0.3 < float(first["share of weightings that keep the band"]) < 0.7
    assert float(first["lowest score"]) < 70 < float(first["highest score"])
    assert (first["best rank"], first["worst rank"]) == ("2.0", "2.0")
    assert rows[-1][2:5] == ["No score", "", ""]


def test_where_reds_band_the_page_says_that_weights_do_not(client, db):
    area = banded({**NEAR, "overall_by": "reds", "reds_amber_from": 1, "reds_red_from": 2})
    page = text_of(page_of(area, client))
    assert "2 of 2 practices keep their band in every one of the 1,000 weightings." in page
    assert "No weight above 0 changes that number, so every band is kept;" in page


def test_where_the_weights_decide_whether_enough_is_known_no_page_says_that_bands_are_kept(
    client, db
):
    near = [{**PROPORTION, "weight": 75}, {**SECOND, "weight": 25}, SPENDING]
    reds = {"overall_by": "reds", "reds_amber_from": 1, "reds_red_from": 2}
    area = Area(card={**NEAR, **reds, "minimum_coverage": "0.75", "indicators": near})
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=90, denominator=100)
    area.band()
    page = text_of(page_of(area, client))
    assert "0 of 3 practices keep their band in every one of the 1,000 weightings" in page
    assert "every band is kept" not in page
    assert "loses its band where too little of the changed weights is known of it" in page


def silent(overall_by):
    """By practice: 1 did not return what counts as red then, to 2 the second does not apply, of 3
    too little is known, 4 has everything."""
    area = Area(
        card={
            **NEAR,
            "minimum_coverage": "0.75",
            "overall_by": overall_by,
            "reds_amber_from": 1,
            "reds_red_from": 2,
            "indicators": [{**PROPORTION, "weight": 70, "if_missing": "red"}, SECOND, SPENDING],
        }
    )
    area.practices.append(area.add_practice(4))
    open_collection(
        period=area.period(),
        definitions=[area.definition("ACC01")],
        opens_on=NOW.date(),
        deadline=NOW.date(),
        by=None,
        at=NOW,
    )
    area.record(3, "ACC01", state="no_data")
    area.record(2, "ACC02", state="not_applicable")
    seen = {(1, "ACC02"): 90, (2, "ACC01"): 70, (3, "ACC02"): 90, (4, "ACC01"): 90, (4, "ACC02"): 9}
    for (number, code), count in seen.items():
        area.record(number, code, numerator=count, denominator=100)
    return area


@pytest.mark.parametrize(
    ("overall_by", "bands"),
    [("score", [R, A, NONE, G]), ("reds", [A, G, NONE, A]), ("both", [R, A, NONE, A])],
)
def test_what_is_tried_begins_with_what_the_run_said(db, overall_by, bands):
    area = silent(overall_by)
    card_run = area.band()
    seen = picture(area.version, card_run)
    # ACC01 70, ACC02 30: silence is red, what does not apply is not due, too little has no score.
    expected = [30, 50, np.nan, 70]
    np.testing.assert_allclose(seen.scores.scores, expected)
    assert seen.scores.bands.tolist() == bands
    found, trial = robust(seen), attempt(seen)
    np.testing.assert_allclose(found.scores, expected)
    np.testing.assert_allclose(trial.after_scores, expected)
    assert found.bands.tolist() == trial.after_bands.tolist() == bands
    # Its one indicator is all of practice 2, whatever it weighs; of 3 too little is known always.
    assert (found.score_low[1], found.score_high[1], found.kept[1]) == (50, 50, 1)
    assert np.isnan([found.score_high[2], found.kept[2]]).all()
    assert found.score_low[0] < 30 < found.score_high[0]


def test_odd_addresses_are_answered(area, client):
    client.force_login(area.user(Role.ANALYST))
    address = reverse("card-robustness", args=["Z01", area.version.pk])
    assert client.get(f"{address}?page=zzz").status_code == 200
    assert client.get(f"{address}?period=1999").status_code == 404


def rows_of(area, client):
    content = b"".join(page_of(area, client, "card-robustness-csv")).decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(content))
    return {row[0]: dict(zip(header, row, strict=True)) for row in rows}


def five(**changes):
    """All green by both indicators, the third just so; the fifth counts too few to band."""
    area = Area(card={**NEAR, **changes})
    area.practices += [area.add_practice(number) for number in (4, 5)]
    for number, seen in enumerate((95, 90, 80, 85), start=1):
        for code in ("ACC01", "ACC02"):
            area.record(number, code, numerator=seen, denominator=100)
    area.record(5, "ACC01", numerator=10, denominator=10)
    area.band()
    return area


def test_beside_the_rank_by_bands_stands_that_by_standardised_values(client, db):
    rows = rows_of(five(), client)
    assert {row["rank now"] for row in rows.values()} == {"1.0", ""}
    by_values = {code: row["rank by standardised values"] for code, row in rows.items()}
    assert list(by_values.items()) and [by_values[f"Z0100{n}"] for n in (1, 2, 3, 4, 5)] == [
        "1.0", "2.0", "4.0", "3.0", "",
    ]  # fmt: skip
    # 95, 90, 80, 85: mean 87.5, SD the root of 125 / 3 = 6.45497; both indicators say the same.
    assert float(rows["Z01001"]["standardised score"]) == pytest.approx(7.5 / 6.454972243679028)
    assert float(rows["Z01005"]["share of the weight behind it"]) == 0


def test_the_page_says_what_the_second_opinion_is(client, db):
    """By bands all four tie in the middle, by values they stand at 1 to 4: two of them far off."""
    page = text_of(page_of(five(), client))
    assert "how far each figure lies from the mean of all typical practices" in page
    assert "At 2 of 4 practices the two ranks are further apart than a quarter" in page


def test_an_atypical_practice_shapes_no_mean_and_low_is_turned(client, db):
    lower = [{**PROPORTION, "weight": 70, "polarity": "low", "rule": {}}, SECOND, SPENDING]
    area = five(indicators=lower)
    odd = {"practice": area.practices[3], "reason": "serves homeless people"}
    flag_atypical(**odd, starts_on=ALWAYS, by=None, at=NOW)
    rows = rows_of(area, client)
    # 95, 90, 80: mean 88 1/3, SD the root of 350 / 6; 70 against it and 30 for it leave 40.
    score = -0.4 * (95 - 265 / 3) / (350 / 6) ** 0.5
    assert float(rows["Z01001"]["standardised score"]) == pytest.approx(score)


def test_what_should_be_neither_high_nor_low_is_left_out_and_named(client, db):
    between = {
        "rule": "range",
        "green_low": 70,
        "green_high": 90,
        "amber_low": 60,
        "amber_high": 95,
    }
    area = five(indicators=[{**PROPORTION, "weight": 70, "rule": between}, SECOND, SPENDING])
    page = text_of(page_of(area, client))
    assert "because more is neither better nor worse: ACC01." in page
