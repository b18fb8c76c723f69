"""Scorecards as nobody would agree them: definitions and figures drawn by a seed.

Numbers are drawn from few, so that ties, levels that are just met and equal practices are common.
"""

import random
from dataclasses import dataclass, replace
from fractions import Fraction

from indicators.definitions import DefinitionData, problems
from tests.reference.held import Held, exact

KINDS = ("proportion", "rate", "mean", "count", "score", "yes_no")
SAMPLING = {
    "proportion": ("proportion", "none"),
    "rate": ("poisson", "poisson", "none"),
    "count": ("poisson", "none"),
    "mean": ("mean", "none"),
    "score": ("mean", "none"),
    "yes_no": ("none",),
}
COMPARATORS = ("area", "network", "similar", "fixed", "england", "none")
WITHOUT_FIGURE = ("no data", "not returned", "not applicable", "suppressed")
LEVELS = [float(level) for level in range(0, 101, 5)]


@dataclass(frozen=True)
class Drawn:
    """One indicator of a scorecard. `held_here`: England, or the area, is what they add up to."""

    data: DefinitionData
    rows: list[Held]
    outside: float | None
    held_here: bool
    levels: dict[str, float]
    place: int
    weight: int
    missing_is_red: bool


@dataclass(frozen=True)
class Card:
    indicators: list[Drawn]
    domain_weights: list[int]
    points: tuple[int, int, int]
    minimum: Fraction


def card(seed: int) -> Card:
    draw = random.Random(seed)
    size, domains = draw.randint(1, 12), draw.randint(1, 3)
    people = practices(draw, size)
    return Card(
        [indicator(draw, people, domains) for _ in range(draw.randint(2, 7))],
        [draw.choice([0, 1, 2, 5, 30]) for _ in range(domains)],
        draw.choice([(0, 1, 2), (0, 1, 2), (0, 1, 1), (1, 2, 5)]),
        draw.choice([Fraction(0), Fraction(1, 4), Fraction(1, 2), Fraction(1)]),
    )


def practices(draw: random.Random, size: int) -> list[Held]:
    """Who is like the others, in which network, and who is similar to whom: not to itself."""
    return [
        Held(
            peer=draw.random() > 0.12,
            network=draw.choice([None, 1, 1, 1, 2, 2, 2]),
            similar=tuple(
                draw.sample(
                    [one for one in range(size) if one != at], draw.randint(0, min(5, size - 1))
                )
            ),
        )
        for at in range(size)
    ]


def indicator(draw: random.Random, people: list[Held], domains: int) -> Drawn:
    data = definition(draw)
    own = draw.random() < 0.3 and data.rule.get("rule") in ("thresholds", "range", "target")
    levels = levels_for(draw, data) if own and draw.random() < 0.4 else {}
    sparse = draw.choice([0.05, 0.2, 0.7])
    return Drawn(
        data=data,
        rows=[
            figure(
                draw,
                data,
                replace(
                    one,
                    own_levels=levels_for(draw, data) if own and draw.random() < 0.4 else {},
                ),
                sparse,
            )
            for one in people
        ],
        outside=draw.choice([None, 40.0, 62.5, 79.96]),
        held_here=draw.random() < 0.6,
        levels=levels,
        place=draw.randrange(domains),
        weight=draw.choice([0, 1, 2, 5, 30]),
        missing_is_red=draw.random() < 0.3,
    )


def definition(draw: random.Random) -> DefinitionData:
    """Any that may be agreed: others are drawn again."""
    while True:
        found = any_definition(draw)
        if not problems(found):
            return found


