"""What single starter scorecards promise: facts of their sources, held against the files."""

import pytest

from indicators import catalogue
from scorecard.calc.weighting import largest_remainder


def _items(name, domain=None):
    found = catalogue.load(name).items
    return [item for item in found if domain is None or item.domain == domain]


def test_qof_has_its_76_indicators_with_635_points():
    items = _items("qof-2023-24")
    assert len(items) == 76
    assert sum(item.data.points for item in items) == 635
    assert all(item.data.points > 0 and item.role == "weighted" for item in items)


def test_qof_weights_follow_the_points():
    card = catalogue.load("qof-2023-24")
    inside = [[item.data.points for item in _items("qof-2023-24", domain.name)]
              for domain in card.domains]  # fmt: skip
    shares = largest_remainder([sum(points) for points in inside])
    assert [float(domain.weight) for domain in card.domains] == list(shares)
    for domain, points in zip(card.domains, inside, strict=True):
        weights = [float(item.weight) for item in _items("qof-2023-24", domain.name)]
        assert weights == list(largest_remainder(points))


@pytest.mark.parametrize("name", ["qof-2023-24", "qof-plus-2019-20"])
def test_national_schemes_pay_between_two_levels_or_for_a_yes(name):
    for item in _items(name):
        share = item.data.kind == "proportion"
        assert item.data.rule["rule"] == ("payment" if share else "yes_no"), item.code
        if share and name == "qof-2023-24":
            assert item.data.adjustments == "removed", item.code


def test_qof_plus_shares_out_its_2_1_million_pounds():
    shares = {
        domain.name: int(domain.weight) for domain in catalogue.load("qof-plus-2019-20").domains
    }
    assert shares == {
        "Diabetes": 26,
        "Alcohol": 18,
        "Obesity": 14,
        "Hypothyroidism": 7,
        "Asthma": 6,
        "COPD": 3,
        "Quality": 26,
    }


def test_suffolk_lays_three_targets_beside_every_weighted_indicator():
    for item in _items("suffolk"):
        levels = [target["level"] for target in item.data.targets]
        assert levels == (["local", "regional", "national"] if item.role == "weighted" else [])
        assert item.role != "weighted" or item.data.frequency == "monthly"


def test_westminster_publishes_four_fifths_of_its_results():
    weighted = [item for item in _items("westminster") if item.role == "weighted"]
    assert 0.75 <= sum(item.public for item in weighted) / len(weighted) <= 0.85


def test_northamptonshire_bands_by_score_in_groups():
    card = catalogue.load("northamptonshire")
    assert card.overall_by == "score" and len(card.domains) == 6
    assert all(domain.section for domain in card.domains)


def test_stoke_asks_for_more_than_the_national_scheme_pays_for():
    paid = {item.data.name: item.data.rule["upper"] for item in _items("qof-2023-24")
            if item.data.kind == "proportion"}  # fmt: skip
    asked = [item for item in _items("stoke") if item.data.name in paid]
    assert len(asked) >= 3
    for item in asked:
        assert item.data.rule["green"] > paid[item.data.name], item.code
    kinds = [rule.kind for rule in catalogue.load("stoke").eligibilities]
    assert kinds == ["prerequisite", "gateway"]


@pytest.mark.parametrize(
    "name", ["suffolk", "westminster", "northamptonshire", "stoke", "qof-plus-2019-20"]
)
def test_where_the_documents_give_no_list_the_file_says_that_it_is_illustrative(name):
    assert "give" in catalogue.load(name).illustrative
