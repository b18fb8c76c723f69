"""How a result came about, in sentences. Pure; the page, the release and the file use this one.

Numbers are those of the result, rounded only here, by `scorecard.calc.rounding`.
"""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from indicators import legends, reasons, rules, scatter
from indicators.comparing import is_standardised
from indicators.definitions import DefinitionData
from indicators.reasons import count_words, lower_first
from scorecard.calc import banding
from scorecard.calc.rounding import show
from scorecard.calc.types import COMPARISONS, Band, Comparison, NoBand, Polarity, Rule, TargetRange
from scorecard.charts.words import SHORT_UNITS, figure_with_unit, limits_with_unit
from scorecard.ui.words import BANDS, NO_BANDS

MOST_DECIMALS = 6


@dataclass(frozen=True)
class Outcome:
    """One practice's result on one definition; None is missing.

    `own_levels` were agreed for this practice, `period_levels` for this quarter; either stands
    in for the levels of the rule, the practice's own before those of the quarter. `scatter` is
    phi or tau squared of all practices, by which the interval was widened.
    """

    band: int
    no_band: int
    comparison: int = Comparison.NONE
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    text: str = ""
    rank: int | None = None
    ranked_of: int | None = None
    percentile: float | None = None
    benchmark: float | None = None
    benchmark_name: str = ""
    queried: bool = False
    modelled: bool = False
    own_levels: dict[str, Any] | None = None
    period_levels: dict[str, Any] | None = None
    scatter: float | None = None

    @property
    def levels(self) -> dict[str, Any]:
        """What stands in for levels of the rule: where none was agreed, that of the quarter."""
        return {**(self.period_levels or {}), **(self.own_levels or {})}


@dataclass(frozen=True)
class Explanation:
    """`headline` says the result, `figure` where the value comes from, `banding` why this band,
    `comparison` how it stands beside the benchmark; empty where there is nothing to say."""

    headline: str
    figure: str
    banding: str
    comparison: str

    @property
    def sentences(self) -> list[str]:
        parts = (self.figure, self.banding, self.comparison)
        return [part for part in parts if part]


def value_words(data: DefinitionData, outcome: Outcome) -> str:
    """The value with its unit, "Yes" or "No", the fact itself, or why there is none."""
    if data.kind == "fact":
        return outcome.text or NO_BANDS[NoBand(outcome.no_band or NoBand.NO_DATA)].word
    if outcome.value is None:
        return NO_BANDS[NoBand(outcome.no_band or NoBand.NO_DATA)].word
    if data.kind == "yes_no" and outcome.value in (0, 1):
        return "Yes" if outcome.value else "No"
    return figure_with_unit(outcome.value, data.unit, decimals_for(data, outcome))


def short_value(data: DefinitionData, outcome: Outcome) -> str:
    """The value for a crowded cell: without a long unit, empty when there is none."""
    if data.kind == "fact" or outcome.value is None:
        return ""
    if data.kind == "yes_no" and outcome.value in (0, 1):
        return "Yes" if outcome.value else "No"
    unit = data.unit if data.unit in SHORT_UNITS else ""
    return figure_with_unit(outcome.value, unit, decimals_for(data, outcome))


def interval_words(data: DefinitionData, outcome: Outcome) -> str:
    if outcome.lower is None or outcome.upper is None:
        return "None"
    return limits_with_unit(outcome.lower, outcome.upper, data.unit, data.decimals)


def explain(data: DefinitionData, outcome: Outcome) -> Explanation:
    """The result in sentences."""
    return Explanation(
        headline=_headline(data, outcome),
        figure=_figure(data, outcome) + _modelled(outcome),
        banding=_banding(data, outcome),
        comparison=_comparison(data, outcome),
    )


def amount_words(data: DefinitionData, number: float) -> str:
    """A number in the unit of the value, as it is rounded for people."""
    return figure_with_unit(number, data.unit, data.decimals)


def _headline(data: DefinitionData, outcome: Outcome) -> str:
    value = value_words(data, outcome)
    if outcome.band:
        return f"{BANDS[Band(outcome.band)].word}: {value}"
    reason = NO_BANDS[NoBand(outcome.no_band)].word
    if outcome.no_band == NoBand.WITHHELD and outcome.value is not None:
        return f"Band withheld: {value}"
    return value if value == reason else f"{reason}: {value}"


def _figure(data: DefinitionData, outcome: Outcome) -> str:
    if data.kind == "fact" or outcome.value is None:
        return reasons.missing(data, outcome)
    value = value_words(data, outcome)
    if data.kind == "yes_no":
        return f"The answer is {value.lower()}."
    if data.kind == "mean":
        return f"{_mean(data, outcome, value)}{_interval_sentence(data, outcome)}"
    if data.kind in ("count", "score"):
        return f"The {data.kind} is {value}.{_interval_sentence(data, outcome)}"
    if outcome.numerator is None or outcome.denominator is None:
        return f"The value is {value}. Its source publishes it without the counts behind it."
    above, below = count_words(outcome.numerator), count_words(outcome.denominator)
    top = f"{above} ({lower_first(data.numerator)})"
    bottom = f"{below} ({lower_first(data.denominator)})"
    return f"{top} out of {bottom} gives {value}.{_interval_sentence(data, outcome)}"


