"""Which policy for small numbers holds, as rules keep it. Pure."""

from collections.abc import Mapping
from typing import Any

from scorecard.calc.suppression import SmallNumbers
from scorecard.cards.disclosure import Policy

# `list_minimum`: nothing that counts patients is told of a practice with a smaller list; 0 is no
# minimum. `secondary`: also what would let a hidden count be worked out is withheld.
DEFAULT = {
    "threshold": 5,
    "rounding_base": 1,
    "zero_shown": True,
    "list_minimum": 0,
    "secondary": True,
}


def read(plain: Mapping[str, Any]) -> Policy:
    """The policy that rules name, with its words. Raises ValueError for numbers out of range."""
    given = {**DEFAULT, **plain}
    small = SmallNumbers(
        threshold=given["threshold"],
        rounding_base=given["rounding_base"],
        zero_shown=given["zero_shown"],
    )
    return Policy(small, _words(small))


def _words(small: SmallNumbers) -> str:
    if small.threshold == 0:
        return ""
    least = "0" if not small.zero_shown else "1"
    return (
        f"Figures that count {least} to {small.threshold} patients, or leave out {least} to"
        f" {small.threshold}, are withheld so that nobody can be recognised."
    )
