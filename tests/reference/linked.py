"""Counts that stand in several places or add up, every three tried at every practice."""

from dataclasses import dataclass
from itertools import combinations

LEAST = 5  # practices at which a link must hold

Column = list[float | None]


@dataclass(frozen=True)
class Links:
    """`count_of` numbers the count of each column; `sums` are (whole, part, part) of counts."""

    columns: list[Column]
    count_of: list[int]
    sums: list[tuple[int, ...]]

    def value(self, count: int, place: int) -> float | None:
        return value_of(self.columns, self.count_of, count, place)


def links_between(columns: list[Column]) -> Links:
    count_of = list(range(len(columns)))
    for a, c in combinations(range(len(columns)), 2):
        if any(columns[a]) and any(columns[c]) and agree(columns[a], columns[c]):
            count_of = [count_of[a] if one == count_of[c] else one for one in count_of]
    order = list(dict.fromkeys(count_of))
    count_of = [order.index(one) for one in count_of]
    places = range(len(columns[0]))
    counts = [
        [value_of(columns, count_of, count, place) for place in places]
        for count in range(len(order))
    ]
    sums = [
        (c, a, b)
        for a, b in combinations(range(len(counts)), 2)
        for c in range(len(counts))
        if c not in (a, b)
        and all(any(counts[one]) for one in (a, b, c))
        and agree(added(counts[a], counts[b]), counts[c])
    ]
    return Links(columns, count_of, sorted(sums))


def value_of(columns, count_of, count, place) -> float | None:
    known = [
        column[place]
        for column, one in zip(columns, count_of, strict=True)
        if one == count and column[place] is not None
    ]
    return max(known) if known else None


def added(one: Column, other: Column) -> Column:
    return [None if a is None or b is None else a + b for a, b in zip(one, other, strict=True)]


def agree(one: Column, other: Column) -> bool:
    both = [(a, b) for a, b in zip(one, other, strict=True) if None not in (a, b)]
    return len(both) >= LEAST and all(a == b for a, b in both)
