"""Every case of docs/rules-of-banding.md, from the figure as it is kept to the words on the page.

Nothing is judged by hand here: figures go in by the services, the banding service bands them and
the pages are read as an analyst reads them.
"""

import datetime as dt
import re
import uuid
from dataclasses import dataclass, field
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators.models import Figure
from indicators.selectors.results import results_of
from indicators.services.figures import FiguresRefused
from practices.services import organisations
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band, NoBand
from scorecard.cards.selectors.versions import items_of, version_for
from scorecard.cards.services.banding import band_period
from scorecard.cards.services.indicators import retire_indicator
from scorecard.cards.services.live import make_live
from tests.areas import CARD, NOW, PROPORTION, Area

BY = {"by": None, "at": NOW}
G, A, R = Band.GREEN, Band.AMBER, Band.RED
HALVES = {"rule": "quantile", "k": 2, "green_to": 1, "red_from": 2}
INTERVAL = {"rule": "interval", "confidence": 95}
RATE = {"kind": "rate", "sampling": "poisson", "unit": "per 100"}
TENTHS = {"multiplier": 1, "unit": "", "kind": "ratio", "sampling": "none"}


def counts(numerator, denominator=100, **more):
    return {"numerator": numerator, "denominator": denominator, **more}


@dataclass(frozen=True)
class Case:
    """One indicator over three practices; None is a practice without a figure.

    `found` are a Band or a NoBand for each; `said` stands on the page of the first one's result.
    """

    name: str
    figures: tuple
    found: tuple
    said: tuple[str, ...]
    changes: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


CASES = [
    Case(
        "zero of zero",
        (counts(0, 0), counts(90), counts(50)),
        (NoBand.TOO_FEW, G, R),
        (
            "Too few to band",
            "0 (patients seen within two days) out of 0 (patients who asked) gives no value.",
            "nobody is counted in the denominator, so there is no value.",
        ),
    ),
    Case(
        "some of zero",
        (counts(5, 0), counts(90), counts(50)),
        (NoBand.TOO_FEW, G, R),
        ("5 (patients seen within two days) out of 0", "so there is no value."),
    ),
    Case(
        "a denominator below zero",
        (counts(5, -100), counts(90), counts(50)),
        (NoBand.IMPOSSIBLE, G, R),
        (
            "Cannot be right",
            "nobody can count fewer than none in the denominator. Find the error",
        ),
    ),
    Case(
        "a denominator below zero, of money",
        (counts(5, -100), counts(0.9), counts(0.5)),
        (NoBand.IMPOSSIBLE, R, R),
        ("Cannot be right", "fewer than none in the denominator"),
        TENTHS,
    ),
    Case(
        "money taken back is below zero",
        (counts(-5), counts(9000), counts(5000)),
        (R, G, R),
        ("-5 (patients seen within two days) out of 100", "So this is red."),
        {**TENTHS, "rule": {"rule": "thresholds", "green": 80, "red": 60}},
    ),
    Case(
        "events below zero",
        (counts(-5), counts(90), counts(50)),
        (NoBand.IMPOSSIBLE, G, R),
        ("Cannot be right", "events cannot be fewer than none."),
        RATE,
    ),
    Case(
        "numerator above denominator",
        (counts(110), counts(90), counts(50)),
        (NoBand.IMPOSSIBLE, G, R),
        ("Cannot be right", "110.0%", "a share lies between nobody and everybody."),
    ),
    Case(
        "a rate above its list can be",
        (counts(110), counts(90), counts(50)),
        (G, G, R),
        ("110 (patients seen within two days) out of 100", "So this is green."),
        RATE,
    ),
    Case(
        "a result too large to be a number",
        (counts(1e308, 1e-3), counts(90), counts(50)),
        (NoBand.IMPOSSIBLE, G, R),
        ("Cannot be right", "the result is too large to be a number."),
        {**RATE, "minimum_denominator": 0},
    ),
    Case(
        "a numerator and nothing to divide it by",
        ({"numerator": 50}, counts(90), counts(50)),
        (NoBand.NO_DATA, G, R),
        ("No data", "no denominator was received and no list size is known"),
    ),
    Case(
        "one practice in an area",
        (counts(90), None, None),
        (NoBand.NO_COMPARISON, NoBand.NO_DATA, NoBand.NO_DATA),
        (
            "Nothing to compare with",
            "it is the only practice with a figure, so there is nobody to compare it with.",
            "For comparison, Area Z01, all practices together: 90.0%. It is the only practice",
        ),
        {"rule": INTERVAL},
    ),
    Case(
        "one practice to be divided into parts",
        (counts(90), None, None),
        (NoBand.NO_COMPARISON, NoBand.NO_DATA, NoBand.NO_DATA),
        ("Nothing to compare with", "the group is too small to be divided"),
        {"rule": HALVES},
    ),
    Case(
        "one other in a network",
        (counts(90), counts(50), None),
        (NoBand.NO_COMPARISON, NoBand.NO_COMPARISON, NoBand.NO_DATA),
        (
            "fewer than 2 of the other practices of its network have a figure",
            "There is no value of the other practices of its network to compare it with.",
        ),
        {"rule": INTERVAL, "comparator": "network"},
    ),
    Case(
        "all equal, by levels",
        (counts(90), counts(90), counts(90)),
        (G, G, G),
        ("it is similar, because the 95% interval includes it", "1 of 3"),
    ),
    Case(
        "all equal, divided into parts",
        (counts(90), counts(90), counts(90)),
        (G, G, G),
        ("put in order and divided into 2 equal parts, part 1 the best", "1 of 3"),
        {"rule": HALVES},
    ),
    Case(
        "all missing",
        (None, None, None),
        (NoBand.NO_DATA,) * 3,
        ("No data", "No figure has been received.", "It is not banded: no data."),
    ),
    Case(
        "on the level, high is good",
        (counts(80), counts(60), counts(79.999, 100)),
        (G, A, A),
        ("Green at 80% or more, red below 60%, amber between. So this is green.",),
        {"kind": "ratio", "sampling": "none"},
    ),
    Case(
        "on the level, low is good",
        (counts(20), counts(40), counts(40.001)),
        (G, A, R),
        ("Green at 20% or less, red above 40%, amber between. So this is green.",),
        {
            "kind": "ratio",
            "sampling": "none",
            "polarity": "low",
            "rule": {"rule": "thresholds", "green": 20, "red": 40},
        },
    ),
    Case(
        "0.1 + 0.2 reaches 0.3",
        (counts(0.1 + 0.2, 1), counts(0.3, 1), counts(0.29999, 1)),
        (G, G, A),
        ("Green at 0.3 or more, red below 0.2, amber between. So this is green.",),
        {
            **TENTHS,
            "rule": {"rule": "thresholds", "green": 0.3, "red": 0.2},
            "minimum_denominator": 0,
        },
    ),
    Case(
        "0.1 + 0.2 is not above 0.3 where low is good",
        (counts(0.1 + 0.2, 1), counts(0.3, 1), counts(0.30001, 1)),
        (G, G, A),
        ("Green at 0.3 or less, red above 0.4, amber between. So this is green.",),
        {
            **TENTHS,
            "polarity": "low",
            "rule": {"rule": "thresholds", "green": 0.3, "red": 0.4},
            "minimum_denominator": 0,
        },
    ),
]


