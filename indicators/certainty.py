"""How certain the bands and ranks of one definition are, from what a run stored. Pure.

The second pass over a run: results are seen before it and do not change by it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np

from indicators import rules
from indicators.definitions import DefinitionData
from indicators.inputs import Levels
from scorecard.calc import certainty, dispersion
from scorecard.calc.rank_ranges import RankRanges, rank_ranges
from scorecard.calc.types import Band, Codes, Flags, Floats, Polarity, Sampling


@dataclass(frozen=True)
class Stored:
    """What a run holds of one definition, an entry per practice, in the order of their ids.

    `ranked` are those that have a rank; `own_levels` are by position, as in `inputs.Around`.
    """

    numerator: Floats
    denominator: Floats
    value: Floats
    bands: Codes
    ranked: Flags
    own_levels: Mapping[int, Levels]


@dataclass(frozen=True)
class Certain:
    """`chances` are of red, amber and green, practices x 3; NaN throughout for what has none."""

    chances: Floats
    too_close: Flags
    ranks: RankRanges

    @property
    def known(self) -> Flags:
        """Who has anything to be told."""
        return np.asarray(~np.isnan(self.chances[:, 0]) | ~np.isnan(self.ranks.best))


def certainty_of(data: DefinitionData, stored: Stored, levels: Levels | None, seed: int) -> Certain:
    """Of every practice with a band its certainty, of every ranked one the range of its rank.

    `levels` stood in for those of the rule in this period, and a practice's own for both.
    """
    above, below, multiplier = _counts(data, stored)
    above, below = _effective(data, stored, above, below)
    polarity, sampling = Polarity(data.polarity), Sampling(data.sampling)
    common = rules.with_levels(data.rule, levels)
    chances = certainty.of_bands(above, below, rules.read(common), polarity, sampling, multiplier)
    for at, own in stored.own_levels.items():
        rule = rules.read(rules.with_levels(common, own))
        chances[at] = certainty.of_bands(above[at], below[at], rule, polarity, sampling, multiplier)
    chances[stored.bands == Band.NONE] = np.nan
    return Certain(
        chances=chances,
        too_close=certainty.too_close(stored.bands, chances),
        ranks=rank_ranges(
            above, below, polarity, sampling, stored.ranked, seed, stored.value / multiplier
        ),
    )


def _effective(
    data: DefinitionData, stored: Stored, above: Floats, below: Floats
) -> tuple[Floats, Floats]:
    """Where practices scatter more than chance, the counts that would by chance alone.

    The scatter is that of those who are ranked; where nobody is (a target range without a
    direction, observed / expected), of those with a band.
    """
    if not data.over_dispersed:
        return above, below
    among = stored.ranked if stored.ranked.any() else stored.bands != Band.NONE
    found = dispersion.estimate(Sampling(data.sampling), above[among], below[among])
    scatter = dispersion.inflation(found, cast(dispersion.Model, data.over_dispersed), below)
    return dispersion.effective(above, scatter), dispersion.effective(below, scatter)


def _counts(data: DefinitionData, stored: Stored) -> tuple[Floats, Floats, float]:
    """A number of events has nobody to be divided by: each practice is one."""
    if data.kind == "count":
        return stored.value, np.ones(stored.value.shape), 1.0
    return stored.numerator, stored.denominator, data.multiplier
