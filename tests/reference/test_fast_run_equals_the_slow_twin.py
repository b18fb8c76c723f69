"""Two hundred scorecards that nobody would agree: what a run says is what paper and pencil say."""

import random
from dataclasses import replace

import numpy as np
import pytest

from indicators.comparing import ENGLAND_HERE
from indicators.inputs import Around, Benchmark, Figures
from indicators.judging import Judgement, judge
from scorecard.calc import weighting
from scorecard.calc.types import Band, Comparison, NoBand
from tests.reference import composite, drawing, runs
from tests.reference.held import exact

SEEDS = range(200)
BANDS = {None: Band.NONE, "red": Band.RED, "amber": Band.AMBER, "green": Band.GREEN}
STATES = {
    "held": NoBand.BANDED,
    "banded": NoBand.BANDED,
    "no data": NoBand.NO_DATA,
    "not returned": NoBand.NOT_RETURNED,
    "not applicable": NoBand.NOT_APPLICABLE,
    "suppressed": NoBand.SUPPRESSED,
    "too few": NoBand.TOO_FEW,
    "no comparison": NoBand.NO_COMPARISON,
    "not banded": NoBand.NOT_BANDED,
    "impossible": NoBand.IMPOSSIBLE,
}
SIDES = {
    None: Comparison.NONE,
    "better": Comparison.BETTER,
    "similar": Comparison.SIMILAR,
    "worse": Comparison.WORSE,
    "higher": Comparison.HIGHER,
    "lower": Comparison.LOWER,
}


def floats(numbers):
    return np.array([np.nan if one is None else float(one) for one in numbers], dtype=float)


def figures_of(rows):
    return Figures(
        *(
            floats([getattr(row, name) for row in rows])
            for name in ("numerator", "denominator", "value", "spread")
        ),
        np.array([STATES[row.state] for row in rows], np.int8),
        np.array([row.peer for row in rows], bool),
    )


def around_of(one):
    width = max(len(row.similar) for row in one.rows)
    filled = [[*row.similar, *[-1] * (width - len(row.similar))] for row in one.rows]
    number = np.nan if one.outside is None else one.outside
    outside = Benchmark(number, "As published")
    if one.held_here:
        outside = Benchmark(np.nan, ENGLAND_HERE if one.data.comparator == "england" else "")
    return Around(
        networks=np.array([-1 if row.network is None else row.network for row in one.rows]),
        similar=np.array(filled, dtype=np.intp).reshape(len(one.rows), width),
        outside=outside,
        levels=one.levels,
        own_levels={at: row.own_levels for at, row in enumerate(one.rows) if row.own_levels},
    )


def fast(one):
    return judge(one.data, figures_of(one.rows), "Here", around_of(one))


def twin(one):
    return runs.judge(one.data, one.rows, exact(one.outside), one.held_here, one.levels)


def close(found, expected, what):
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12, err_msg=what)


def same_judgement(found: Judgement, answers, common, ranked_of, what):
    columns = {
        "bands": (found.bands, [BANDS[one.band] for one in answers]),
        "states": (found.states, [STATES[one.state] for one in answers]),
        "comparisons": (found.comparisons, [SIDES[one.comparison] for one in answers]),
        "ranks": (found.ranks, floats([one.rank for one in answers])),
    }
    for name, (left, right) in columns.items():
        np.testing.assert_array_equal(left, right, err_msg=f"{name} of {what}")
    close(found.value, floats([one.value for one in answers]), f"value of {what}")
    limits = [one.limits or (None, None) for one in answers]
    close(found.lower, floats([low for low, _ in limits]), f"lower limit of {what}")
    close(found.upper, floats([high for _, high in limits]), f"upper limit of {what}")
    close(found.percentiles, floats([one.percentile for one in answers]), f"percentile of {what}")
    own = found.benchmark.own
    marks = floats([one.mark for one in answers])
    close(np.full(marks.shape, found.benchmark.value) if own is None else own, marks, what)
    close(found.benchmark.value, floats([common])[0], f"benchmark of {what}")
    assert found.ranked_of == ranked_of, what


def scored(card, bands, states):
    """Practices x indicators of codes, scored as a run does."""
    return weighting.score(
        weighting.not_returned_as_red(
            bands, states, [one.missing_is_red for one in card.indicators]
        ),
        np.array([one.place for one in card.indicators]),
        np.array([float(one.weight) for one in card.indicators]),
        np.array(card.domain_weights, float),
        points=card.points,
        minimum_coverage=float(card.minimum),
        applicable=states != NoBand.NOT_APPLICABLE,
    )


