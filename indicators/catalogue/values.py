"""One value of a catalogue file, in the type that `DefinitionData` wants. Pure.

Numbers with a point arrive as text, so that weights stay exact.
"""

import datetime as dt
import math
import re
import reprlib
from typing import Any

from indicators.definitions import MOST_TEXT

NUMBERS = {
    "multiplier": (0.000001, 1_000_000),
    "minimum_denominator": (0, math.inf),
    "comparator_value": (-math.inf, math.inf),
    "points": (0, math.inf),
}
WHOLE = {
    "decimals": (0, 6),
    "valid_for_months": (0, 240),
    "reds_amber_from": (1, 999),
    "reds_red_from": (1, 999),
}

# The longest text that each field holds; the others hold MOST_TEXT.
LONGEST = {
    "code": 30,
    "name": 300,
    "evidence": 500,
    "numerator": 500,
    "denominator": 500,
    "unit": 60,
    "bands_agreed": 500,
    "source": 300,
    "stratum_of": 30,
    "stratum": 100,
    "comparator_group": 60,
    "priority": 200,
    "owner": 200,
    "reviewer": 200,
}


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60


def shown(value: Any) -> str:
    """A value as an error message quotes it: however long or deep, in a few words."""
    return _SHORT.repr(value)


def typed(key: str, value: Any) -> Any:
    """`value` for the field `key` of a definition. Raises ValueError with a sentence."""
    if key in _SHAPES:
        return _SHAPES[key](key, value)
    if key in NUMBERS:
        return _between(key, value)
    if key in WHOLE:
        return whole_number(key, value)
    return text(key, value, LONGEST.get(key, MOST_TEXT))


def text(key: str, value: Any, longest: int = MOST_TEXT) -> str:
    """A text that the database can hold. Raises ValueError."""
    if isinstance(value, bool | list | dict):
        raise ValueError(f'{key} is {shown(value)}; write it as text in "quotes".')
    words = str(value)
    if found := _CONTROL.search(words):
        sign = f"U+{ord(found[0]):04X}"
        raise ValueError(f"{key} holds a character that is no text ({sign}). Remove it.")
    if len(words) > longest:
        raise ValueError(
            f"{key} has {len(words)} characters; there is room for {longest}. Shorten it."
        )
    return words


def number(key: str, value: Any) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        found = math.nan
    if isinstance(value, bool) or not math.isfinite(found):
        raise ValueError(f"{key} is {shown(value)}, which is not a number.")
    return found


def _between(key: str, value: Any) -> float:
    low, high = NUMBERS[key]
    found = number(key, value)
    if not low <= found <= high:
        said = f"{low:,.12g} or more" if high == math.inf else f"from {low:,.12g} to {high:,.12g}"
        raise ValueError(f"{key} is {shown(value)}; it is a number {said}.")
    return found


def whole_number(key: str, value: Any) -> int:
    low, high = WHOLE[key]
    found = number(key, value)
    if not found.is_integer() or not low <= found <= high:
        raise ValueError(f"{key} is {shown(value)}; it is a whole number from {low} to {high}.")
    return int(found)


def _date(key: str, value: Any) -> dt.date:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise ValueError(f"{key} is {shown(value)}; write a date such as 2027-03-31.")
    return value


def _profile(key: str, value: Any) -> dict[str, Any]:
    quarters = _table(key, value)
    return {quarter: _levels(quarter, levels) for quarter, levels in quarters.items()}


def _levels(key: str, value: Any) -> dict[str, Any]:
    levels = _table(key, value)
    return {name: text(name, level) if name == "rule" else number(name, level)
            for name, level in levels.items()}  # fmt: skip


def _table(key: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{key} is {shown(value)}; write it as a table of levels.")
    return value


def _targets(key: str, value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"{key} is a list of tables with name, level and value.")
    return [{k: number(k, v) if k == "value" else text(k, v) for k, v in one.items()}
            for one in value]  # fmt: skip


_SHAPES = {
    "rule": _levels,
    "target_profile": _profile,
    "targets": _targets,
    "review_on": _date,
}
