"""Quantiles within a group (fifths of similar practices, and so on): 1 is best."""

import numpy as np
from numpy.typing import ArrayLike

from scorecard.calc import ranks
from scorecard.calc.arrays import floats
from scorecard.calc.peers import Groups
from scorecard.calc.types import Floats, Polarity


def assign(values: ArrayLike, groups: ArrayLike, k: int, high_is_good: bool) -> Floats:
    """q = floor((k + 1) - ceil(((n + 1) - rank) / (n / k))) among the n values of each group.

    Rank 1 is best and ties share the lowest rank; that makes the two polarities no mirror images
    when values tie, and is the published rule of the national public-health profiles. Computed in
    whole numbers, since n / k is rarely exact. NaN for the missing, for who is in no group and
    where the group has fewer than k values. ValueError when k is below 2.
    """
    if k < 2:
        message = f"{k} quantiles cannot be told apart; ask for at least 2."
        raise ValueError(message)
    polarity = Polarity.HIGH if high_is_good else Polarity.LOW
    rank = ranks.rank(values, polarity, groups=groups)
    number = ranks.group_sizes(values, groups)
    enough = number >= k
    n, place = (np.where(enough, whole, 1).astype(np.int64) for whole in (number, rank))
    steps = -((-(n + 1 - place) * k) // n)
    return np.where(enough, k + 1 - steps, np.nan)


def among_peers(values: ArrayLike, peers: Groups, k: int, high_is_good: bool) -> Floats:
    """The same quantile where every practice has a group of its own: itself and its peers.

    `peers` are rows of positions of others (`scorecard.calc.peers`).
    """
    (numbers,) = floats(values)
    rows = np.column_stack([np.arange(numbers.size), peers])
    members = np.where(rows >= 0, numbers[np.maximum(rows, 0)], np.nan)
    labels = np.repeat(np.arange(numbers.size), rows.shape[1])
    found = assign(members.ravel(), labels, k, high_is_good).reshape(rows.shape)
    return np.asarray(found[:, 0])
