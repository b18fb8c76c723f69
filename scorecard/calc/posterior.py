"""What is known of a true value after its counts: a Beta or a Gamma, from Jeffreys' prior.

A proportion of r among n people: Beta(r + 1/2, n - r + 1/2). A rate of events over d (people,
years): Gamma(events + 1/2) / d. Brown, Cai and DasGupta, "Interval estimation for a binomial
proportion" (Statistical Science 16, 2001) and Brown, Cai and DasGupta, "Interval estimation in
exponential families" (Statistica Sinica 13, 2003) show how well they cover. Events are taken to
be independent of each other; where one patient has many, more is certain here than in truth.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from scorecard.calc.arrays import floats
from scorecard.calc.types import Flags, Floats, Sampling

PRIOR = 0.5


@dataclass(frozen=True, slots=True)
class Posterior:
    """One entry per value, NaN where there are no counts to learn from.

    `events` and `rest` are the parameters of a Beta, and then `people` is NaN; of a Gamma over
    `people`, `events` is the shape and `rest` is NaN.
    """

    sampling: Sampling
    events: Floats
    rest: Floats
    people: Floats

    @property
    def known(self) -> Flags:
        return np.asarray(~np.isnan(self.events))

    def below(self, level: float) -> Floats:
        """The probability that the true share or rate lies below `level`."""
        if self.sampling is Sampling.PROPORTION:
            return np.asarray(special.betainc(self.events, self.rest, min(max(level, 0.0), 1.0)))
        return np.asarray(special.gammainc(self.events, max(level, 0.0) * self.people))

    def quantile(self, deviate: float) -> Floats:
        """The true share or rate at a normal deviate (1.96 for 0.975), all but exactly.

        Paulson (1942): the cube root of a Gamma is all but normal (Wilson and Hilferty 1931), and
        so of the odds of a Beta, the ratio of two of them. Off by at most 0.6% of probability, 2.5%
        where no events were counted; the exact one takes many times as long.
        """
        if self.sampling is not Sampling.PROPORTION:
            return self.events * _cube_root(self.events, np.inf, deviate) ** 3 / self.people
        # The rarer of the two kinds stands above: the formula wants the larger one below.
        turned = self.events > self.rest
        rare = np.where(turned, self.rest, self.events)
        common = np.where(turned, self.events, self.rest)
        odds = rare * _cube_root(rare, common, np.where(turned, -deviate, deviate)) ** 3
        share = odds / (odds + common)
        return np.where(turned, 1 - share, share)

    def draw(self, random: np.random.Generator, number: int) -> Floats:
        """`number` rows of true values; NaN where nothing is known."""
        known = self.known
        drawn = np.full((number, self.events.size), np.nan)
        if self.sampling is Sampling.PROPORTION:
            size = (number, int(known.sum()))
            drawn[:, known] = random.beta(self.events[known], self.rest[known], size)
        else:
            size = (number, int(known.sum()))
            drawn[:, known] = random.standard_gamma(self.events[known], size) / self.people[known]
        return drawn


def of_counts(numerator: ArrayLike, denominator: ArrayLike, sampling: Sampling) -> Posterior:
    """The posterior of each pair of counts.

    Nothing is known without a denominator above zero, of fewer than no events, of a share of more
    than everybody, and of figures that are neither a proportion nor a rate of events.
    """
    events, people = floats(numerator, denominator)
    usable = (people > 0) & (events >= 0)
    if sampling is Sampling.PROPORTION:
        usable &= events <= people
    elif sampling is not Sampling.POISSON:
        usable = np.zeros(usable.shape, dtype=bool)
    events, people = (np.where(usable, column, np.nan) for column in (events, people))
    nothing = np.full(events.shape, np.nan)
    if sampling is Sampling.PROPORTION:
        return Posterior(sampling, events + PRIOR, people - events + PRIOR, nothing)
    return Posterior(sampling, events + PRIOR, nothing, people)


def _cube_root(above: Floats, below: Floats | float, deviate: ArrayLike) -> Floats:
    """The w at which ((1 - 1/9b) w - (1 - 1/9a)) / sqrt(w^2/9b + 1/9a) is the deviate; 0 at least.

    `above` is a, at most `below`, b; both at least 1/2 and together above 1.
    """
    spread, spread_below = 1 / (9 * above), 1 / (9 * np.asarray(below))
    z = np.asarray(deviate)
    # Not above zero only where fewer than one person was counted.
    first = np.maximum((1 - spread_below) ** 2 - z**2 * spread_below, 1e-9)
    half = (1 - spread) * (1 - spread_below)
    last = (1 - spread) ** 2 - z**2 * spread
    root = np.sqrt(np.maximum(half**2 - first * last, 0))
    return np.asarray(np.maximum((half + np.sign(z) * root) / first, 0))
