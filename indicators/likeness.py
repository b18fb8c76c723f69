"""Which practices are most like each other. Pure."""

from collections.abc import Sequence

import numpy as np

from scorecard.calc import peers
from scorecard.calc.types import Flags, Floats

SIMILAR = 10  # practices in a group of similar ones


def alike(lists: Floats, context: Sequence[Floats], counted: Flags) -> peers.Groups:
    """The most similar practices of each, nearest first: the run's choice, and that of its page.

    By the logarithm of the registered list, so that twice as many patients count the same at any
    size, and by the values of each context indicator; see `peers.similar`. A practice without
    patients, or of which less than half of these numbers is known, is nobody's peer: by the few
    numbers it has, it would be near to many.
    """
    known = np.log(lists, where=lists > 0, out=np.full(lists.shape, np.nan))
    numbers = np.column_stack([known, *context])
    told = ~np.isnan(numbers)
    enough = 2 * told.sum(axis=1) >= told.any(axis=0).sum()
    return peers.similar(numbers, SIMILAR, counted & enough & (lists != 0))
