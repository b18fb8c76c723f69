"""The care gap: who was treated, who was left out and why, and who was simply missed. Pure.

Patients left out (PCAs) stay on the register. Whether the denominator holds them is said by the
definition; everybody for whom the care is meant is counted here either way.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.returns.adjustments import KEPT, REASONS, REMOVED


@dataclass(frozen=True)
class CareGap:
    """Of `everybody`: `treated`, `left_out` by reason, and `untreated`, who were missed.

    None where it cannot be told. `untreated`: nobody said how many were left out of a denominator
    that holds them, or some were counted twice. `everybody`: nobody said how many were left out of
    a denominator that does not hold them.
    """

    everybody: float | None
    treated: float
    left_out: dict[str, int]
    untreated: float | None


def care_gap(
    numerator: float | None,
    denominator: float | None,
    adjustments: Mapping[str, int] | None,
    handling: str,
) -> CareGap | None:
    """`handling`: PCAs are "removed" from the denominator or "kept" in it. None where neither,
    or where no two numbers are held. No reasons at all say nothing: they are not zero."""
    if handling not in (REMOVED, KEPT) or numerator is None or not denominator:
        return None
    left_out = dict(adjustments or {})
    total = sum(left_out.values())
    if handling == REMOVED:
        everybody = denominator + total if left_out else None
        return CareGap(everybody, numerator, left_out, denominator - numerator)
    missed = denominator - numerator - total
    told = bool(left_out) and missed >= 0
    return CareGap(denominator, numerator, left_out, missed if told else None)


def reason_words(reason: str) -> str:
    """Ours in our words; those of a national file as it names them."""
    return REASONS.get(reason) or reason.replace("_", " ").capitalize()
