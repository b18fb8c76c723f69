"""What becomes of given figures where others are held already: the rule, on columns. Pure.

A source replaces only what it gave itself, and only by something else. Where another source's
figure counts, it goes on counting and the given one is held beside it; unless the given one
decides (a correction after a query), an agreement names its source, or it has a value and the
other has none. A correction after a query gives way to nothing but another correction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.many_figures import NUMBERS, STATES, Flags, Ids, ManyFigures, Places

PRESENT = STATES.index("present")
# What the agreements say of the places of some figures: nothing, another source, this source.
NONE, ANOTHER, THIS = range(3)
Agreed = Callable[[Ids], NDArray[np.int8]]


@dataclass(frozen=True)
class Held:
    """Figures that are not replaced, those that could matter to the given ones.

    `ours` are of the source that gives now, `corrects` of a correction after a query.
    """

    id: Ids
    figures: ManyFigures
    ours: Flags
    counts: Flags
    corrects: Flags


@dataclass(frozen=True)
class Merge:
    """`new` are places in the given columns, `counts` says of each of them whether it counts.

    `replaced` and `outdone` are ids of held figures: those that another takes the place of, and
    those of other sources that count no longer.
    """

    new: Ids
    counts: Flags
    replaced: Ids
    outdone: Ids
    beside: int
    unchanged: int


def all_new(places: Places) -> Merge:
    """The merge where nothing is held: everything is new and counts."""
    none = np.empty(0, np.int64)
    return Merge(places.order, np.ones(len(places.order), np.bool_), none, none, 0, 0)


def joined(parts: Sequence[Merge]) -> Merge:
    """The merge of all figures from those of some, whose `new` are places in all columns."""
    return Merge(
        new=np.concatenate([part.new for part in parts]),
        counts=np.concatenate([part.counts for part in parts]),
        replaced=np.concatenate([part.replaced for part in parts]),
        outdone=np.concatenate([part.outdone for part in parts]),
        beside=sum(part.beside for part in parts),
        unchanged=sum(part.unchanged for part in parts),
    )


def merge(
    given: ManyFigures, places: Places, held: Held, agreed: Agreed, decides: bool = False
) -> Merge:
    """By the rule above. `agreed` answers for places in the given columns."""
    numbers = places.of(held.figures.practice, held.figures.period, held.figures.indicator)
    own = _found(places.given, numbers, held.ours)
    counting = _found(places.given, numbers, held.counts)
    unchanged = _unchanged(given, held, own, decides)
    counts = _counts(given, held, own, counting, agreed, decides)
    new = places.order[~unchanged[places.order]]
    replaces = own[new] >= 0
    outdoes = counts[new] & (counting[new] >= 0) & (counting[new] != own[new])
    return Merge(
        new=new,
        counts=counts[new],
        replaced=held.id[own[new][replaces]],
        outdone=held.id[counting[new][outdoes]],
        beside=int((~replaces & ~counts[new]).sum()),
        unchanged=int(unchanged.sum()),
    )


def _found(given: Ids, held: Ids, among: Flags) -> Ids:
    """For each given place where it stands among some held ones; -1 where it does not."""
    candidates = np.flatnonzero(among)
    found = np.full(len(given), -1, np.int64)
    if len(candidates):
        ordered = candidates[np.argsort(held[candidates], kind="stable")]
        at = np.minimum(np.searchsorted(held[ordered], given), len(ordered) - 1)
        there = held[ordered[at]] == given
        found[there] = ordered[at][there]
    return found


def _unchanged(given: ManyFigures, held: Held, own: Ids, decides: bool) -> Flags:
    same = own >= 0
    at = np.flatnonzero(same)
    same[at] = _equal(given, at, held.figures, own[at])
    if decides:
        same &= held.counts[own]
    return same


def _equal(given: ManyFigures, at: Ids, held: ManyFigures, there: Ids) -> Flags:
    equal: Flags = (given.state[at] == held.state[there]) & (
        given.modelled[at] == held.modelled[there]
    )
    for name in NUMBERS:
        one, two = getattr(given, name)[at], getattr(held, name)[there]
        equal &= (one == two) | (np.isnan(one) & np.isnan(two))
    for name in ("text", "adjustments"):
        one, two = getattr(given, name)[at], getattr(held, name)[there]
        equal &= (one == two).astype(np.bool_)
    return equal


def _counts(
    given: ManyFigures, held: Held, own: Ids, counting: Ids, agreed: Agreed, decides: bool
) -> Flags:
    counts = np.ones(len(given), np.bool_)
    if decides:
        return counts
    rival = np.flatnonzero((counting >= 0) & (counting != own))
    theirs = counting[rival]
    has_value = given.state[rival] == PRESENT
    better = has_value & (held.figures.state[theirs] != PRESENT)
    said = agreed(rival)
    counts[rival] = np.where(said == NONE, better, said == THIS) & ~held.corrects[theirs]
    return counts
