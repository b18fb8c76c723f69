"""What a page says of an indicator itself: its words, its weight, its levels."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from indicators import legends
from indicators.definitions import DefinitionData

_NAMES = ("name", "description", "numerator", "denominator", "rationale", "evidence", "source")


def page_words(
    data: DefinitionData, domain: str, weight: Decimal, levels: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """`levels` are those of the period, where they differ."""
    return {
        "indicator": {
            **{name: getattr(data, name) for name in (*_NAMES, "bands_agreed")},
            "weight": f"{percent(weight)} of {domain}" if domain else "",
        },
        "legend": legends.legend(data, levels),
    }


def percent(weight: Decimal) -> str:
    return f"{weight.normalize():f}%"
