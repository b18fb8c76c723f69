"""What the judgement of one definition starts from, as arrays of one entry per practice. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorecard.calc.types import Codes, Flags, Floats

Levels = Mapping[str, Any]


@dataclass(frozen=True)
class Figures:
    """What is held for one definition, an entry per practice; NaN is missing.

    `states` are NoBand codes: BANDED where there is a figure to judge. `peers` are the practices
    that count in ranks and in the area's value: open and not atypical. `inflation` says by how
    much each figure varies more than by chance (`scorecard.calc.dispersion`); None means no more.
    """

    numerator: Floats
    denominator: Floats
    value: Floats
    spread: Floats
    states: Codes
    peers: Flags
    inflation: Floats | None = None


@dataclass(frozen=True)
class Benchmark:
    """What practices are compared with, in the unit of the value; NaN when there is none.

    `own` holds one for each practice where they differ (its network, its past); then `value` is
    NaN. The name stays where a value is missing, so that people can be told what is missing.
    """

    value: float
    name: str
    own: Floats | None = None


NO_BENCHMARK = Benchmark(np.nan, "")


@dataclass(frozen=True)
class Groups:
    """How the practices of a run belong together, in the order of the practices.

    `networks` are ids, -1 for none. `context` are the definitions whose values, beside the list
    size, say how alike two practices are. `sets` are ids of groups, -1 for none, by the name of
    each set of groups that a definition compares by.
    """

    networks: NDArray[np.int64]
    context: frozenset[int] = frozenset()
    sets: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)


@dataclass(frozen=True)
class Around:
    """All that one definition is judged by beside the figures themselves.

    `groups` are ids, -1 for none, in the set of groups that the definition compares by.
    `similar` are rows of positions of other practices (`scorecard.calc.peers`). `before` are the
    figures of the practice's own past, `outside` the value of England or of the region. `levels`
    stand in for those of the rule in this period, `own_levels` (by position) at one practice.
    """

    networks: NDArray[np.int64] | None = None
    groups: NDArray[np.int64] | None = None
    similar: NDArray[np.intp] | None = None
    before: Figures | None = None
    before_name: str = ""
    outside: Benchmark = NO_BENCHMARK
    levels: Levels = field(default_factory=dict)
    own_levels: Mapping[int, Levels] = field(default_factory=dict)


ALONE = Around()