def area_with(**changes):
    first = {**PROPORTION, **changes}
    return Area(card={**CARD, "indicators": [first, *CARD["indicators"][1:]]})


@pytest.fixture
def read(client):
    """The words of a page, without its markup."""

    def page(area, name, *args, query=""):
        if not client.session.get("_auth_user_id"):
            client.force_login(area.user(Role.ANALYST))
        found = client.get(reverse(name, args=[area.commissioner.code, *args]) + query)
        main = found.content.decode().split("<main")[1].split("</main")[0]
        words = re.sub(r"<script.*?</script>|<[^>]*>", " ", main, flags=re.DOTALL)
        return re.sub(r" ([.,)])", r"\1", " ".join(unescape(words).split()))

    return page


def codes_of(card_run, code="ACC01"):
    """What each practice got: a Band, or the NoBand where it has none."""
    results = results_of(card_run.run).filter(definition__indicator__code=code)
    by_practice = {one.practice_id: Band(one.band) or NoBand(one.no_band) for one in results}
    return [by_practice[pk] for pk in sorted(by_practice)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_case_has_its_state_and_says_so_on_the_page(db, read, case):
    area = area_with(**case.changes)
    for number, values in enumerate(case.figures, start=1):
        if values is not None:
            area.record(number, "ACC01", **values)
    assert codes_of(area.band()) == list(case.found)
    page = read(area, "area-result", area.practices[0].code, "ACC01")
    for words in case.said:
        assert words in page


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("part", ["numerator", "denominator", "value"])
def test_what_is_not_a_number_is_refused_in_words_before_it_is_kept(db, number, part):
    area = Area()
    with pytest.raises(FiguresRefused, match="a number that is not finite"):
        area.record(1, "ACC01", **{"numerator": 1, "denominator": 2, part: number})
    assert not Figure.objects.exists()


def test_where_all_are_equal_or_all_are_missing_the_page_of_the_indicator_says_so(db, read):
    area = Area()
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=90, denominator=100)
    area.band()
    page = read(area, "indicator-results", "ACC01")
    assert "All 3 practices with a figure have the same one, so nobody is ranked above" in page
    page = read(area, "indicator-results", "VFM01")
    assert "No practice has a figure for this period, so there is nothing to compare." in page


