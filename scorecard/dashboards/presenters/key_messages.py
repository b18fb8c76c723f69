"""What a reader of three minutes should know of one practice: strengths first, then what to do.

The page and the printed side say the same, in the same order; the side says fewer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString, mark_safe

from scorecard.calc.types import Band, Comparison
from scorecard.cards.models import CardItem
from scorecard.charts import svg
from scorecard.charts.types import SpineRow
from scorecard.dashboards.presenters.practice_lines import Line, is_hidden
from scorecard.dashboards.selectors.one_practice import Held

MOST = 5
_DIFFERS = {
    Comparison.BETTER: "Better than",
    Comparison.WORSE: "Worse than",
    Comparison.HIGHER: "Higher than",
    Comparison.LOWER: "Lower than",
}


@dataclass(frozen=True, slots=True)
class Message:
    """One indicator in a line: what it is, where it stands, and what would change it.

    `drawing` is its row of the spine chart, small; words where the area is not told.
    """

    name: str
    href: str
    figure: str
    band: SafeString
    says: str
    drawing: SafeString

    def with_name(self, name: str) -> "Message":
        return replace(self, name=name)


@dataclass(frozen=True, slots=True)
class KeyMessages:
    """`more_strengths` and its like are how many are not named."""

    strengths: tuple[Message, ...]
    more_strengths: int
    attention: tuple[Message, ...]
    more_attention: int
    nearest: tuple[Message, ...]
    more_nearest: int


def key_messages(
    held: Sequence[Held], lines: Mapping[str, Line], rows: Mapping[str, SpineRow], most: int = MOST
) -> KeyMessages:
    weighted = [one for one in held if one.item.role == CardItem.Role.WEIGHTED]
    good = sorted((one for one in weighted if one.outcome.band == Band.GREEN), key=_by_strength)
    short = sorted((one for one in weighted if _is_short(one)), key=_by_need)
    missing = {one.code: _missing(one, lines[one.code]) for one in weighted}
    near = sorted(
        (one for one in weighted if missing[one.code] is not None),
        key=lambda one: (missing[one.code], one.code),
    )
    return KeyMessages(
        strengths=tuple(_message(one, lines[one.code], rows[one.code]) for one in good[:most]),
        more_strengths=max(len(good) - most, 0),
        attention=tuple(_message(one, lines[one.code], rows[one.code]) for one in short[:most]),
        more_attention=max(len(short) - most, 0),
        nearest=tuple(_near_message(one, lines[one.code], rows[one.code]) for one in near[:most]),
        more_nearest=max(len(near) - most, 0),
    )


def _is_short(held: Held) -> bool:
    """Red, or worse than what it is compared with by more than chance explains."""
    outcome = held.outcome
    if outcome.band == Band.RED:
        return True
    return outcome.comparison == Comparison.WORSE and outcome.band != Band.GREEN


def _by_strength(held: Held) -> tuple[bool, float, float, str]:
    """Better by more than chance first, then by place among the practices, then by weight."""
    better = held.outcome.comparison == Comparison.BETTER
    return not better, -(held.outcome.percentile or 0.0), -float(held.item.weight), held.code


def _by_need(held: Held) -> tuple[int, float, bool, str]:
    """Red first, the heaviest first; worse by more than chance before what may be chance."""
    worse = held.outcome.comparison == Comparison.WORSE
    return held.outcome.band, -float(held.item.weight), not worse, held.code


def _missing(held: Held, line: Line) -> float | None:
    """The share of its denominator that is missing to the next level; None: none is counted."""
    if line.next is None or line.next.number is None or not held.outcome.denominator:
        return None
    return abs(line.next.number) / held.outcome.denominator


def _message(held: Held, line: Line, row: SpineRow) -> Message:
    said = [_compared(held), _by_its_past(line)]
    says = ". ".join(filter(None, said)) or _by_itself(held)
    return Message(line.name, line.href, line.value, line.band, says, _drawing(held, row))


def _compared(held: Held) -> str:
    """What it differs from by more than chance; empty where it does not."""
    words = _DIFFERS.get(held.outcome.comparison)  # type: ignore[call-overload]
    return f"{words} {_benchmark(held)}, by more than chance" if words else ""


def _benchmark(held: Held) -> str:
    return held.outcome.benchmark_name or "the benchmark"


def _by_its_past(line: Line) -> str:
    return line.trend.signal[:1].upper() + line.trend.signal[1:]


def _by_itself(held: Held) -> str:
    """Where nothing is said beyond the band: how it stands to what it is held against."""
    outcome = held.outcome
    if outcome.comparison == Comparison.SIMILAR:
        return f"No more than chance from {_benchmark(held)}"
    return {Band.GREEN: "Meets the agreed level", Band.RED: "Beyond the agreed red level"}.get(
        Band(outcome.band), ""
    )


def _near_message(held: Held, line: Line, row: SpineRow) -> Message:
    return Message(line.name, line.href, line.value, line.band, line.level, _drawing(held, row))


def _drawing(held: Held, row: SpineRow) -> SafeString:
    if is_hidden(held, row):
        return mark_safe("Area not told.")
    return mark_safe(svg.spine_row(row))
