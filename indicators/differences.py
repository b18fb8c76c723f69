"""Two figures of one place, set against each other. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from indicators.returns.due import DueIndicator
from scorecard.calc.rounding import show


class FigureLike(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def value(self) -> float | None: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Difference:
    """How another figure differs from the one that counts.

    `absolute` is other minus counting, in the unit shown (patients where only they are known);
    `relative` that as a share of the counting one. Both are None where one of the two has no
    number; `relative` also where the counting one is zero.
    """

    differs: bool
    absolute: float | None = None
    relative: float | None = None


def difference(counting: FigureLike, other: FigureLike, indicator: DueIndicator) -> Difference:
    """Figures differ when people read different ones: rounding at a source is no difference."""
    was, now = _numbers(counting, other, indicator)
    if was is None or now is None:
        return Difference(_words(counting) != _words(other) or (was is None) != (now is None))
    absolute = now - was
    differs = bool(absolute) and _reads_otherwise(was, now, indicator.decimals)
    return Difference(differs, absolute, absolute / abs(was) if was else None)


def _reads_otherwise(was: float, now: float, decimals: int) -> bool:
    """A whole step apart they round apart; only nearer ones need to be written out to know."""
    if abs(now - was) > 1.000001 * 10.0**-decimals:
        return True
    return show(was, decimals) != show(now, decimals)


@dataclass(frozen=True)
class Summary:
    """Of many places with two figures: how many there are, how many differ, the largest."""

    places: int
    differing: int
    largest: float | None


def summary(differences: Iterable[Difference]) -> Summary:
    """`largest` keeps its sign: other minus counting."""
    found = list(differences)
    amounts = [one.absolute for one in found if one.differs and one.absolute is not None]
    largest = max(amounts, key=abs, default=None)
    return Summary(len(found), sum(one.differs for one in found), largest)


def _numbers(
    counting: FigureLike, other: FigureLike, indicator: DueIndicator
) -> tuple[float | None, float | None]:
    """The values; where the list is the denominator and nobody gave it, the numerators."""
    was, now = _value(counting, indicator), _value(other, indicator)
    if was is None and now is None:
        return counting.numerator, other.numerator
    return was, now


def _value(figure: FigureLike, indicator: DueIndicator) -> float | None:
    if figure.state != "present" or indicator.kind == "fact":
        return None
    return indicator.value_of(figure.numerator, figure.denominator, figure.value)


def _words(figure: FigureLike) -> tuple[str, str]:
    return figure.state, figure.text.strip()
