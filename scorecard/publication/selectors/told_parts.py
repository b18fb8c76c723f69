"""What `Told` answers with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.explaining import Outcome
from indicators.standing import FigureStanding
from scorecard.calc.types import NoBand
from scorecard.publication.models import EditionIndicator, EditionPractice
from scorecard.publication.selectors.told_rows import ROW

ToldRow = tuple[EditionPractice | None, Sequence[Any]]

# Of one or two practices without names each is known, or knows the other.
FEWEST_BEHIND = 3


@dataclass(frozen=True)
class ToldFigure:
    """One figure as it may be told; `practice` is None where practices are not named. `says` is
    what the practice puts beside it, "" for nothing."""

    indicator: EditionIndicator
    practice: EditionPractice | None
    outcome: Outcome
    close: bool
    standing: FigureStanding
    says: str = ""

    def as_row(self) -> ToldRow:
        """The same as a plain row."""
        more = {"close": self.close, "standing": self.standing.kind.value}
        own = {"own_benchmark": self.outcome.benchmark}
        held = {**vars(self.outcome), **own, **more}
        return self.practice, [held[name] for name in ROW]


@dataclass(frozen=True)
class BesideTold:
    """With what one figure can be put beside, in its unit; None where not known or not told."""

    similar: float | None = None
    area: float | None = None
    england: float | None = None
    england_of: str = ""


class Hidden(list[EditionIndicator]):
    """What is not told of one practice; `small` is what is not told to anybody, since a band would
    bound a count that is too small."""

    def __init__(self, levelled: Iterable[EditionIndicator] = ()) -> None:
        super().__init__(levelled)
        self.small: list[EditionIndicator] = []


def by_name(one: ToldFigure) -> tuple[str, str]:
    return (one.practice.sort_key, one.practice.code) if one.practice else ("", "")


def by_value(one: ToldFigure) -> tuple[bool, float]:
    value = one.outcome.value
    return (value is None, value or 0.0)


def hidden_in(figures: Sequence[ToldFigure]) -> dict[int, Hidden]:
    """By practice id the same of figures that are all of a practice, told by name."""
    found: dict[int, Hidden] = {}
    for one in figures:
        if one.practice is None:
            continue
        hidden = found.setdefault(one.practice.practice_id, Hidden())
        if one.indicator.domain_id and one.outcome.no_band == NoBand.WITHHELD:
            hidden.append(one.indicator)
            hidden.small.append(one.indicator)
    return found
