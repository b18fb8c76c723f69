"""The band of a whole practice: by score, by reds or both; silence; sections; movement."""

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from indicators.models import Period, Result, Run
from indicators.services.periods import open_collection
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardRun, CardVersion, Score
from scorecard.cards.presenters.levels import how_reached, overall_rule
from scorecard.cards.presenters.movement import (
    Before,
    change_words,
    overall_movement,
    place_words,
)
from tests.areas import CARD, FACT, NOW, PROPORTION, Area
from tests.editions import draft, practice_page

BY = {"by": None, "at": NOW}
SECTIONS = [
    {"name": "Contract", "weight": 60, "section": "A What is required"},
    {"name": "Access", "weight": 40, "section": "B What counts most"},
    {"name": "Tried out", "weight": 0, "section": "C Being tried out"},
]


def measure(code, domain, weight=100, **more):
    return {**PROPORTION, "code": code, "name": f"Measure {code}", "domain": domain} | {
        "weight": weight,
        **more,
    }


def card(**settings):
    indicators = [
        measure("A1", "Contract", 50, if_missing="red"),
        measure("A2", "Contract", 50),
        measure("B1", "Access"),
        measure("C1", "Tried out"),
        measure("OLD", "", role="collected"),
        FACT,
    ]
    indicators[4].pop("weight")
    return {**CARD, "domains": SECTIONS, "indicators": indicators, **settings}


REDS = {"overall_by": "reds", "reds_amber_from": 1, "reds_red_from": 2}


def figures(area, practice, period="2026-27-Q1", **values):
    for code, value in values.items():
        area.record(practice, code, period=period, numerator=value, denominator=100)


def overall(card_run, practice):
    return Score.objects.get(card_run=card_run, practice=practice, domain=None)


def text_of(response):
    return " ".join(response.content.decode().split())


def without_tags(page):
    return re.sub(r"<[^>]+>", "", page)


@pytest.mark.parametrize(
    ("values", "band"),
    [
        ({"A1": 90, "A2": 90, "B1": 90, "C1": 10}, Band.GREEN),
        ({"A1": 90, "A2": 90, "B1": 10}, Band.AMBER),
        ({"A1": 10, "A2": 10, "B1": 90}, Band.RED),
        ({"C1": 90}, Band.NONE),
    ],
)
def test_a_practice_is_banded_by_its_reds(db, values, band):
    area = Area(card=card(**REDS))
    figures(area, 1, **values)
    assert overall(area.band(), area.practices[0]).band == band


def test_the_worse_of_score_and_reds_counts(db):
    area = Area(card=card(**{**REDS, "overall_by": "both", "reds_red_from": 9}))
    figures(area, 1, A1=90, A2=90, B1=10)  # 60 points: amber; 1 red: amber
    figures(area, 2, A1=10, A2=70, B1=70)  # 35 points: red; 1 red: amber
    figures(area, 3, A1=90, A2=90, B1=90)
    card_run = area.band()
    bands = [overall(card_run, practice).band for practice in area.practices]
    assert bands == [Band.AMBER, Band.RED, Band.GREEN]


MANY = [measure(f"M{at}", "Access", 10) for at in range(10)]
TEN = {
    "minimum_coverage": "0.75",
    "domains": [{"name": "Access", "weight": 100}],
    "indicators": MANY,
    "reds_amber_from": 3,
    "reds_red_from": 6,
}


@pytest.mark.parametrize("by", ["reds", "both"])
def test_figures_that_are_missing_do_not_save_a_practice_from_red(db, client, by):
    area = Area(card={**CARD, **TEN, "overall_by": by})
    for at in range(7):
        figures(area, 1, **{f"M{at}": 10})
        figures(area, 2, **{f"M{at}": 90 if at > 3 else 10})
    card_run = area.band()
    many, few, nothing = (overall(card_run, practice) for practice in area.practices)
    assert (many.band, many.score, many.reds) == (Band.RED, None, 7)
    assert (few.band, few.score, few.reds) == (Band.NONE, None, 4)
    assert nothing.band == Band.NONE
    client.force_login(area.user(Role.ANALYST))
    page = text_of(client.get(reverse("area-practice", args=["Z01", "Z01001"])))
    assert "70% of what counts has a band; 7 indicators are red." in page
    assert "7 reds, amber from 3, red from 6, whatever the missing figures say." in page
    assert "No band" not in page
    overview = text_of(client.get(reverse("area", args=["Z01"])))
    assert overview.count(">Practice 1</a>") == 1
    assert "practices/Z01002/" not in overview