def same_scores(card, answers, found, what):
    """`answers` by indicator and practice. What does not apply to a practice is not on its card."""
    for practice in range(len(answers[0])):
        here = [
            (one, answer[practice])
            for one, answer in zip(card.indicators, answers, strict=True)
            if answer[practice].state != "not applicable"
        ]
        bands = [
            "red" if one.missing_is_red and answer.state == "not returned" else answer.band
            for one, answer in here
        ]
        expected = composite.score(
            bands,
            [one.place for one, _ in here],
            [one.weight for one, _ in here],
            card.domain_weights,
            card.minimum,
            card.points,
        )
        pairs = [
            (found.domain_scores[practice], expected.domains),
            (found.domain_coverage[practice], expected.coverages),
            (found.overall_scores[[practice]], [expected.overall]),
            (found.overall_coverage[[practice]], [expected.coverage]),
            (found.overall_banded[[practice]], [expected.banded]),
        ]
        for left, right in pairs:
            close(left, floats(right), f"scores of practice {practice} of {what}")
        assert found.reds[practice] == expected.reds, what
        assert found.domain_reds[practice].tolist() == expected.domain_reds, what


def test_two_hundred_scorecards_are_judged_and_scored_as_on_paper():
    for seed in SEEDS:
        card = drawing.card(seed)
        judged, answers = [], []
        for number, one in enumerate(card.indicators):
            found, expected = fast(one), twin(one)
            same_judgement(found, *expected, f"indicator {number} of seed {seed}: {one.data}")
            judged.append(found)
            answers.append(expected[0])
        found = scored(
            card,
            np.column_stack([one.bands for one in judged]),
            np.column_stack([one.states for one in judged]),
        )
        same_scores(card, answers, found, f"seed {seed}")


def test_the_drawn_scorecards_leave_nothing_out():
    """Every kind, rule, comparator, band and reason is met, and more than once or twice."""
    met = {}
    for seed in SEEDS:
        for one in drawing.card(seed).indicators:
            data, answers = one.data, twin(one)[0]
            words = [data.kind, data.comparator, data.rule.get("rule"), f"{data.polarity} is good"]
            words += ["own levels" for row in one.rows if row.own_levels]
            words += ["atypical" for row in one.rows if not row.peer]
            words += [answer.band for answer in answers] + [answer.state for answer in answers]
            words += [answer.comparison for answer in answers]
            for word in words:
                met[word] = met.get(word, 0) + 1
    wanted = {*drawing.KINDS, *drawing.COMPARATORS, *BANDS, *STATES, *SIDES} - {"held"}
    rules = ("thresholds", "range", "target", "payment", "quantile", "interval", "funnel")
    wanted |= {*rules, "yes_no", "own levels", "atypical"}
    assert {word for word in wanted if met.get(word, 0) < 10} == set()


def shuffled(one, order):
    """The same practices in another order; whoever is similar to whom moves along."""
    now_at = {before: now for now, before in enumerate(order)}
    return replace(
        one,
        rows=[
            replace(one.rows[before], similar=tuple(now_at[at] for at in one.rows[before].similar))
            for before in order
        ],
    )


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_the_order_of_practices_changes_nothing(start):
    for seed in range(start, start + 50):
        card = drawing.card(seed)
        order = list(range(len(card.indicators[0].rows)))
        random.Random(seed).shuffle(order)
        before = [fast(one) for one in card.indicators]
        after = [fast(shuffled(one, order)) for one in card.indicators]
        for left, right in zip(before, after, strict=True):
            for name in ("bands", "states", "comparisons", "ranks", "percentiles"):
                np.testing.assert_array_equal(
                    getattr(left, name)[order], getattr(right, name), err_msg=f"{name} of {seed}"
                )
            for name in ("value", "lower", "upper"):
                close(getattr(right, name), getattr(left, name)[order], f"{name} of {seed}")
            assert left.ranked_of == right.ranked_of
        columns = [
            [np.column_stack([getattr(one, name) for one in run]) for name in ("bands", "states")]
            for run in (before, after)
        ]
        left, right = (scored(card, *grids) for grids in columns)
        for name in left.__dataclass_fields__:
            close(getattr(right, name), getattr(left, name)[order], f"{name} of {seed}")
