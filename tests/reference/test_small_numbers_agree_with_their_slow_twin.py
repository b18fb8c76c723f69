"""The policy on arrays tells what it tells figure by figure, on anything hypothesis thinks of."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.definitions import DefinitionData
from scorecard.calc.suppression import SmallNumbers
from scorecard.calc.types import NoBand
from scorecard.publication.columns import Before, Columns, Counts, Indicator
from scorecard.publication.small_numbers import Policy
from tests.reference.small_numbers import Edition, Figure, Kind, Rules, Told

PRACTICES = 7
NUMBERS = ("above", "below", "value", "lower", "upper", "own_benchmark", "rank")
NAMES = ("numerator", "denominator", *NUMBERS[2:])
RULE = {"rule": "quantile", "k": 5, "green_to": 1, "red_from": 5}
BY = {"quantile": RULE, "interval": {"rule": "interval", "confidence": 95}, "": {}}
BY["funnel"] = {"rule": "funnel"}


def column(largest):
    """Nearly everything is known, so that links can be seen."""
    known = st.lists(st.integers(0, largest), min_size=PRACTICES, max_size=PRACTICES)
    gap = st.integers(-PRACTICES, PRACTICES - 1)  # below zero: there is none
    return st.builds(
        lambda all_of_it, gap: [None if at == gap else one for at, one in enumerate(all_of_it)],
        known,
        gap,
    )


kinds = st.builds(
    Kind,
    kind=st.sampled_from(["proportion", "rate"]),
    national=st.sampled_from([False, False, True]),
    comparator=st.sampled_from(["area", "network", "england", "fixed", "own_past"]),
    rule=st.sampled_from(["", "quantile", "interval", "funnel"]),
    scatters=st.booleans(),
)


@st.composite
def editions(draw):
    """Some counts are the same as others, or their sum, as those of real indicators are."""
    columns = [draw(column(12)), draw(column(40)), draw(column(40))]
    for _ in range(draw(st.sampled_from([1, 3, 5]))):
        one, other = (draw(st.sampled_from(columns)) for _ in "12")
        added = [None if None in (a, b) else a + b for a, b in zip(one, other, strict=True)]
        columns.append(draw(st.sampled_from([added, added, one])))
    order = draw(st.permutations(columns))
    told = [_told(above, below) for above, below in zip(order[::2], order[1::2], strict=True)]
    edition = Edition(
        rules=draw(st.builds(Rules, st.sampled_from([0, 2, 5]), st.booleans(), st.just(20))),
        kinds=[draw(kinds) for _ in told],
        told=told,
        patients=draw(column(60)),
    )
    for at, one in enumerate(told):
        for place, figure in enumerate(one.figures):
            if None not in (figure.above, figure.below) and draw(st.integers(0, 9)) == 0:
                moved = draw(st.sampled_from([0, 0, 2, 9]))
                edition.before[at, place] = (figure.above + moved, figure.below)
    return edition


def _told(above, below):
    figures = [
        Figure(a, b, 1.0, 0.5, 1.5, 3.0, rank + 1, 2, 1, True)
        for rank, (a, b) in enumerate(zip(above, below, strict=True))
    ]
    # Where the value is not known nor is anything else; a value without counts says nothing here.
    figures = [Figure() if one.above is None or one.below is None else one for one in figures]
    return Told(figures, benchmark=2.0, scatter=1.5)


def fast(edition: Edition) -> list[Columns]:
    small = SmallNumbers(edition.rules.threshold, 1, edition.rules.zero_shown)
    indicators = [
        Indicator(str(at), _data(kind), _columns(told, kind), _before(edition, at))
        for at, (kind, told) in enumerate(zip(edition.kinds, edition.told, strict=True))
    ]
    return Policy(small, edition.rules.list_minimum).disclose(indicators, _array(edition.patients))


def _data(kind: Kind) -> DefinitionData:
    return DefinitionData(
        name="",
        description="",
        kind=kind.kind,
        polarity="high",
        multiplier=100,
        comparator=kind.comparator,
        rule=BY[kind.rule],
        over_dispersed="multiplicative" if kind.scatters else "",
        supplied_by="national" if kind.national else "practice",
    )


def _columns(told: Told, kind: Kind) -> Columns:
    figures = told.figures
    names = dict(zip(NAMES, NUMBERS, strict=True))
    numbers = {name: _array([getattr(f, of) for f in figures]) for name, of in names.items()}
    return Columns(
        **numbers,
        percentile=numbers["rank"],
        band=np.array([f.band for f in figures], np.int8),
        no_band=np.array([0 if f.band else NoBand.NO_DATA for f in figures], np.int8),
        comparison=np.array([f.comparison for f in figures], np.int8),
        close=np.array([f.close for f in figures]),
        own_levels=np.zeros(len(figures), bool),
        benchmark=told.benchmark,
        benchmark_name="England, 2025, as published" if kind.comparator == "england" else "Area",
        scatter=told.scatter,
    )


def _before(edition: Edition, at: int) -> tuple[Before, ...]:
    pairs = [edition.before.get((at, place), (None, None)) for place in range(PRACTICES)]
    above, below = zip(*pairs, strict=True)
    return (Before(Counts(_array(above), _array(below)), lasting=True),)


def _array(numbers):
    return np.array([np.nan if one is None else float(one) for one in numbers])


@settings(max_examples=300, deadline=None)
@given(editions())
def test_what_may_be_told(edition):
    found, slow = fast(edition), edition.disclosed()
    for one, twin in zip(found, slow, strict=True):
        for name, of in zip(NAMES, NUMBERS, strict=True):
            expected = _array([getattr(figure, of) for figure in twin.figures])
            np.testing.assert_array_equal(getattr(one, name), expected, err_msg=name)
        assert one.band.tolist() == [figure.band for figure in twin.figures]
        assert one.comparison.tolist() == [figure.comparison for figure in twin.figures]
        assert one.close.tolist() == [figure.close for figure in twin.figures]
        withheld = [figure.withheld for figure in twin.figures]
        assert (one.no_band == NoBand.WITHHELD).tolist() == withheld
        np.testing.assert_array_equal(
            [one.benchmark, one.scatter], _array([twin.benchmark, twin.scatter])
        )
