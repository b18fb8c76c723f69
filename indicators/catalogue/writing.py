"""A scorecard as one TOML file, the inverse of reading. Pure.

What has its default value is left out, so that a file shows what somebody chose.
"""

from dataclasses import MISSING, Field, fields
from decimal import Decimal
from typing import Any

import tomli_w

from indicators.catalogue.models import Catalogue, CatalogueItem
from indicators.several import usual_scatter
from indicators.vocabulary import NO_SCATTER

_ALWAYS = ("name", "role", "kind", "polarity", "minimum_coverage", "green_from", "red_below")
_TABLES = ("domains", "items", "eligibilities")
# What opens an indicator in the file; the rest follows in the order of DefinitionData.
_FIRST = ("code", "name", "description", "role", "domain", "weight", "if_missing", "public")


def write(catalogue: Catalogue) -> str:
    """The file that reads back as an equal catalogue."""
    tables = {
        "domains": [_chosen(domain, always=("weight",)) for domain in catalogue.domains],
        "indicators": [_item(item) for item in catalogue.items],
        "eligibility": [_chosen(rule) for rule in catalogue.eligibilities],
    }
    filled = {name: rows for name, rows in tables.items() if rows}
    return tomli_w.dumps({**_chosen(catalogue, leave=_TABLES), **filled})


def _item(item: CatalogueItem) -> dict[str, Any]:
    always = ("weight",) if item.role == "weighted" else ()
    place = _chosen(item, always=always, leave=("data",))
    if item.role != "weighted":
        place.pop("weight", None)
    both = {**place, **_chosen(item.data)}
    if not item.data.over_dispersed and usual_scatter(item.data):
        both["over_dispersed"] = NO_SCATTER
    return {key: both[key] for key in (*_FIRST, *both) if key in both}


def _chosen(row: Any, always: tuple[str, ...] = (), leave: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of a dataclass that differ from their defaults."""
    return {
        field.name: _plain(value)
        for field in fields(row)
        if field.name not in leave
        and (value := getattr(row, field.name)) is not None
        and (field.name in (*_ALWAYS, *always) or value != _default(field))
    }


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    return "" if field.type in ("str", str) else None


def _plain(value: Any) -> Any:
    """Lists for tuples, and no `.0` where a level is a whole number."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, float | Decimal) and value == int(value):
        return int(value)
    return value
