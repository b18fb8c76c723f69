"""Which bands of domains and of the whole may be told beside figures that are hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc import weighting
from scorecard.calc.scheme import Scheme
from scorecard.calc.types import Band, Codes, Flags

_ENDS = (Band.RED, Band.GREEN)


@dataclass(frozen=True, slots=True)
class Settled:
    """Whose band is the same whatever is hidden; `domains` are practices x domains."""

    overall: Flags
    domains: Flags


def settled(
    scheme: Scheme, bands: ArrayLike, hidden: ArrayLike, applicable: ArrayLike = True
) -> Settled:
    """Whether any band, or none, in the hidden places would leave the bands above as they are.

    `bands` (Band codes) and `hidden` are practices x indicators; what stands in a hidden place is
    not looked at, so the answer says nothing of it either. All hidden places of a practice are red,
    green and without a band in turn: every other score lies between, since scores rise with points
    and weigh what is present. Only a domain that would have no score at all without what is hidden
    need not lie between, so that nothing is settled above it.
    """
    away = np.asarray(hidden, dtype=bool)
    codes = np.asarray(bands, dtype=np.int8)
    without, *filled = (
        scheme.score(np.where(away, code, codes), applicable) for code in (Band.NONE, *_ENDS)
    )
    known = [~np.isnan(one.domain_scores) for one in (without, *filled)]
    lasting = known[0] == known[1]
    counted = scheme.domain_weights > 0
    wholes = [scheme.overall(one.overall_scores, one.reds) for one in (without, *filled)]
    parts = [
        weighting.overall_band(one.domain_scores, scheme.green_from, scheme.red_below)
        for one in (without, *filled)
    ]
    return Settled(
        overall=_all_equal(wholes) & (lasting | ~counted).all(axis=1),
        domains=_all_equal(parts) & lasting,
    )


def _all_equal(several: Sequence[Codes]) -> Flags:
    codes = np.stack(several)
    return np.asarray((codes == codes[0]).all(axis=0))
