"""The fields of a definition and of its place in words: for histories and comparisons."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from indicators import legends, vocabulary
from indicators.definitions import DefinitionData
from indicators.models import Kind, SuppliedBy
from indicators.models.definitions import POLARITIES, SAMPLINGS
from indicators.presenters.words import day
from scorecard.cards.forms.indicators import IndicatorForm
from scorecard.cards.models import CardItem

NOTHING = "nothing"
_NAMES = {
    "rule": "Bands",
    "target_profile": "Levels per quarter",
    "targets": "Further targets",
    "description": "What it measures",
}
_CHOICES: dict[str, dict[str, str]] = {
    **{name: dict(pairs) for name, pairs in vocabulary.CHOICES.items()},
    "kind": {one.value: str(one.label) for one in Kind},
    "supplied_by": {one.value: str(one.label) for one in SuppliedBy},
    "polarity": dict(POLARITIES),
    "sampling": dict(SAMPLINGS),
    "role": {one.value: str(one.label) for one in CardItem.Role},
    "if_missing": {
        "": "not compulsory: left out of the score",
        **{one.value: str(one.label) for one in CardItem.IfMissing},
    },
}


def field_name(name: str) -> str:
    """What a field is called on the form."""
    field = IndicatorForm.base_fields.get(name)
    label = field.label if field and name not in _NAMES else None
    return _NAMES.get(name) or str(label or name.replace("_", " ").capitalize())


def field_value(name: str, value: Any, data: DefinitionData) -> str:
    """A value of a field in words; `data` is the definition that it is part of."""
    if name == "rule":
        return legends.legend(data) if value else "Not banded"
    if name == "target_profile":
        return "; ".join(f"{quarter}: {_levels(levels)}" for quarter, levels in value.items())
    if name == "targets":
        return "; ".join(f"{one['name']} ({one['level']}) {one['value']:g}" for one in value)
    if name in _CHOICES:
        return _CHOICES[name].get(value, str(value))
    return _plain(value)


def _levels(levels: Mapping[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in levels.items())


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, dt.date):
        return day(value)
    return "" if value is None else str(value)