def test_a_release_does_not_tell_by_no_band_that_a_withheld_figure_is_no_red(db):
    area = Area(card={**CARD, **TEN, "overall_by": "reds"})
    area.record(1, "M0", numerator=2, denominator=100)  # few enough to be withheld
    area.record(2, "M0", numerator=2, denominator=100)
    for at in range(1, 6):
        figures(area, 1, **{f"M{at}": 10})  # five reds: six if the withheld one is another
        figures(area, 2, **{f"M{at}": 90 if at > 3 else 10})
    release = release_of(area)
    near, far = (practice_page(release, f"Z0100{n}")["overall"] for n in (1, 2))
    assert near["word"] == "Withheld"
    assert far["word"] == "No score"


def test_why_there_is_no_band_names_the_parts_of_which_too_little_is_known(db, client):
    many = [measure(f"M{at:02}", "Contract", 5) for at in range(20)]
    area = Area(
        card={
            **CARD,
            "minimum_coverage": "0.5",
            "domains": [*SECTIONS[:2], {"name": "Own choice", "weight": 0}],
            "indicators": [*many, measure("B1", "Access"), measure("C1", "Own choice")],
        }
    )
    figures(area, 1, B1=90, **{f"M{at:02}": 90 for at in range(9)})
    for at in range(20):
        area.record(2, f"M{at:02}", state="not_applicable")
    release = release_of(area)
    client.force_login(User.objects.get())
    page = text_of(client.get(reverse("area-practice", args=["Z01", "Z01001"])))
    assert "No score</strong> – 67% of what counts has a band" in page
    assert (
        "No band: too little is known of Contract, where less than 50% of the weights have a"
        " band." in page
    )
    page = text_of(client.get(reverse("area-practice", args=["Z01", "Z01002"])))
    assert "No band: too little is known of Access, where less than 50%" in page
    assert "of Contract and Access, where" in practice_page(release, "Z01003")["how"]


def test_the_points_of_the_version_make_the_score(db):
    area = Area(card=card(band_points=[0, 3, 4]))
    figures(area, 1, A1=70, A2=70, B1=70)
    assert overall(area.band(), area.practices[0]).score == pytest.approx(75)


def due(area, *codes):
    open_collection(
        period=area.period(),
        definitions=[area.definition(code) for code in codes],
        opens_on=NOW.date(),
        deadline=NOW.date(),
        **BY,
    )


def test_what_was_due_and_not_returned_counts_as_red_where_agreed_and_says_not_returned(db, client):
    area = Area(card=card(**REDS))
    due(area, "A1", "A2")
    figures(area, 1, B1=90)
    card_run = area.band()
    result = Result.objects.of_run(card_run.run).get(
        practice=area.practices[0], definition__indicator__code="A1"
    )
    assert (result.band, result.no_band) == (Band.NONE, NoBand.NOT_RETURNED)
    found = overall(card_run, area.practices[0])
    # A2 was due too, but is left out by the agreed policy.
    assert (found.reds, found.band) == (1, Band.AMBER)
    client.force_login(area.user(Role.ANALYST))
    page = text_of(client.get(reverse("area-practice", args=["Z01", area.practices[0].code])))
    assert "1 indicator was due and not returned, and counts as red." in page
    assert "Amber: 1 red, amber from 1, red from 2." in page
    assert page.count("Not returned") >= 2


def test_an_indicator_that_does_not_apply_is_nobodys_silence(db):
    area = Area(card=card(**REDS))
    due(area, "A1")
    area.record(1, "A1", state="not_applicable")
    figures(area, 1, A2=90, B1=90)
    assert overall(area.band(), area.practices[0]).reds == 0


