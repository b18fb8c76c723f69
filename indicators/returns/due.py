"""What a return is held against: the practice, the period and the indicators that are due."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Previous:
    """The figure of the period before, where there is one."""

    period: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None


@dataclass(frozen=True)
class DueIndicator:
    """One indicator that is due. `kind` is one of `indicators.models.Kind`, as text.

    `list_name` ("registered list") says that this list is the denominator of a row without one.
    `adjustments`: PCAs are asked for, and are "removed" from the denominator or "kept" in it.
    """

    code: str
    name: str
    kind: str
    unit: str = ""
    multiplier: float = 1
    decimals: int = 1
    numerator: str = ""
    denominator: str = ""
    previous: Previous | None = None
    list_name: str = ""
    adjustments: str = ""

    def value_of(
        self, numerator: float | None, denominator: float | None, value: float | None
    ) -> float | None:
        """The value in the unit shown; None where there is none (0/0 has no value).

        None too where the list is the denominator: its size is known when the period is banded.
        """
        if value is not None:
            return value
        if numerator is None or denominator is None:
            return None if self.list_name else numerator
        return numerator / denominator * self.multiplier if denominator else None


@dataclass(frozen=True)
class DueReturn:
    """`indicators` by code in capitals; `list_size` is the registered list, where known."""

    practice_code: str
    practice_name: str
    period_code: str
    period_name: str
    indicators: Mapping[str, DueIndicator] = field(default_factory=dict)
    list_size: float | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "DueReturn":
        """What `dataclasses.asdict` gave, also after a way through JSON."""
        indicators = {code: _indicator(one) for code, one in data["indicators"].items()}
        return cls(**{**data, "indicators": indicators})


def _indicator(data: dict[str, Any]) -> DueIndicator:
    before = data["previous"]
    return DueIndicator(**{**data, "previous": Previous(**before) if before else None})
