"""What the clinical lead sets: a limit on one side, and on which scale it is a number. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from indicators.definitions import DefinitionData

# What has no number on a scale, so no limit.
WITHOUT_LIMIT = ("fact", "yes_no")
# A limit is a number on this scale: with another one it has to be confirmed.
_SCALE = ("kind", "multiplier", "unit", "denominator_list", "period_type")


class Side(StrEnum):
    ABOVE = "above"
    AT_OR_ABOVE = "at_or_above"
    BELOW = "below"
    AT_OR_BELOW = "at_or_below"

    @property
    def upwards(self) -> bool:
        return self in (Side.ABOVE, Side.AT_OR_ABOVE)


@dataclass(frozen=True)
class Limit:
    """`value` in the unit of the indicator; `least` is the smallest denominator that counts."""

    side: Side
    value: float
    least: float = 0.0
    by_chance: bool = False


def same_scale(one: DefinitionData, other: DefinitionData) -> bool:
    """Whether a limit set for one definition means the same in the other."""
    return all(getattr(one, name) == getattr(other, name) for name in _SCALE)
