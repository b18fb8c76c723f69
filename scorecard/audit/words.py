"""The details of an event in words, where they are small."""

from collections.abc import Mapping
from typing import Any

_LONGEST = 100
# For machines, or shown beside the details already.
_LEFT_OUT = ("sha256", "user")


def words_of(details: Mapping[str, Any]) -> str:
    """ "figures: 38, late: no"; empty, nested and long values are left out."""
    shown = ((name, _value(value)) for name, value in details.items() if name not in _LEFT_OUT)
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in shown if value)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        value = "; ".join(map(str, value))
    if not isinstance(value, str | int | float) or len(str(value)) > _LONGEST:
        return ""
    return str(value)
