"""Which aggregates may be told to somebody who is told of no practice. Pure.

Where only one or two practices stand behind a number, it is theirs, or each of the two can work
out the other's. And where all groups but one are told beside the whole, the last is told too.
"""

import numpy as np

from scorecard.calc.types import Flags

FEWEST = 3


def may_tell(behind: Flags) -> Flags:
    """Which groups may be told. `behind`: groups x practices, who stands behind each number.

    A group needs `FEWEST` practices. Where those left out would together be fewer (and the
    whole less the others so tells of them), the smallest of the others is left out too.
    """
    sizes = behind.sum(axis=1)
    told = sizes >= FEWEST
    while told.any() and 0 < behind[~told].any(axis=0).sum() < FEWEST:
        smallest = int(np.where(told, sizes, sizes.max() + 1).argmin())
        told[smallest] = False
    return np.asarray(told)
