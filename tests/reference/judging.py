"""One definition judged practice by practice, in exact fractions, from the written rules alone."""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist
from typing import Any

from tests.reference import intervals, practices

BANDED, NO_DATA, TOO_FEW, NO_COMPARISON, IMPOSSIBLE = "", "no data", "too few", "alone", "wrong"
Z = NormalDist().inv_cdf(0.975)
NOISE = 1e-11  # what differs by less is equal


@dataclass
class Practice:
    """`state` is a reason that came with the data; then there is no figure."""

    events: int | None
    people: int | None
    state: str
    typical: bool
    network: int


@dataclass
class Rules:
    """A proportion or a rate; `levels` in shares of the multiplier, `comparator` area, network or
    a number."""

    proportion: bool
    high: bool
    multiplier: int
    fewest: int
    comparator: str | Fraction
    rule: str
    levels: tuple[Any, ...]


@dataclass
class Judged:
    band: str | None
    state: str
    comparison: str | None
    rank: int | None


def judge(rules: Rules, everybody: list[Practice]) -> list[Judged]:
    values = [value_of(one) for one in everybody]
    states = [_state(rules, *pair) for pair in zip(everybody, values, strict=True)]
    wrong = [state == IMPOSSIBLE for state in states]
    pool = [
        at
        for at, one in enumerate(everybody)
        if one.typical and values[at] is not None and not wrong[at]
    ]
    ranked = [
        values[at] if one.typical and states[at] == BANDED else None
        for at, one in enumerate(everybody)
    ]
    found = []
    ranks = practices.rank(ranked, rules.high, [0] * len(ranked))
    parts = _parts(rules, everybody, ranked)
    for at, one in enumerate(everybody):
        mark = _benchmark(rules, everybody, pool, at)
        seen = None if values[at] is None or wrong[at] else _compared(rules, one, mark)
        band, state = None, states[at]
        if state == BANDED:
            band = _band(rules, values[at], seen, parts[at])
            state = BANDED if band else NO_COMPARISON
        found.append(Judged(band, state, seen, ranks[at]))
    return found


def value_of(one: Practice) -> Fraction | None:
    if one.state or one.events is None or not one.people or one.people < 0:
        return None
    return Fraction(one.events, one.people)


def _state(rules: Rules, one: Practice, value: Fraction | None) -> str:
    if one.state:
        return one.state
    below_zero = (one.people is not None and one.people < 0) or (value is not None and value < 0)
    if below_zero or (rules.proportion and value is not None and value > 1):
        return IMPOSSIBLE
    if one.people == 0:
        return TOO_FEW
    if value is None:
        return NO_DATA
    return TOO_FEW if one.people < rules.fewest else BANDED


def _benchmark(rules: Rules, everybody: list[Practice], pool: list[int], at: int):
    if isinstance(rules.comparator, Fraction):
        return rules.comparator
    members = pool if len(pool) > 1 else []  # one practice would be compared with itself
    if rules.comparator == "network":
        own = everybody[at].network
        members = [one for one in pool if one != at and everybody[one].network == own >= 0]
        members = members if len(members) > 1 else []
    people = sum(everybody[one].people for one in members)
    return Fraction(sum(everybody[one].events for one in members), people) if people else None


def _compared(rules: Rules, one: Practice, mark: Fraction | None) -> str | None:
    if mark is None:
        return None
    low, high = interval_of(rules, one)
    if low > mark + NOISE:
        return "better" if rules.high else "worse"
    if high < mark - NOISE:
        return "worse" if rules.high else "better"
    return "similar"


def interval_of(rules: Rules, one: Practice) -> tuple[float, float]:
    k = one.events
    if rules.proportion:
        return intervals.wilson(k, one.people, 0.95)
    if k < 10:
        low, high = intervals.poisson_exact(k, 0.95)
    else:
        low = k * (1 - 1 / (9 * k) - Z / (3 * sqrt(k))) ** 3
        high = (k + 1) * (1 - 1 / (9 * (k + 1)) + Z / (3 * sqrt(k + 1))) ** 3
    return low / one.people, high / one.people


def _parts(rules: Rules, everybody: list[Practice], ranked: list) -> list[int | None]:
    if rules.rule != "quantile" or isinstance(rules.comparator, Fraction):
        return [None] * len(everybody)
    network = rules.comparator == "network"
    groups = [one.network if network else 0 for one in everybody]
    return practices.quantiles(ranked, groups, rules.levels[0], rules.high)


def _band(rules: Rules, value: Fraction, seen: str | None, part: int | None) -> str | None:
    if rules.rule == "interval":
        return {"better": "green", "similar": "amber", "worse": "red"}.get(str(seen))
    if rules.rule == "quantile":
        _, green_to, red_from = rules.levels
        if part is None:
            return None
        return "green" if part <= green_to else "red" if part >= red_from else "amber"
    if rules.rule == "range":
        green_low, green_high, amber_low, amber_high = rules.levels
        if green_low <= value <= green_high:
            return "green"
        return "amber" if amber_low <= value <= amber_high else "red"
    green, red = rules.levels
    if value >= green if rules.high else value <= green:
        return "green"
    return "red" if (value < red if rules.high else value > red) else "amber"
