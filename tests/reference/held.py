"""What is held for a practice, its value, and why it may have no band. None is missing."""

from dataclasses import dataclass, field
from fractions import Fraction

from indicators.definitions import DefinitionData

MOST = Fraction(1.7976931348623157e308)
PARTS = ("proportion", "rate", "ratio")
Exact = Fraction | None


@dataclass(frozen=True)
class Held:
    """What is held for one practice. `state` is "held" or the reason why there is no figure."""

    numerator: Exact = None
    denominator: Exact = None
    value: Exact = None
    spread: Exact = None
    state: str = "held"
    peer: bool = True
    network: int | None = None
    similar: tuple[int, ...] = ()
    own_levels: dict[str, float] = field(default_factory=dict)


def exact(number: float | None) -> Exact:
    """The number as it is written: 79.96 is 7996 hundredths."""
    return None if number is None else Fraction(repr(float(number)))


def value_of(data: DefinitionData, row: Held) -> Exact:
    if row.state not in ("held", "impossible"):
        return None
    quotient = None
    if row.numerator is not None and row.denominator is not None and row.denominator > 0:
        quotient = row.numerator / row.denominator * Fraction(repr(data.multiplier))
    if data.kind in PARTS and row.numerator is not None and row.denominator is not None:
        found = quotient
    elif data.kind in PARTS:
        found = row.value
    else:
        found = quotient if row.value is None else row.value
    return None if found is None or abs(found) > MOST else found


def is_impossible(data: DefinitionData, row: Held) -> bool:
    value, below = value_of(data, row), row.denominator
    has_parts = row.numerator is not None and below is not None
    if data.kind in (*PARTS, "mean") and below is not None and below < 0:
        return True
    if data.kind in PARTS and has_parts and below > 0 and value is None:
        return True  # too large for a number
    if value is None:
        return False
    if value < 0 and (data.kind == "proportion" or data.sampling == "poisson"):
        return True
    most = data.multiplier
    if not has_parts and data.unit == "%":
        most = max(most, 100.0)
    return data.kind == "proportion" and value > Fraction(repr(most))


def why_none(data: DefinitionData, row: Held, value: Exact) -> str:
    if row.state != "held":
        return row.state
    if row.denominator == 0:
        return "too few"
    if value is None:
        return "no data"
    least = Fraction(repr(data.minimum_denominator))
    return "too few" if row.denominator is not None and row.denominator < least else "banded"
