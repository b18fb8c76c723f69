"""The place of an indicator on a scorecard, as plain data: what is beside the definition."""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from scorecard.cards.models import CardItem

WEIGHTED = CardItem.Role.WEIGHTED


@dataclass(frozen=True)
class Place:
    """How it counts. Only what is weighted has a domain, a weight and a policy on silence."""

    role: str = WEIGHTED
    domain: str = ""
    weight: Decimal = Decimal(0)
    if_missing: str = ""
    public: bool = True

    @classmethod
    def names(cls) -> list[str]:
        return [field.name for field in fields(cls)]

    @classmethod
    def given(cls, **values: Any) -> "Place":
        """The place in what a form gave; what does not belong to the role is nothing."""
        if values["role"] == WEIGHTED:
            return cls(**{**values, "weight": values["weight"] or Decimal(0)})
        return cls(role=values["role"], public=values["public"])

    def values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def text(self) -> str:
        """The place as one line, to see whether it is still the same."""
        weight = self.weight.quantize(Decimal("0.01"))
        return "|".join((self.role, self.domain, str(weight), self.if_missing, str(self.public)))


def place_of(item: CardItem) -> Place:
    return Place(
        role=item.role,
        domain=item.domain.name if item.domain else "",
        weight=item.weight,
        if_missing=item.if_missing,
        public=item.public,
    )


def standing(item: CardItem | None) -> str:
    """Which definition stands on a card and how it counts there, as one line; "" where none."""
    return f"{item.definition.number}|{place_of(item).text}" if item else ""
