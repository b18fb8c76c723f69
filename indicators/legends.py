"""The legend of a definition: its rule in words, with its comparator and its quarter. Pure."""

from collections.abc import Mapping
from typing import Any, Protocol

from indicators import rules
from indicators.agreed import by_quarter
from indicators.comparing import FIXED_NAME, NETWORK_NAME, SIMILAR_NAME, group_name
from scorecard.calc.dispersion import AT_LEAST_PRACTICES
from scorecard.charts.words import figure_with_unit

_OTHERS = {
    "area": "all practices of the area",
    "england": "England",
    "region": "the region",
    "network": NETWORK_NAME,
    "similar": SIMILAR_NAME,
    "own_past": "its own past",
    "fixed": FIXED_NAME,
}
_GROUPS = {
    "area": "all practices of the area",
    "network": "the practices of its network",
    "similar": SIMILAR_NAME,
}
BY_INTERVAL = ("interval", "funnel")  # rules whose bands rest on intervals
QUARTERS = {
    "Q1": "April to June",
    "Q2": "April to September",
    "Q3": "April to December",
    "Q4": "April to March",
}


class Banded(Protocol):
    """A definition, as data or as a row."""

    @property
    def rule(self) -> dict[str, Any]: ...
    @property
    def polarity(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def comparator(self) -> str: ...
    @property
    def comparator_value(self) -> float | None: ...
    @property
    def comparator_group(self) -> str: ...
    @property
    def over_dispersed(self) -> str: ...
    @property
    def target_profile(self) -> dict[str, Any]: ...


def legend(definition: Banded, levels: Mapping[str, Any] | None = None) -> str:
    """The rule as it stands beside every banded figure.

    `levels` are those of the period, where a figure of the year so far has its own in each
    quarter; without them the legend names those of every quarter.
    """
    if definition.target_profile and definition.rule and not levels:
        return _profile(definition)
    said = _sentence(definition, rules.with_levels(definition.rule, levels))
    return f"{said} These levels are those for this quarter of the year." if levels else said


def own_legend(definition: Banded, levels: Mapping[str, Any]) -> str:
    """The rule with the levels that were agreed for one practice."""
    said = _sentence(definition, rules.with_levels(definition.rule, levels))
    return f"{said} These levels were agreed for this practice."


def agreed_legend(definition: Banded, levels: Mapping[str, Any]) -> str:
    """All that was agreed for one practice, quarter by quarter where it differs."""
    if not by_quarter(levels):
        said = own_legend(definition, levels)
        return f"{said[:-1]}, for the whole year." if definition.target_profile else said
    profile = definition.target_profile
    parts = _by_quarter(
        definition, {name: {**profile.get(name, {}), **one} for name, one in levels.items()}
    )
    return f"{parts} These levels were agreed for this practice."


def others(definition: Banded) -> str:
    """With what or whom practices are compared, in words; empty where with nothing."""
    if definition.comparator == "fixed" and definition.comparator_value is not None:
        amount = figure_with_unit(definition.comparator_value, definition.unit, definition.decimals)
        return f"{FIXED_NAME} ({amount})"
    if definition.comparator == "group":
        return group_name(definition.comparator_group)
    return _OTHERS.get(definition.comparator, "")


def _sentence(definition: Banded, rule: Mapping[str, Any]) -> str:
    words = others(definition)
    if rule.get("rule") == "quantile":
        words = _group(definition)
    if rules.is_comparison(rule) and not words:
        return (
            "This rule compares practices, but no group is chosen to compare them with, so nobody"
            " is banded."
        )
    said = rules.legend(rule, definition.polarity, definition.unit, words)
    return f"{said} {widened(definition)}".rstrip() if rule.get("rule") in BY_INTERVAL else said


def widened(definition: Banded) -> str:
    """That intervals and limits are wider than by chance, and by what; empty where they are not."""
    if not definition.over_dispersed:
        return ""
    return (
        "Intervals and limits are widened by how far all practices scatter beyond chance"
        f" ({definition.over_dispersed} over-dispersion, from {AT_LEAST_PRACTICES} practices on)."
    )


def _group(definition: Banded) -> str:
    """Whom a rule divides into equal parts; empty where the comparator is no group."""
    if definition.comparator == "group":
        return f"the practices of its group in “{definition.comparator_group}”"
    return _GROUPS.get(definition.comparator, "")


def _profile(definition: Banded) -> str:
    parts = _by_quarter(definition, definition.target_profile)
    return f"The levels rise or fall with the year so far. {parts}"


def _by_quarter(definition: Banded, profile: Mapping[str, Any]) -> str:
    return " ".join(
        f"{QUARTERS.get(quarter, quarter)}: "
        f"{_sentence(definition, rules.with_levels(definition.rule, levels))}"
        for quarter, levels in sorted(profile.items())
    )
