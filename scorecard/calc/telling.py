"""Which aggregates may be told to somebody who is told of no practice: board, overview. Pure.

Where only one or two practices stand behind a number, it is theirs, or each of the two can work
out the other's; where few are all alike, what is said of them is said of each; and where all parts
but one are told beside the whole, the last is told too (docs/adr/0047).
"""

from collections.abc import Sequence

import numpy as np

from scorecard.calc.types import Flags

FEWEST = 3
MANY = 10  # among so many it may be told that all are alike, and which value is the middle one
FEW = f"fewer than {FEWEST}"
Split = Sequence[Sequence[int]]


def may_tell(behind: Flags, *, alike: bool = False) -> bool:
    """Whether the numbers of one group may be told together: 0, or from `FEWEST` practices each.

    `behind`: numbers x practices, who stands behind each. `alike`: it harms nobody if all are.
    """
    sizes, everybody = behind.sum(axis=1), int(behind.any(axis=0).sum())
    if everybody < FEWEST or ((sizes > 0) & (sizes < FEWEST)).any():
        return False
    return alike or everybody >= MANY or bool((sizes > 0).sum() > 1)


def parts_of(*sizes: int) -> Flags:
    """Parts of a whole that are given by how many practices each has, as `behind`."""
    return np.repeat(np.eye(len(sizes), dtype=np.bool_), sizes, axis=1)


def finest(behind: Flags, splits: Sequence[Split], *, alike: bool = False) -> Split | None:
    """The first of `splits` (the finest first; rows put together) that may be told of a group."""
    fitting = (one for one in splits if may_tell(together(behind, one), alike=alike))
    return next(fitting, None)


def together(behind: Flags, split: Split) -> Flags:
    """Rows (the last axis but one) put together."""
    parts = [behind[..., list(rows), :].any(axis=-2) for rows in split]
    return np.asarray(np.stack(parts, axis=-2))


def groups_told(behind: Flags) -> Flags:
    """Which groups may be told beside the whole. `behind`: groups x numbers x practices.

    Those left out, together the whole less the others, must be such as may be told, or nobody;
    where they are not, the smallest of the others is left out too.
    """
    told = np.array([may_tell(one) for one in behind], dtype=np.bool_)
    sizes = behind.any(axis=1).sum(axis=1)
    while told.any():
        rest = np.asarray(behind[~told].any(axis=0))
        if not rest.any() or may_tell(rest):
            break
        told[int(np.where(told, sizes, sizes.max() + 1).argmin())] = False
    return told
