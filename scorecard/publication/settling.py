"""What bands an edition tells of domains and wholes beside what it hides. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scorecard.calc import weighting
from scorecard.calc.scheme import Scheme
from scorecard.calc.told_bands import Settled, settled
from scorecard.calc.types import NoBand
from scorecard.publication.columns import Columns

AT_ONCE = 1000  # practices that are scored together: of so few all stays in the processor's cache


class BandsTold:
    """The bands of an edition as they may be told, taken up while its rows are written.

    `compulsory` says of each scored indicator, in the order of the scheme, whether it is red where
    it was not returned.
    """

    def __init__(self, scheme: Scheme, compulsory: Sequence[bool], practices: int) -> None:
        self._scheme, self._compulsory = scheme, compulsory
        self._bands = np.zeros((practices, len(compulsory)), np.int8)
        self._states = np.full(self._bands.shape, NoBand.NO_DATA, np.int8)

    def take(self, at: int, told: Columns) -> None:
        """The columns of the scored indicator at place `at`."""
        self._bands[:, at], self._states[:, at] = told.band, told.no_band

    def settled(self) -> tuple[NDArray[np.intp], Settled]:
        """The practices (by place) of which something is hidden, and what is settled of them."""
        hidden = self._states == NoBand.WITHHELD
        at = np.flatnonzero(hidden.any(axis=1))
        parts = [
            self._settled(at[first:][:AT_ONCE]) for first in range(0, max(at.size, 1), AT_ONCE)
        ]
        overall = np.concatenate([one.overall for one in parts])
        return at, Settled(overall, np.concatenate([one.domains for one in parts]))

    def _settled(self, at: NDArray[np.intp]) -> Settled:
        states = self._states[at]
        bands = weighting.not_returned_as_red(self._bands[at], states, self._compulsory)
        due = states != NoBand.NOT_APPLICABLE
        return settled(self._scheme, bands, states == NoBand.WITHHELD, due)