def test_what_is_retired_is_banded_and_in_no_score(db, client):
    area = Area(card=card(**REDS))
    figures(area, 1, A1=90, A2=90, B1=90, OLD=10)
    card_run = area.band()
    result = Result.objects.of_run(card_run.run).get(
        practice=area.practices[0], definition__indicator__code="OLD"
    )
    assert result.band == Band.RED
    assert overall(card_run, area.practices[0]).reds == 0
    client.force_login(area.user(Role.ANALYST))
    page = text_of(client.get(reverse("area-practice", args=["Z01", area.practices[0].code])))
    assert "Retired, still collected" in page


@pytest.fixture
def sections(db):
    area = Area(card=card(**REDS))
    figures(area, 1, A1=10, A2=90, B1=90, C1=10)
    figures(area, 2, A1=90, A2=90, B1=90, C1=90)
    return area


def test_sections_stand_on_the_grid_with_their_reds(
    sections, client, django_assert_max_num_queries
):
    sections.band()
    client.force_login(sections.user(Role.ANALYST))
    with django_assert_max_num_queries(12):
        page = text_of(client.get(reverse("grid", args=["Z01"])))
    assert '<th scope="colgroup" colspan="2">A What is required</th>' in page
    reds = "".join(f'<td class="nhsuk-table__cell--numeric">{number}</td>' for number in (1, 0, 1))
    assert reds in page.replace("</td> <td", "</td><td")
    assert "Overall: Amber from 1 red, red from 2, green with none." in page


def test_sections_stand_on_the_practice_page_with_their_reds(sections, client):
    sections.band()
    client.force_login(sections.user(Role.ANALYST))
    page = text_of(client.get(reverse("area-practice", args=["Z01", "Z01001"])))
    assert 'A What is required <span class="nhsuk-caption-m">1 red</span>' in page
    assert "C Being tried out" in page and "1 red, without weight in the whole" in page


def release_of(area):
    return draft(area.band(), area.user(Role.ANALYST))


def test_the_public_reads_sections_and_how_the_band_came_about(sections):
    page = practice_page(release_of(sections), "Z01001")
    assert [domain["heading"] for domain in page["domains"]] == [
        {"name": "A What is required", "reds": "1 red"},
        {"name": "B What counts most", "reds": "0 reds"},
        {"name": "C Being tried out", "reds": "1 red"},
    ]
    assert page["how"] == "Amber: 1 red, amber from 1, red from 2."


def test_a_band_by_reds_does_not_tell_what_is_withheld(db):
    area = Area(card=card(**REDS))
    area.record(1, "A1", numerator=2, denominator=100)  # red, and few enough to be withheld
    figures(area, 1, A2=90, B1=90)
    figures(area, 2, A1=90, A2=90, B1=90)
    release = release_of(area)
    hidden, shown = (practice_page(release, f"Z0100{n}") for n in (1, 2))
    assert hidden["overall"]["word"] == "Withheld"
    assert hidden["how"].startswith("A figure behind it counts so few patients")
    assert (shown["overall"]["word"], shown["overall"]["score"]) == ("Green", "100")


def test_reds_that_are_not_published_are_not_counted_in_public(db):
    secret = card(**REDS)
    secret["indicators"][0]["public"] = False
    area = Area(card=secret)
    figures(area, 1, A1=10, A2=90, B1=90)
    page = practice_page(release_of(area), "Z01001")
    assert page["how"] == "A measure behind it is not published, and the band would tell it."
    assert page["domains"][0]["heading"]["reds"] == "0 reds"


def test_movement_since_the_period_before_and_inside_the_level(area, client):
    for period, access in (("2025-26-Q4", 50), ("2026-27-Q1", 70)):
        area.record(1, "ACC01", period=period, numerator=access, denominator=100)
        area.record(1, "VFM01", period=period, numerator=16000, denominator=100)
        area.band(period)
    client.force_login(area.user(Role.ANALYST))
    address = reverse("area-practice", args=["Z01", "Z01001"])
    # 20 points, then 50: a third of the way from 40 to 70.
    page = text_of(client.get(address))
    assert "30 points above January to March 2026, a third of the way to green." in page
    assert "Overall score of Practice 1 in the last two years" in page
    overview = without_tags(text_of(client.get(reverse("area", args=["Z01"]))))
    assert "1 practice moved up a level overall, 0 down, 0 stayed." in overview
    assert "30 points above January to March 2026" in overview
    before = text_of(client.get(address + "?period=2025-26-Q4"))
    assert "Half way to amber." in before and "in the last two years" not in before