def _modelled(outcome: Outcome) -> str:
    if not outcome.modelled or outcome.value is None:
        return ""
    return " It is modelled, not counted: its source estimates it."


def _mean(data: DefinitionData, outcome: Outcome, value: str) -> str:
    if outcome.denominator is None:
        return f"The mean is {value}."
    people = f"{count_words(outcome.denominator)} ({lower_first(data.denominator or 'counted')})"
    return f"The mean is {value}, over {people}."


def _interval_sentence(data: DefinitionData, outcome: Outcome) -> str:
    if outcome.lower is None or outcome.upper is None:
        return ""
    limits = limits_with_unit(outcome.lower, outcome.upper, data.unit, data.decimals, "and")
    return (
        f" Allowing for chance, the true value probably lies between {limits}"
        f" (95% interval).{_widened(data, outcome)}"
    )


def _widened(data: DefinitionData, outcome: Outcome) -> str:
    """That it is wider than by chance, and by how much; where the rule rests on intervals its
    legend says the first."""
    said = "" if data.rule.get("rule") in legends.BY_INTERVAL else f" {legends.widened(data)}"
    more = scatter.words(data, outcome.scatter, outcome.denominator)
    return f"{said} {more}".rstrip()


def legend_of(data: DefinitionData, outcome: Outcome) -> str:
    """The rule by which this one was banded."""
    if outcome.own_levels and data.rule:
        return legends.own_legend(data, outcome.levels)
    return legends.legend(data, outcome.period_levels)


def _banding(data: DefinitionData, outcome: Outcome) -> str:
    legend = legend_of(data, outcome)
    if not data.rule:
        return legend
    if outcome.band:
        word = BANDS[Band(outcome.band)].word.lower()
        return f"{legend} So this is {word}."
    if outcome.no_band == NoBand.WITHHELD and outcome.value is not None:
        return f"{legend} The band is withheld: it would tell the figure of a practice that is."
    return f"{legend} It is not banded: {reasons.why_not(data, outcome)}"


def decimals_for(data: DefinitionData, outcome: Outcome) -> int:
    """As many decimals as it takes for the value to be seen to have the band that it has.

    79.96 against green at 80 is shown as 79.96, not as 80.0.
    """
    rule = rules.read(_rule_for(data, outcome)) if outcome.band else None
    polarity = Polarity(data.polarity)
    if rule is None or outcome.value is None:
        return data.decimals
    if not _is_close(rule, polarity, outcome.value, data.decimals):
        return data.decimals
    for places in range(data.decimals, MOST_DECIMALS + 1):
        shown = float(show(outcome.value, places).replace(",", ""))
        if banding.band(shown, rule, polarity) == outcome.band:
            return places
    return data.decimals


def _rule_for(data: DefinitionData, outcome: Outcome) -> dict[str, Any]:
    return rules.with_levels(data.rule, outcome.levels)


def _is_close(rule: Rule, polarity: Polarity, value: float, decimals: int) -> bool:
    return any(abs(value - level) < 10.0**-decimals for level in _levels(rule, polarity))


def levels_near(data: DefinitionData, levels: Mapping[str, Any]) -> tuple[float, ...]:
    """The values at which the band changes: so near one of them a value may be shown with more
    decimals. `levels` stand in for those of the rule; none where the rule compares."""
    rule = rules.read(rules.with_levels(data.rule, levels)) if data.rule else None
    return _levels(rule, Polarity(data.polarity)) if rule else ()


def _levels(rule: Rule, polarity: Polarity) -> tuple[float, ...]:
    if isinstance(rule, COMPARISONS):
        return ()
    levels = rule if isinstance(rule, TargetRange) else banding.as_thresholds(rule, polarity)
    return astuple(levels)


def _comparison(data: DefinitionData, outcome: Outcome) -> str:
    if not outcome.benchmark_name or outcome.value is None or data.kind in ("yes_no", "fact"):
        return ""
    mark = outcome.benchmark_name
    if outcome.benchmark is not None:
        mark += f": {amount_words(data, outcome.benchmark)}"
    elif outcome.comparison == Comparison.NONE:
        why = f": {reasons.no_group(data)}" if data.comparator == "group" else ""
        return f"There is no value of {mark} to compare it with{why}."
    if outcome.comparison == Comparison.NONE:
        return f"For comparison, {mark}. {reasons.no_verdict(data, outcome)}"
    verdict = _verdict(data, Comparison(outcome.comparison))
    return f"Compared with {mark}, it is {verdict}.{_unranked(data)}"


def _unranked(data: DefinitionData) -> str:
    if not is_standardised(data):
        return ""
    return " Such ratios are not ranked: each rests on what is expected of other patients."


def _verdict(data: DefinitionData, found: Comparison) -> str:
    """A comparison is at 95%, whatever the band's rule; its own past is another sample."""
    if found is not Comparison.SIMILAR:
        return f"{found.name.lower()}, by more than chance explains (95% interval)"
    if data.comparator == "own_past":
        return "similar: the difference may be chance (95% interval of the difference)"
    return "similar, because the 95% interval includes it"


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as it is frozen in a release; `Outcome(**data)` reads it back."""
    return {name: getattr(outcome, name) for name in Outcome.__dataclass_fields__}