def test_a_practice_is_in_one_network_at_a_time_and_is_told_which(db):
    area = Area()
    south = organisations.add_network(code="S1", name="South", commissioner=area.commissioner, **BY)
    with pytest.raises(ValidationError, match="Practice 1 is in North from 1 April 2024"):
        organisations.place_in_network(
            practice=area.practices[0], network=south, starts_on=dt.date(2024, 4, 1), **BY
        )


def test_a_practice_that_moved_within_the_period_is_compared_where_it_is_on_its_last_day(db, read):
    area = area_with(comparator="network", rule=INTERVAL)
    area.practices += [area.add_practice(number) for number in (4, 5)]
    for number, seen in enumerate((90, 80, 70, 40, 30), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=100)
    south = organisations.add_network(code="S1", name="South", commissioner=area.commissioner, **BY)
    for at, day in ((0, dt.date(2026, 5, 15)), (3, START), (4, START)):
        organisations.place_in_network(
            practice=area.practices[at], network=south, starts_on=day, **BY
        )
    area.band()
    moved, stayed = area.practices[0].code, area.practices[1].code
    page = read(area, "area-result", moved, "ACC01")
    assert "Compared with the other practices of its network: 35.0%, it is better" in page
    assert "South, its network on 30 June 2026" in page
    assert "North, its network on 30 June 2026" in read(area, "area-result", stayed, "ACC01")


START = dt.date(2025, 4, 1)


def test_a_practice_that_closed_within_the_period_has_no_result_and_keeps_the_earlier(db, read):
    area = Area()
    for period in ("2025-26-Q4", "2026-27-Q1"):
        for number in (1, 2):
            area.record(number, "ACC01", period, numerator=90, denominator=100)
    area.band("2025-26-Q4")
    closing, successor = area.practices[:2]
    organisations.close_practice(
        practice=closing, closed_on=dt.date(2026, 5, 1), successor=successor, **BY
    )
    card_run = area.band()
    assert len(codes_of(card_run)) == 2
    page = read(area, "area-practice", closing.code)
    assert "This practice closed on 1 May 2026. Its patients moved to Practice 2." in page
    assert "There are no results for this practice in April to June 2026." in page
    assert "Choose a period before it closed." in page
    earlier = read(area, "area-practice", closing.code, query="?period=2025-26-Q4")
    assert "90.0%" in earlier


@pytest.mark.parametrize("collected", [True, False])
def test_what_is_retired_within_a_period_is_banded_to_its_end(db, read, collected):
    second = {**CARD["indicators"][1], "code": "VFM02", "weight": 0}
    area = Area(card={**CARD, "indicators": [*CARD["indicators"], second]})
    for period in ("2026-27-Q1", "2026-27-Q2"):
        area.record(1, "VFM02", period, numerator=14000, denominator=100)
    retired = retire_indicator(
        commissioner=area.commissioner,
        definition=area.definition("VFM02"),
        collected=collected,
        **BY,
    )
    make_live(
        version=retired,
        covers_from=dt.date(2026, 5, 15),
        unagreed_reason="Retired within the period.",
        **BY,
    )
    for code in ("2026-27-Q1", "2026-27-Q2"):
        period = area.period(code)
        version = version_for(period)
        assert (version == retired) == (code == "2026-27-Q2")
        band_period(version=version, period=period, key=uuid.uuid4(), clock=lambda: NOW, **BY)
    one = area.practices[0].code
    first = read(area, "area-result", one, "VFM02", query="?period=2026-27-Q1")
    assert "0% of Value for money" in first and "Small scorecard version 1" in first
    second = read(area, "area-result", one, "VFM02", query="?period=2026-27-Q2")
    if collected:
        assert "None: retired, still collected. It counts in no score." in second
        assert "Small scorecard version 2" in second
    else:
        assert "Practice 1 has no result on VFM02 for July to September 2026: it was" in second
        assert "not on Small scorecard version 2, which banded that period" in second


def test_weights_that_all_lie_on_missing_figures_give_no_score_and_say_of_what(db, read):
    area = Area()
    area.record(1, "FAC01", text="9 to 5")
    area.record(2, "ACC01", numerator=90, denominator=100)
    card_run = area.band()
    assert len(items_of(card_run.version)) == 3
    page = read(area, "area-practice", area.practices[0].code)
    assert "0% of what counts has a band; 0 indicators are red." in page
    assert "No band: too little is known of Access and Value for money" in page
    assert "less than 50% of the weights have a band" in page
