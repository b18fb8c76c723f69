"""An XmR chart as one would draw it by hand, point by point, in fractions. None is missing."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

LIMITS, WARNING, LARGE = Fraction("2.66"), Fraction("1.773"), Fraction("3.267")
Points = list[int | None]


@dataclass
class Chart:
    centre: Fraction
    reach: Fraction
    ranges: dict[int, Fraction]
    outside: dict[int, int]
    one_side: dict[int, int]
    one_way: dict[int, int]
    two_of_three: dict[int, int]


def mean(numbers: list[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def chart(points: Points, leave_out_large: bool) -> Chart | None:
    """One baseline; rules by the position of their points."""
    known = [(at, Fraction(value)) for at, value in enumerate(points) if value is not None]
    if len(known) < 12:
        return None
    centre = mean([value for _, value in known])
    ranges = {at: abs(value - before) for (_, before), (at, value) in pairwise(known)}
    typical = mean(list(ranges.values()))
    if leave_out_large and typical > 0:
        typical = mean([one for one in ranges.values() if one < LARGE * typical])
    found = Chart(centre, LIMITS * typical, ranges, {}, {}, {}, {})
    for at, value in known:
        if abs(value - centre) > LIMITS * typical:
            found.outside[at] = 1 if value > centre else -1
    _mark_sides(found, known)
    _mark_ways(found, known)
    _mark_two_of_three(found, known, WARNING * typical)
    return found


def _mark_sides(found: Chart, known: list[tuple[int, Fraction]]) -> None:
    for start in range(len(known) - 6):
        window = known[start : start + 7]
        if all(value > found.centre for _, value in window):
            found.one_side.update({at: 1 for at, _ in window})
        if all(value < found.centre for _, value in window):
            found.one_side.update({at: -1 for at, _ in window})


def _mark_ways(found: Chart, known: list[tuple[int, Fraction]]) -> None:
    for start in range(len(known) - 6):
        window = known[start : start + 7]
        values = [value for _, value in window]
        pairs = list(pairwise(values))
        way = 1 if all(a < b for a, b in pairs) else -1 if all(a > b for a, b in pairs) else 0
        for at, _ in window if way else []:
            found.one_way.setdefault(at, way)


def _mark_two_of_three(found: Chart, known: list[tuple[int, Fraction]], reach: Fraction) -> None:
    for start in range(len(known) - 2):
        window = known[start : start + 3]
        for side in (1, -1):
            far = [at for at, value in window if side * (value - found.centre) > reach]
            if len(far) >= 2:
                found.two_of_three.update(dict.fromkeys(far, side))
