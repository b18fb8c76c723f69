"""One result with everything behind it, as plain values: sentences, numbers, method and links.

The page of a result, the file for analysts and the answer in JSON are all made from this. Pure:
who holds the rows (a page, a file, a test) gives them; nothing is looked up here.
"""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from indicators import rules, scatter
from indicators.definitions import DefinitionData
from indicators.explaining import Outcome, amount_words, explain, value_words
from indicators.reasons import count_words
from scorecard.calc import points
from scorecard.calc.rounding import show
from scorecard.calc.types import Band, NoBand, PaymentThresholds, Polarity, YesNo
from scorecard.ui.words import NO_BANDS, band_words, comparison_words

Row = tuple[str, str]
NONE = "None"
PERCENTILE = "Percentile, 100 is best, equals count by half"


@dataclass(frozen=True)
class Whose:
    """Of which practice, on which indicator and for which period: each as code and name."""

    practice: Row
    indicator: Row
    period: Row


@dataclass(frozen=True)
class Number:
    """`shown` is rounded and stands with its unit; `value` is in full, in `unit`; None is missing.

    `name` never changes: programs read by it.
    """

    name: str
    label: str
    shown: str
    unit: str
    value: float | None


@dataclass(frozen=True)
class Link:
    """What stands behind a result; `address` is empty where the reader has no page of it."""

    name: str
    label: str
    words: str
    address: str = ""


@dataclass(frozen=True)
class Explained:
    """`band` is a word, empty where `why_no_band` says why there is none. The band by agreed
    levels and the comparison with the benchmark are two answers and stand apart."""

    whose: Whose
    headline: str
    band: str
    why_no_band: str
    comparison: str
    sentences: tuple[str, ...]
    numbers: tuple[Number, ...]
    method: tuple[Row, ...]
    links: tuple[Link, ...]

    @property
    def sentence(self) -> str:
        """All sentences in one, for a cell of a file."""
        return " ".join(self.sentences)

    def as_json(self) -> dict[str, Any]:
        """The same as dictionaries and lists; a code stands apart from its name."""
        pairs = asdict(self.whose).items()
        return {
            **{what: {"code": code, "name": name} for what, (code, name) in pairs},
            "headline": self.headline,
            "band": self.band,
            "why_no_band": self.why_no_band,
            "comparison": self.comparison,
            "sentences": list(self.sentences),
            "numbers": [asdict(one) for one in self.numbers],
            "method": [{"label": label, "words": words} for label, words in self.method],
            "links": [asdict(one) for one in self.links],
        }


def explained(
    whose: Whose,
    data: DefinitionData,
    outcome: Outcome,
    method: Sequence[Row] = (),
    links: Sequence[Link] = (),
) -> Explained:
    """Say one result. `method` and `links` are what the caller knows of how and whence."""
    said = explain(data, outcome)
    return Explained(
        whose=whose,
        headline=said.headline,
        band=band_words(outcome.band).word if outcome.band != Band.NONE else "",
        why_no_band="" if outcome.band != Band.NONE else NO_BANDS[outcome.no_band].word,  # type: ignore[index]
        comparison=comparison_words(outcome.comparison),
        sentences=tuple(said.sentences),
        numbers=numbers_of(data, outcome),
        method=tuple(method),
        links=tuple(links),
    )


def numbers_of(data: DefinitionData, outcome: Outcome) -> tuple[Number, ...]:
    """Every number of a result, in the order of the page. A fact has none but its words."""
    value = Number("value", "Value", value_words(data, outcome), data.unit, outcome.value)
    if data.kind == "fact":
        return (value,)
    found = [value]
    if data.numerator and data.kind != "mean":
        found.append(_count("numerator", data.numerator, outcome.numerator))
    if data.denominator:
        found.append(_count("denominator", data.denominator, outcome.denominator))
    for name, label, limit in (
        ("lower", "95% interval from", outcome.lower),
        ("upper", "95% interval to", outcome.upper),
    ):
        found.append(Number(name, label, _amount(data, limit), data.unit, limit))
    if outcome.scatter is not None and data.over_dispersed and outcome.lower is not None:
        label = f"Scatter of all practices ({scatter.NAMES[data.over_dispersed]})"
        said = scatter.shown(data, outcome.scatter)
        found.append(Number("scatter", label, said, "", outcome.scatter))
    if outcome.benchmark_name and data.kind != "yes_no":
        label = f"Benchmark: {outcome.benchmark_name}"
        shown = _amount(data, outcome.benchmark)
        found.append(Number("benchmark", label, shown, data.unit, outcome.benchmark))
    if shown := rank_words(outcome):
        beside = place_words(outcome)
        said = f"{shown}: {beside}" if beside else shown
        found.append(Number("rank", "Rank, 1 is best", said, "", outcome.rank))
        ranked = count_words(outcome.ranked_of)
        found.append(Number("ranked_of", "Practices ranked", ranked, "", outcome.ranked_of))
    if shown and outcome.percentile is not None:
        place = show(outcome.percentile)
        found.append(Number("percentile", PERCENTILE, place, "", outcome.percentile))
    return (*found, *_points(data, outcome))


def rank_words(outcome: Outcome) -> str:
    """The rank of a figure that has a band: "3 of 40"; empty for the others."""
    if outcome.rank is None or not outcome.band:
        return ""
    return f"{outcome.rank} of {outcome.ranked_of}"


def _points(data: DefinitionData, outcome: Outcome) -> list[Number]:
    """What the value earns by the national thresholds; nothing where others stand in for them."""
    rule = rules.read(data.rule)
    paid = outcome.band or outcome.no_band == NoBand.TOO_FEW
    if not data.points or outcome.value is None or not paid or outcome.levels:
        return []
    if not isinstance(rule, PaymentThresholds | YesNo):
        return []
    earned = float(points.earned(outcome.value, rule, data.points, Polarity(data.polarity)))
    if math.isnan(earned):
        return []
    shown = f"{show(earned, 1)} of {show(data.points, 0 if data.points.is_integer() else 1)}"
    return [Number("points", "Points earned", shown, "", earned)]


def place_words(outcome: Outcome) -> str:
    """What a rank means: "better than 70% of the practices ranked"; empty for one alone.

    How many are worse follows from the percentile: (worse + half of the equals) / all.
    """
    if outcome.rank is None or not outcome.ranked_of or outcome.percentile is None:
        return ""
    number, better = outcome.ranked_of, outcome.rank - 1
    worse = round(outcome.percentile / 100 * 2 * number) - number + better
    level = number - worse - better - 1
    if number == 1:
        return ""
    said = f"better than {show(worse / number * 100)}% of the practices ranked"
    return f"{said}, level with {show(level)}" if level else said


def _count(name: str, what: str, number: float | None) -> Number:
    return Number(name, f"{name.capitalize()}: {what}", count_words(number), "", number)


def _amount(data: DefinitionData, number: float | None) -> str:
    return NONE if number is None else amount_words(data, number)
