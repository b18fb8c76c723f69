"""Every reason for no band, reached by the services, in words of its own wherever it is shown."""

import re
from html import unescape

import pytest
from django.urls import reverse

from indicators.models import Result, RunDefinition
from indicators.selectors.results import results_of
from indicators.services.periods import open_collection
from scorecard.accounts.roles import Role
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.cards.models import CardItem, Score
from scorecard.cards.selectors.export import HEADER, result_rows
from scorecard.ui.words import BANDS, NO_BANDS
from tests.areas import CARD, FACT, NOW, PROPORTION, Area
from tests.editions import draft, publish

BY = {"by": None, "at": NOW}
TODAY = NOW.date()

# The indicators: DUE is asked for in a return, CMP compares, INF has no rule.
DUE = {**PROPORTION, "code": "DUE01", "name": "Asked for", "weight": 50}
CMP = {
    **PROPORTION,
    "code": "CMP01",
    "name": "Compared",
    "weight": 50,
    "rule": {"rule": "interval", "confidence": 95},
}
INF = {**PROPORTION, "code": "INF01", "name": "For information", "weight": 0, "rule": {}}
THIS_CARD = {
    **CARD,
    "indicators": [
        {**PROPORTION, "weight": 0},
        DUE,
        CMP,
        INF,
        CARD["indicators"][1],
        FACT,
    ],
}

# Of the first practice: the indicator, its figure, the reason, words behind it, and the reason
# that is published.
KINDS = [
    ("ACC01", None, NoBand.NO_DATA, "No figure has been received.", NoBand.NO_DATA),
    (
        "DUE01",
        None,
        NoBand.NOT_RETURNED,
        "The practice has not sent this figure.",
        NoBand.NOT_RETURNED,
    ),
    (
        "ACC01",
        {"state": "not_applicable"},
        NoBand.NOT_APPLICABLE,
        "The indicator does not apply to this practice.",
        NoBand.NOT_APPLICABLE,
    ),
    (
        "ACC01",
        {"numerator": 8, "denominator": 20},
        NoBand.TOO_FEW,
        "only 20 are counted and the agreed minimum is 30.",
        NoBand.TOO_FEW,
    ),
    (
        "ACC01",
        {"state": "suppressed"},
        NoBand.SUPPRESSED,
        "The publisher of the figure withheld it, as a rule because it is small.",
        NoBand.SUPPRESSED,
    ),
    (
        "CMP01",
        {"value": 55},
        NoBand.NO_COMPARISON,
        "the figure has no interval, so nobody can say whether the two differ.",
        NoBand.NO_COMPARISON,
    ),
    (
        "INF01",
        {"numerator": 90, "denominator": 100},
        NoBand.NOT_BANDED,
        "This figure is shown for information and is not banded.",
        NoBand.NOT_BANDED,
    ),
    (
        "ACC01",
        {"numerator": 110, "denominator": 100},
        NoBand.IMPOSSIBLE,
        "a share lies between nobody and everybody.",
        NoBand.IMPOSSIBLE,
    ),
    (
        "ACC01",
        {"numerator": 97, "denominator": 100},
        NoBand.BANDED,
        "So this is green.",
        NoBand.WITHHELD,
    ),
]


@pytest.fixture
def area(db):
    area = Area(card=THIS_CARD)
    area.practices += [area.add_practice(number) for number in (4, 5)]
    for number, seen in ((2, 90), (3, 70), (4, 50), (5, 20)):
        for code in ("ACC01", "DUE01", "CMP01", "INF01"):
            area.record(number, code, numerator=seen, denominator=100)
    open_collection(
        period=area.period(),
        definitions=[area.definition("DUE01")],
        opens_on=TODAY,
        deadline=TODAY,
        **BY,
    )
    return area


@pytest.fixture
def read(client):
    def page(address, user=None):
        client.logout()
        if user:
            client.force_login(user)
        found = client.get(address)
        assert found.status_code == 200, address
        main = found.content.decode().split("<main")[1].split("</main")[0]
        words = re.sub(r"<script.*?</script>|<[^>]*>", " ", main, flags=re.DOTALL)
        return " ".join(unescape(words).split())

    return page


def released(area, card_run):
    """The same results, published."""
    lead, other = area.user(Role.COMMISSIONING_LEAD), area.user(Role.CLINICAL_LEAD)
    return publish(draft(card_run, lead), lead, other)


