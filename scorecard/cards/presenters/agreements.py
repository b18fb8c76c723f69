"""What is agreed with single practices on one indicator, and values from outside, as lines."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from indicators import legends, rules
from indicators.agreed import by_quarter
from indicators.models import BenchmarkValue, Definition, Objective
from indicators.presenters.words import day, moment
from indicators.selectors.agreements import objectives_of, outside_values
from indicators.selectors.definitions import data_of
from scorecard.charts.words import figure_with_unit


@dataclass(frozen=True)
class ObjectiveLine:
    """`end_url` is empty where the objective lasts one day and cannot end before it."""

    practice: str
    words: str
    levels: str
    agreed: str
    holds: str
    recorded: str
    end_url: str


@dataclass(frozen=True)
class OutsideLine:
    area: str
    period: str
    value: str
    source: str
    recorded: str


def objectives_page(definition: Definition) -> dict[str, Any]:
    return {
        "definition": definition,
        "legend": legends.legend(data_of(definition)),
        "lines": [_objective(definition, one) for one in objectives_of(definition.indicator)],
    }


def outside_page(definition: Definition) -> dict[str, Any]:
    return {
        "definition": definition,
        "compares": definition.comparator in BenchmarkValue.Area.values,
        "lines": [_outside(definition, one) for one in outside_values(definition.indicator)],
    }


def objective_words(definition: Definition, objective: Objective) -> str:
    """One objective in a sentence or two, for the page of a result."""
    parts = [objective.words.rstrip(".")] if objective.words else []
    if objective.levels and definition.rule:
        parts.append(_legend(definition, objective.levels).rstrip("."))
    return ". ".join([*parts, f"{objective.agreed.rstrip('.')}, {_holds(objective)}"])


def _legend(definition: Definition, levels: Mapping[str, Any]) -> str:
    """The rule with these levels; the levels alone where they were agreed for another rule."""
    try:
        return legends.agreed_legend(data_of(definition), levels)
    except rules.BadRule:
        return (
            f"Agreed levels: {_levels(definition, levels)}. They do not fit the rule of this"
            " result, so they did not count in it"
        )


def _objective(definition: Definition, one: Objective) -> ObjectiveLine:
    commissioner = definition.indicator.commissioner.code
    args = (commissioner, definition.code, one.pk)
    return ObjectiveLine(
        practice=f"{one.practice.name} ({one.practice.code})",
        words=one.words,
        levels=_levels(definition, one.levels),
        agreed=one.agreed,
        holds=_holds(one),
        recorded=f"{moment(one.recorded_at)}, {one.recorded_by or 'the system'}",
        end_url="" if one.ends_on == one.starts_on else reverse("objective-end", args=args),
    )


def _levels(definition: Definition, levels: Mapping[str, Any]) -> str:
    """The levels in the order of the rule; those that an older rule had come last."""
    if by_quarter(levels):
        return ". ".join(
            f"{legends.QUARTERS.get(quarter, quarter)}: {_levels(definition, own)}"
            for quarter, own in sorted(levels.items())
        )
    known = [name for name in rules.level_names(definition.rule) if name in levels]
    order = [*known, *(name for name in levels if name not in known)]
    return "; ".join(_level(definition, name, levels[name]) for name in order)


def _level(definition: Definition, name: str, level: float) -> str:
    places = 0 if float(level).is_integer() else 2
    return f"{name.replace('_', ' ')} {figure_with_unit(level, definition.unit, places)}"


def _outside(definition: Definition, one: BenchmarkValue) -> OutsideLine:
    return OutsideLine(
        area=one.get_area_display(),
        period=one.period.name,
        value=figure_with_unit(one.value, definition.unit, definition.decimals),
        source=one.source,
        recorded=f"{moment(one.recorded_at)}, {one.recorded_by or 'the system'}",
    )


def _holds(one: Objective) -> str:
    last: dt.date | None = one.ends_on
    return f"from {day(one.starts_on)}" + (f" to {day(last)}" if last else " until further notice")
