"""200 random scorecards, from figures to the overall score: the engine against the twin on paper.

Odd figures are as frequent as they never are: no people, fewer than none, more events than people,
missing halves, suppressed, atypical, in no network, on a level exactly.
"""

import random
from fractions import Fraction

import numpy as np
import pytest

from indicators import judging
from indicators.definitions import DefinitionData
from indicators.inputs import Around, Figures
from scorecard.calc import weighting
from scorecard.calc.types import Band, Comparison, NoBand
from tests.reference import composite
from tests.reference import judging as slow

STATES = {
    slow.BANDED: NoBand.BANDED,
    slow.NO_DATA: NoBand.NO_DATA,
    slow.TOO_FEW: NoBand.TOO_FEW,
    slow.NO_COMPARISON: NoBand.NO_COMPARISON,
    slow.IMPOSSIBLE: NoBand.IMPOSSIBLE,
    "suppressed": NoBand.SUPPRESSED,
    "not returned": NoBand.NOT_RETURNED,
    "not applicable": NoBand.NOT_APPLICABLE,
}
TENTHS = [Fraction(one, 10) for one in range(11)]
REASONS = ["", "", "", "", "", "", "suppressed", "not returned", "not applicable"]


def rules_at_random(pick: random.Random) -> slow.Rules:
    high, rule = pick.random() < 0.5, pick.choice(["thresholds", "range", "quantile", "interval"])
    low_level, high_level = sorted(pick.choices(TENTHS, k=2))
    wide_low, narrow_low, narrow_high, wide_high = sorted(pick.choices(TENTHS, k=4))
    parts = pick.choice([2, 3, 5])
    levels = {
        "thresholds": (high_level, low_level) if high else (low_level, high_level),
        "range": (narrow_low, narrow_high, wide_low, wide_high),
        "quantile": (parts, 1, parts),
        "interval": (),
    }
    comparators = ["area", "network"] + [pick.choice(TENTHS)] * (rule != "quantile")
    return slow.Rules(
        proportion=pick.random() < 0.6,
        high=high,
        multiplier=pick.choice([1, 100, 1000]),
        fewest=pick.choice([0, 5, 20]),
        comparator=pick.choice(comparators),
        rule=rule,
        levels=levels[rule],
    )


def figure_at_random(pick: random.Random) -> slow.Practice:
    people = pick.choice([None, -5, 0, 4, 10, 10, 20, 50, 100, 300])
    usual = pick.randint(0, max(people or 0, 5))
    return slow.Practice(
        events=pick.choice([None, -1, 400] + [usual] * 9),
        people=people,
        state=pick.choice(REASONS),
        typical=pick.random() < 0.85,
        network=pick.choice([-1, 1, 1, 2]),
    )


def definition(rules: slow.Rules) -> DefinitionData:
    by_name = {
        "thresholds": ("green", "red"),
        "range": ("green_low", "green_high", "amber_low", "amber_high"),
        "quantile": ("k", "green_to", "red_from"),
        "interval": (),
    }
    scale = 1 if rules.rule == "quantile" else rules.multiplier
    named = zip(by_name[rules.rule], rules.levels, strict=True)
    levels = {name: float(level * scale) for name, level in named}
    confidence = {"confidence": 95} if rules.rule == "interval" else {}
    fixed = isinstance(rules.comparator, Fraction)
    return DefinitionData(
        name="One",
        description="One.",
        kind="proportion" if rules.proportion else "rate",
        sampling="proportion" if rules.proportion else "poisson",
        polarity="high" if rules.high else "low",
        multiplier=rules.multiplier,
        minimum_denominator=rules.fewest,
        rule={"rule": rules.rule, **levels, **confidence},
        comparator="fixed" if fixed else rules.comparator,
        comparator_value=float(rules.comparator * rules.multiplier) if fixed else None,
    )


def judged(rules: slow.Rules, everybody: list[slow.Practice]) -> judging.Judgement:
    def column(name: str) -> np.ndarray:
        # What is not returned has no numbers, whatever was drawn.
        kept = [None if one.state else getattr(one, name) for one in everybody]
        return np.array(kept, dtype=float)

    nothing = np.full(len(everybody), np.nan)
    held = Figures(
        column("events"),
        column("people"),
        nothing,
        nothing,
        np.array([STATES[one.state] for one in everybody], np.int8),
        np.array([one.typical for one in everybody], bool),
    )
    networks = np.array([one.network for one in everybody])
    return judging.judge(definition(rules), held, "Westmere", Around(networks=networks))


def band_of(name: str | None) -> Band:
    return Band[name.upper()] if name else Band.NONE


def same_judgement(rules, everybody, fast, twin) -> None:
    assert fast.bands.tolist() == [band_of(one.band) for one in twin]
    assert fast.states.tolist() == [STATES[one.state] for one in twin]
    compared = [Comparison[one.comparison.upper()] if one.comparison else 0 for one in twin]
    assert fast.comparisons.tolist() == compared
    ranks = [np.nan if one.rank is None else one.rank for one in twin]
    np.testing.assert_array_equal(fast.ranks, ranks)
    for at, one in enumerate(everybody):
        value = slow.value_of(one)
        if value is None or fast.states[at] == NoBand.IMPOSSIBLE:
            continue
        limits = [end * rules.multiplier for end in slow.interval_of(rules, one)]
        shown = fast.value[at], fast.lower[at], fast.upper[at]
        assert shown == pytest.approx([float(value * rules.multiplier), *limits], rel=1e-8)


@pytest.mark.parametrize("seed", range(200))
def test_a_random_scorecard(seed):
    pick = random.Random(seed)
    size, domains = pick.randint(1, 12), pick.randint(1, 3)
    items = pick.randint(1, 6)
    bands, fast_bands = [], []
    for _ in range(items):
        rules = rules_at_random(pick)
        everybody = [figure_at_random(pick) for _ in range(size)]
        fast, twin = judged(rules, everybody), slow.judge(rules, everybody)
        same_judgement(rules, everybody, fast, twin)
        bands.append([one.band for one in twin])
        fast_bands.append(fast.bands)
    domain_of = [pick.randrange(domains) for _ in range(items)]
    weights = [pick.choice([0, 1, 5, 33]) for _ in range(items)]
    domain_weights = [pick.choice([0, 20, 50]) for _ in range(domains)]
    least = Fraction(pick.choice([0, 1, 2, 3]), 4)
    score = weighting.score(
        np.array(fast_bands).T, domain_of, weights, domain_weights, minimum_coverage=float(least)
    )
    for practice, own in enumerate(zip(*bands, strict=True)):
        paper = composite.score(list(own), domain_of, weights, domain_weights, least)
        for found, wanted in (
            (score.overall_scores[practice], paper.overall),
            (score.overall_coverage[practice], paper.coverage),
        ):
            expected = np.nan if wanted is None else float(wanted)
            assert found == pytest.approx(expected, rel=1e-12, nan_ok=True)
        assert score.reds[practice] == paper.reds