@pytest.mark.parametrize(
    ("code", "figure", "reason", "said", "published"), KINDS, ids=[one[4].name for one in KINDS]
)
def test_each_kind_has_its_own_words_on_every_page(
    area, read, code, figure, reason, said, published
):
    if figure:
        area.record(1, code, **figure)
    card_run = area.band()
    one = area.practices[0]
    result = results_of(card_run.run).get(practice=one, definition__indicator__code=code)
    assert (result.no_band, result.band == Band.NONE) == (reason, reason != NoBand.BANDED)
    word = NO_BANDS[reason].word if reason else BANDS[Band.GREEN].word
    analyst = area.user(Role.ANALYST)
    network = area.user(Role.NETWORK_LEAD, area.network)

    page = read(reverse("area-result", args=["Z01", one.code, code]), analyst)
    assert word in page and said in page
    page = read(reverse("network-result", args=["NZ01", one.code, code]), network)
    assert word in page and said in page
    assert word in read(reverse("network-practice", args=["NZ01", one.code]), network)
    assert word in read(reverse("area-practice", args=["Z01", one.code]), analyst)
    assert word in read(reverse("grid", args=["Z01"]), analyst)
    assert word in read(reverse("indicator-results", args=["Z01", code]), analyst)
    (row,) = [
        dict(zip(HEADER, row, strict=True))
        for row in result_rows(card_run, TODAY)
        if (row[0], row[HEADER.index("indicator")]) == (one.code, code)
    ]
    assert (row["band"] or row["why no band"]) == word and said in row["in words"]

    released(area, card_run)
    page = read(reverse("public-practice", args=[area.commissioner.slug, one.code]))
    assert NO_BANDS[published].word in page
    page = read(reverse("public-indicator", args=[area.commissioner.slug, code]))
    assert NO_BANDS[published].word in page


def test_no_two_kinds_share_a_word_or_a_sentence():
    kinds = [words for reason, words in NO_BANDS.items() if reason]
    for name in ("word", "meaning", "public"):
        said = [getattr(one, name) for one in kinds]
        assert len(set(said)) == len(said)


def test_too_few_counts_in_the_pooled_value_and_in_no_rank(area):
    area.record(1, "ACC01", numerator=8, denominator=20)
    card_run = area.band()
    few = results_of(card_run.run).get(
        practice=area.practices[0], definition__indicator__code="ACC01"
    )
    # (8 + 90 + 70 + 50 + 20) / 420
    assert few.benchmark == pytest.approx(238 / 420 * 100)
    assert (few.value, few.rank, few.percentile) == (40, None, None)
    best = results_of(card_run.run).get(
        practice=area.practices[1], definition__indicator__code="ACC01"
    )
    assert (best.rank, best.ranked_of, best.percentile) == (1, 4, 87.5)


def test_too_few_counts_in_the_pooled_value_of_its_network(db):
    changed = {**PROPORTION, "comparator": "network"}
    area = Area(card={**CARD, "indicators": [changed, *CARD["indicators"][1:]]})
    for number, (seen, asked) in enumerate(((8, 20), (90, 100), (70, 100)), start=1):
        area.record(number, "ACC01", numerator=seen, denominator=asked)
    found = results_of(area.band().run).filter(definition__indicator__code="ACC01")
    marks = {one.practice.name: one.benchmark for one in found}
    assert marks["Practice 2"] == pytest.approx(78 / 120 * 100)
    assert marks["Practice 1"] == pytest.approx(160 / 200 * 100)


@pytest.mark.parametrize("if_missing", ["", "left_out", "red"])
def test_what_is_missing_is_red_only_where_the_scorecard_says_so_of_a_compulsory_return(
    area, if_missing
):
    CardItem.objects.filter(version=area.version, definition__indicator__code="DUE01").update(
        if_missing=if_missing
    )
    for state in ("suppressed", "not_applicable", "no_data"):
        area.record(1, "ACC01", state=state)
        card_run = area.band()
        missing = results_of(card_run.run).filter(practice=area.practices[0])
        assert not missing.filter(band=Band.RED).exists()
        score = Score.objects.get(card_run=card_run, practice=area.practices[0], domain=None)
        assert score.reds == (if_missing == "red")


def test_the_agreed_band_and_the_comparison_are_two_answers_and_stand_apart(area, read):
    for number, seen in ((1, 85), (2, 99), (3, 99)):
        area.record(number, "ACC01", numerator=seen * 100, denominator=10_000)
    for number in (4, 5):
        area.record(number, "ACC01", numerator=9_900, denominator=10_000)
    card_run = area.band()
    result = results_of(card_run.run).get(
        practice=area.practices[0], definition__indicator__code="ACC01"
    )
    assert (result.band, result.comparison) == (Band.GREEN, Comparison.WORSE)
    assert {field.name for field in Result._meta.fields} >= {"band", "comparison"}
    said = "So this is green. Compared with Area Z01, all practices together: 96.2%, it is worse"
    analyst = area.user(Role.ANALYST)
    place = reverse("area-result", args=["Z01", area.practices[0].code, "ACC01"])
    assert said in read(place, analyst)
    row = next(
        row
        for row in result_rows(card_run, TODAY)
        if (row[0], row[HEADER.index("indicator")]) == (area.practices[0].code, "ACC01")
    )
    assert (row[HEADER.index("band")], row[HEADER.index("comparison")]) == (
        "Green",
        "Worse than the benchmark",
    )
    page = read(reverse("area-practice", args=["Z01", area.practices[0].code]), analyst)
    assert re.search(r"85\.0%.{0,200}Green 96\.2% – Worse than the benchmark", page)
    released(area, card_run)
    page = read(reverse("public-practice", args=[area.commissioner.slug, area.practices[0].code]))
    assert said in page


def test_a_run_says_with_what_each_definition_was_compared(area):
    run = area.band().run
    names = dict(
        RunDefinition.objects.filter(run=run).values_list(
            "definition__indicator__code", "benchmark_name"
        )
    )
    assert names["ACC01"] == "Area Z01, all practices together"
