"""Levels agreed with one practice: which of them hold in a quarter, what is wrong with them. Pure.

A figure of the year so far starts at zero each April, so where its levels differ from quarter to
quarter, those of a practice do too: {"Q1": {"green": 12, "red": 5}, ..}. Levels without a quarter
beside such ones are those of the whole year, and hold where it ends.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from indicators import rules
from indicators.inputs import Levels
from indicators.vocabulary import QUARTERS

YEAR_END = QUARTERS[-1]


class Levelled(Protocol):
    """A definition, as data or as a row."""

    @property
    def rule(self) -> dict[str, Any]: ...
    @property
    def polarity(self) -> str: ...
    @property
    def period_type(self) -> str: ...
    @property
    def target_profile(self) -> dict[str, Any]: ...


def by_quarter(levels: Levels) -> bool:
    return bool(levels) and all(isinstance(one, Mapping) for one in levels.values())


def of_quarter(definition: Levelled, levels: Levels, quarter: str) -> Levels:
    """The agreed levels that hold in a quarter; empty where those common to all do."""
    if definition.period_type != "year_to_date":
        return levels
    if by_quarter(levels):
        found: Levels = levels.get(quarter, {})
        return found
    return levels if quarter == YEAR_END or not definition.target_profile else {}


def common_levels(definition: Levelled, quarter: str) -> Levels:
    """The levels of the quarter, for a figure of the year so far; empty where it has none."""
    if definition.period_type != "year_to_date":
        return {}
    found: Levels = definition.target_profile.get(quarter, {})
    return found


def misfits(definition: Levelled, levels: Levels) -> list[str]:
    """What stops banding by these levels, in plain English; empty when nothing does."""
    found = []
    for quarter in QUARTERS:
        own = of_quarter(definition, levels, quarter)
        if not own:
            continue
        rule = rules.with_levels(definition.rule, common_levels(definition, quarter))
        where = f"{quarter}: " if by_quarter(levels) else ""
        try:
            rules.check(rules.with_levels(rule, own), definition.polarity)
        except rules.BadRule as error:
            found += [f"{where}{said}" for said in error.problems]
    return list(dict.fromkeys(found))


def problems(definition: Levelled, levels: Levels) -> list[str]:
    """Why these levels cannot be agreed with a practice; empty when they can."""
    if not definition.rule:
        return ["This indicator is not banded, so it has no levels to agree."]
    if rules.is_comparison(definition.rule):
        return ["This indicator is banded by comparison, which has no levels."]
    if not by_quarter(levels) and definition.target_profile:
        return ["The levels differ from quarter to quarter. Say which quarter these are for."]
    if by_quarter(levels) and definition.period_type != "year_to_date":
        return ["Only a figure for the year so far has levels per quarter."]
    unknown = [quarter for quarter in levels if quarter not in QUARTERS]
    if by_quarter(levels) and unknown:
        return [f"{unknown[0]!r} is not a quarter: use {', '.join(QUARTERS)}."]
    return misfits(definition, levels)