def any_definition(draw: random.Random) -> DefinitionData:
    kind, polarity = draw.choice(KINDS), draw.choice(["high", "low", "high", "low", "none"])
    comparator = draw.choice(COMPARATORS)
    return DefinitionData(
        name="Drawn",
        description="Drawn by a seed.",
        kind=kind,
        polarity=polarity,
        numerator="Events",
        denominator="People",
        multiplier=draw.choice(
            {"proportion": [100.0, 1.0], "rate": [1.0, 100.0, 1000.0]}.get(kind, [1.0])
        ),
        unit=draw.choice(["%", ""]) if kind == "proportion" else "",
        sampling=draw.choice(SAMPLING[kind]),
        rule={"rule": "yes_no"} if kind == "yes_no" else rule(draw, polarity),
        minimum_denominator=draw.choice([0.0, 0.0, 20.0, 30.0]),
        level=draw.choice(["practice"] * 12 + ["network"]),
        comparator=comparator,
        comparator_value=draw.choice([0.0, 50.0, 79.96]) if comparator == "fixed" else None,
    )


def rule(draw: random.Random, polarity: str) -> dict[str, object]:
    low, middle, high, top = sorted(draw.choice(LEVELS) for _ in range(4))
    k = draw.randint(2, 5)
    return draw.choice(
        [
            {},
            thresholds(draw, polarity),
            {
                "rule": "range",
                "green_low": middle,
                "green_high": high,
                "amber_low": low,
                "amber_high": top,
            },
            {"rule": "target", "target": high, "tolerance": low},
            {"rule": "payment", "lower": low, "upper": high + 5},
            {"rule": "quantile", "k": k, "green_to": 1, "red_from": draw.randint(2, k)},
            {"rule": "interval", "confidence": draw.choice([95.0, 99.8])},
            {"rule": "funnel"},
        ]
    )


def thresholds(draw: random.Random, polarity: str) -> dict[str, object]:
    low, high = sorted(draw.choice([*LEVELS, 79.96]) for _ in range(2))
    green, red = (high, low) if polarity == "high" else (low, high)
    return {"rule": "thresholds", "green": green, "red": red}


def levels_for(draw: random.Random, data: DefinitionData) -> dict[str, float]:
    """Other levels that fit the rule, drawn until they do."""
    while True:
        found = rule(draw, data.polarity)
        if found.get("rule") == data.rule["rule"]:
            return {name: float(str(level)) for name, level in found.items() if name != "rule"}


def figure(draw: random.Random, data: DefinitionData, one: Held, sparse: float) -> Held:
    if draw.random() < sparse:
        return replace(one, state=draw.choice(WITHOUT_FIGURE))
    people = draw.choice([-5, 0, 1, 2, 10, 19, 20, 20, 40, 50, 50, 100, 100, 250, 2500])
    if data.kind == "yes_no":
        return replace(one, value=Fraction(draw.choice(["0", "1", "1", "0.5"])))
    if data.kind == "count":
        return replace(one, value=Fraction(draw.choice([-3, 0, 0, 1, 5, 9, 10, 11, 50, 200])))
    if data.kind in ("mean", "score"):
        number = draw.choice(["-4", "0", "3.1", "20", "50", "50", "79.96", "80", "100"])
        return replace(
            one,
            value=Fraction(number),
            denominator=draw.choice([None, Fraction(people), Fraction(people)]),
            spread=draw.choice([None, *map(Fraction, ("0", "2.5", "30", "-1"))]),
        )
    shape = draw.random()
    if shape < 0.15:
        return replace(one, value=exact(draw.choice([-1.0, 0.0, 0.4, 50.0, 79.96, 80.0, 101.0])))
    if shape < 0.2:
        half = Fraction(draw.randint(0, 9))
        return replace(one, **{draw.choice(["numerator", "denominator"]): half})
    if shape < 0.23 and data.multiplier > 1:  # a quotient too large for a number
        return replace(one, numerator=exact(1.7e308), denominator=Fraction(1))
    most = max(people, 0)
    events = draw.choice(
        [0, most, most // 2, most * 4 // 5, draw.randint(0, most), min(most, 9), -2, most + 3]
    )
    return replace(one, numerator=Fraction(events), denominator=Fraction(people))
