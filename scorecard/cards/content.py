"""What a scorecard version says, as plain data: to be signed, and compared with another. Pure."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from indicators.definitions import DefinitionData

# What a version says of itself, beside domains, indicators and eligibility.
SETTINGS = (
    "minimum_coverage",
    "green_from",
    "red_below",
    "overall_by",
    "reds_amber_from",
    "reds_red_from",
    "band_points",
    "purposes",
)


@dataclass(frozen=True)
class DomainContent:
    name: str
    section: str
    weight: Decimal


@dataclass(frozen=True)
class ItemContent:
    """An indicator's place on the card; `weight` is that within its domain."""

    code: str
    role: str
    domain: str
    weight: Decimal
    if_missing: str
    public: bool
    data: DefinitionData


@dataclass(frozen=True)
class RuleContent:
    """An eligibility rule; `indicators` are codes."""

    name: str
    kind: str
    leads_to: str
    at_least: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class CardContent:
    scorecard: str
    settings: Mapping[str, Any]
    domains: tuple[DomainContent, ...]
    items: tuple[ItemContent, ...]
    rules: tuple[RuleContent, ...]


def content_hash(content: CardContent) -> str:
    """The same for the same content, whatever the order in which it is shown."""
    plain = {
        "scorecard": content.scorecard,
        "settings": dict(content.settings),
        "domains": _by_name(content.domains, "name"),
        "items": _by_name(content.items, "code"),
        "rules": _by_name(content.rules, "name"),
    }
    text = json.dumps(_numbers(plain), sort_keys=True, default=_plain, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _by_name(rows: tuple[Any, ...], name: str) -> dict[str, Any]:
    return {getattr(row, name): asdict(row) for row in rows}


def _numbers(value: Any) -> Any:
    """80.0 written as 80: the same level, however it was typed."""
    if isinstance(value, dict):
        return {key: _numbers(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_numbers(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value)} has no place in the content of a scorecard.")
