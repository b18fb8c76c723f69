"""A figure for any definition: drawn from what the definition says of itself. Pure.

The same seed, codes and period give the same figure, whatever else is drawn beside it; and what
is missing is missing again.
"""

import math
from typing import NamedTuple

import numpy as np

from indicators.definitions import DefinitionData
from scorecard.demo.aims import Aim, aim
from scorecard.demo.draws import stream

# A practice sends nothing at all; it leaves one figure out; it says that one does not apply.
NEVER, BLANK, NOT_APPLICABLE = 0.03, 0.015, 0.01
# National sources hide counts of patients this small.
HIDDEN_UP_TO = 5
TYPICAL_LIST = 6400
# How much of an indicator's spread is the practice's general way of working, its own, the moment.
CHARACTER, OWN, MOMENT = 0.55, 0.75, 0.2

_WORDS: dict[str, tuple[str, ...]] = {
    "text": ("Yes", "Yes", "Yes, on most days", "By arrangement; ask at the desk", "No"),
    "list": (
        "Arabic; English; Urdu",
        "English",
        "Bengali; English; Polish; Somali",
        "English; Polish",
        "English; Gujarati; Punjabi",
    ),
    "hours": (
        "Monday to Friday, 8 am to 6.30 pm",
        "Monday to Friday, 8 am to 6.30 pm",
        "Monday to Friday, 8 am to 6 pm; Saturday, 9 am to noon",
        "Monday to Friday, 8.30 am to 6 pm; closed Thursday from 1 pm",
    ),
}


class Measured(NamedTuple):
    """Who is measured: a practice, or the network or area whose figure all its practices share."""

    code: str
    registered: float
    weighted: float


class Invented(NamedTuple):
    """One figure, in the fields of `indicators.services.figures.FigureRow`."""

    state: str = "present"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    spread: float | None = None
    text: str = ""


def invent(
    seed: int, code: str, data: DefinitionData, who: Measured, period: str
) -> Invented | None:
    """The figure of indicator `code`; None where there is none: not sent, left out, not collected.

    An indicator that is only wanted has none, one that is partly collected has some.
    """
    draw = stream(seed, code, who.code, period)
    luck, other = float(draw.random()), float(draw.random())
    if _is_missing(seed, data, who, period, luck):
        return None
    if data.kind == "fact":
        return Invented(text=_words(seed, code, data, who))
    if data.supplied_by == "practice" and (other < NOT_APPLICABLE or not who.registered):
        return Invented(state="not_applicable")
    if not who.registered:
        return None
    return _hidden_when_small(data, _drawn(seed, draw, code, data, who, period))


def _is_missing(seed: int, data: DefinitionData, who: Measured, period: str, luck: float) -> bool:
    if data.availability == "wanted":
        return True
    if data.availability == "partly" and float(stream(seed, "collects", who.code).random()) < 0.4:
        return True
    if data.level != "practice":
        return False
    sent = float(stream(seed, "sends", who.code, period).random()) >= NEVER
    return luck < BLANK or (data.supplied_by == "practice" and not sent)


def _words(seed: int, code: str, data: DefinitionData, who: Measured) -> str:
    choices = _WORDS[data.fact_type]
    return choices[int(stream(seed, "fact", code, who.code).integers(len(choices)))]


def _drawn(
    seed: int,
    draw: np.random.Generator,
    code: str,
    data: DefinitionData,
    who: Measured,
    period: str,
) -> Invented:
    place = _place(seed, draw, code, data, who)
    if data.kind == "yes_no":
        good = place > -1.1
        return Invented(value=float(good if data.polarity != "low" else not good))
    value = _value(data, aim(seed, code, data, period), place)
    return _counted(draw, data, value, _n(seed, code, data, who))


def _place(
    seed: int, draw: np.random.Generator, code: str, data: DefinitionData, who: Measured
) -> float:
    """Where the practice stands among all, in deviations; more is better."""
    character = float(stream(seed, "character", who.code).normal())
    own = float(stream(seed, "own", code, who.code).normal())
    return CHARACTER * character + OWN * own + MOMENT * float(draw.normal())


def _value(data: DefinitionData, target: Aim, place: float) -> float:
    better = -1.0 if data.polarity == "low" else 1.0
    return target.centre + better * place * target.width * 0.7


def _n(seed: int, code: str, data: DefinitionData, who: Measured) -> float:
    """The denominator: the list, or the part of it that the indicator is about."""
    base = who.weighted if data.denominator_list == "weighted" else who.registered
    if data.denominator_list or data.kind in ("rate", "ratio"):
        return round(base, 2)
    # Most practices come out above the minimum, small ones below it.
    least = 4 * data.minimum_denominator / TYPICAL_LIST
    share = max(float(stream(seed, "share", code).uniform(0.02, 0.2)), least)
    return float(max(1, round(base * min(share, 0.9))))


def _counted(draw: np.random.Generator, data: DefinitionData, value: float, n: float) -> Invented:
    if data.kind == "proportion":
        share = min(0.985, max(0.01, value / data.multiplier))
        n = max(1.0, round(n))
        return Invented(numerator=float(draw.binomial(int(n), share)), denominator=n)
    value = max(value, 0.0)
    if data.sampling == "mean" or data.kind == "mean":
        return _mean(draw, data, value, n)
    if data.kind in ("score", "count"):
        return Invented(value=_single(draw, data, value))
    if data.sampling == "poisson":
        return Invented(numerator=float(draw.poisson(value * n / data.multiplier)), denominator=n)
    return Invented(numerator=round(value * n / data.multiplier, 2), denominator=n)


def _mean(draw: np.random.Generator, data: DefinitionData, value: float, n: float) -> Invented:
    people = max(4.0, round(n))
    spread = round(max(value * 0.4, 0.1) * math.exp(float(draw.normal(0, 0.1))), 2)
    return Invented(value=round(value, max(2, data.decimals)), denominator=people, spread=spread)


def _single(draw: np.random.Generator, data: DefinitionData, value: float) -> float:
    if data.kind == "count":
        return float(draw.poisson(value))
    levels = [level for level in data.rule.values() if isinstance(level, int | float)]
    top = 100.0 if data.unit == "%" else 1.15 * max(levels, default=100.0)
    return round(min(value, top), max(0, data.decimals))


def _hidden_when_small(data: DefinitionData, figure: Invented) -> Invented:
    few = figure.numerator is not None and 0 < figure.numerator <= HIDDEN_UP_TO
    if few and data.kind == "proportion" and data.supplied_by == "national":
        return Invented(state="suppressed")
    return figure