def version(**settings):
    return CardVersion(green_from=70, red_below=40, minimum_coverage=0.5, **settings)


@pytest.mark.parametrize(
    ("settings", "rule", "how"),
    [
        (
            {},
            "Green from 70 of 100 points, red below 40, amber between.",
            "Amber: 62 of 100 points, green from 70, red below 40.",
        ),
        (
            {"overall_by": "reds", "reds_amber_from": 3, "reds_red_from": 6},
            "Amber from 3 reds, red from 6, green with fewer than 3.",
            "Amber: 4 reds, amber from 3, red from 6.",
        ),
        (
            {"overall_by": "reds", "reds_amber_from": 4, "reds_red_from": 4},
            "Red from 4 reds, green with fewer than 4.",
            "Amber: 4 reds, red from 4.",
        ),
        (
            {"overall_by": "both", "reds_amber_from": 3, "reds_red_from": 6},
            "The worse of two bands counts. By the score: green from 70 of 100 points, red below"
            " 40, amber between. By the number of reds: amber from 3 reds, red from 6, green with"
            " fewer than 3.",
            "Amber, the worse of two: 62 of 100 points, green from 70, red below 40; and 4 reds,"
            " amber from 3, red from 6.",
        ),
    ],
)
def test_the_rule_and_how_a_band_came_about_are_sentences(settings, rule, how):
    one = version(**settings)
    assert overall_rule(one) == rule
    assert how_reached(one, 62.0, Band.AMBER, 4) == how
    assert how_reached(one, None, Band.NONE, 0) == "No band: too little is known."


def test_where_no_coverage_is_asked_for_no_band_means_that_nothing_is_known():
    one = CardVersion(green_from=70, red_below=40, minimum_coverage=0.0)
    found = how_reached(one, None, Band.NONE, 0, ["Access", "Contract"])
    assert found == "No band: nothing is known of Access and Contract."


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (0, "at the beginning of the way to amber"),
        (20, "half way to amber"),
        (60, "two thirds of the way to green"),
        (69.9, "close to green"),
        (70, ""),
        (None, ""),
    ],
)
def test_the_place_inside_a_level_in_words(score, words):
    assert place_words(version(), score) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (56.0, 50.0, "6 points above"),
        (49.0, 50.0, "1 point below"),
        (50.2, 50.0, "less than 1 point above"),
        (50.0, 50.0, "as"),
        (None, 50.0, ""),
        (50.0, None, ""),
    ],
)
def test_a_change_in_words(now, before, words):
    assert change_words(now, before) == words


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_every_score_has_words_whatever_the_levels(score, green, red):
    red, green = sorted((green, red))
    place_words(CardVersion(green_from=green, red_below=red), score)


def standing(reds, **settings):
    return version(overall_by="reds", reds_amber_from=3, reds_red_from=6), Score(
        score=62.0, reds=reds, **settings
    )


@pytest.mark.parametrize(
    ("reds", "before", "words"),
    [
        (2, 2, "As many as in January to March 2026."),
        (4, 5, "1 red fewer than in January to March 2026, 2 reds fewer would be green."),
        (7, 5, "2 reds more than in January to March 2026, 2 reds fewer would be amber."),
        (6, None, "1 red fewer would be amber."),
    ],
)
def test_who_is_banded_by_reds_moves_by_reds(reds, before, words):
    card_version, score = standing(reds)
    period = Period(name="January to March 2026")
    was = Before(CardRun(run=Run(period=period), version=card_version), {"": 50.0}, before or 0)
    assert overall_movement(card_version, score, was if before is not None else None) == words


def test_both_movements_are_said_where_both_count():
    both = version(overall_by="both", reds_amber_from=3, reds_red_from=6)
    found = overall_movement(both, Score(score=60.0, reds=4), None)
    assert found == (
        "By its score: two thirds of the way to green."
        " By its number of reds: 2 reds fewer would be green."
    )
    assert overall_movement(both, Score(score=None, reds=0), None) == ""
