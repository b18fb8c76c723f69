"""What a definition says of a few practices, one by one, as one would work it out on paper.

Values, benchmarks, ranks and bands are exact fractions; limits are floats. None is missing.
Sizes are whole numbers, so that limits can be found from their definitions.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.definitions import DefinitionData
from tests.reference.bands import band_of
from tests.reference.held import Exact, Held, is_impossible, value_of, why_none
from tests.reference.practices import rank
from tests.reference.standing import Standing


@dataclass
class Answer:
    value: Exact
    limits: tuple[float, float] | None
    mark: Exact
    band: str | None
    state: str
    comparison: str | None
    rank: int | None
    percentile: Exact


def judge(
    data: DefinitionData,
    rows: list[Held],
    outside: Exact,
    held_here: bool,
    levels: dict[str, float],
) -> tuple[list[Answer], Exact, int]:
    """An answer per practice, the benchmark of all, and how many are ranked.

    `outside` is the published value of England or of the area; with `held_here` it is what these
    practices add up to.
    """
    shared = data.level != "practice"
    if shared and data.comparator not in ("england", "region", "fixed"):
        data = replace(data, comparator="none")
    rows = [
        replace(row, state="impossible")
        if row.state == "held" and is_impossible(data, row)
        else row
        for row in rows
    ]
    values = [value_of(data, row) for row in rows]
    counted = [
        at
        for at, row in enumerate(rows)
        if row.peer and row.state == "held" and values[at] is not None
    ]
    found = Standing(data, rows, values, counted)
    common = found.of_all(outside, held_here)
    marks = found.of_each() if data.comparator in ("network", "similar") else [common] * len(rows)
    if data.kind in ("yes_no", "fact"):
        marks, common = [None] * len(rows), None
    states = [why_none(data, row, value) for row, value in zip(rows, values, strict=True)]
    ranked = [
        row.peer
        and state not in ("too few", "no data", "impossible")
        and data.kind != "yes_no"
        and not shared
        for row, state in zip(rows, states, strict=True)
    ]
    shown = [value if may else None for value, may in zip(values, ranked, strict=True)]
    places, percents = standings(shown, data.polarity)
    answers = []
    for at, row in enumerate(rows):
        near, far = (found.side(at, marks[at], confidence) for confidence in (0.95, 0.998))
        state = states[at]
        band = None
        rule = {**data.rule, **levels, **row.own_levels} if data.rule else {}
        if state == "banded":
            part = found.part_of(at, shown) if rule.get("rule") == "quantile" else None
            band = None if not rule else band_of(rule, data.polarity, values[at], near, far, part)
            if band is None:
                compares = rule.get("rule") in ("quantile", "interval", "funnel")
                state = "no comparison" if compares else "not banded"
        answers.append(
            Answer(
                values[at],
                found.limits(at, 0.95),
                marks[at],
                band,
                state,
                near,
                places[at],
                percents[at],
            )
        )
    return answers, common, sum(one is not None for one in shown)


def standings(values: list[Exact], polarity: str) -> tuple[list[int | None], list[Exact]]:
    if polarity == "none":
        return [None] * len(values), [None] * len(values)
    places = rank(values, polarity == "high", [0] * len(values))
    percents: list[Exact] = []
    for value in values:
        if value is None:
            percents.append(None)
            continue
        there = [one for one in values if one is not None]
        worse = sum(one < value if polarity == "high" else one > value for one in there)
        tied = sum(one == value for one in there)
        percents.append((worse + Fraction(tied, 2)) / len(there) * 100)
    return places, percents
