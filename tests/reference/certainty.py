"""What counts leave possible, worked out from closed forms and by counting, in plain Python.

With half counts as parameters the Beta begins at the arcsine law and the Gamma at the error
function; from there each further count adds or takes one term.
"""

import math

import numpy as np


def beta_below(r, n, level):
    """P(share < level) after r of n, whole numbers: up from 2 / pi asin sqrt(level)."""
    x = min(max(level, 0.0), 1.0)
    if x in (0.0, 1.0):
        return x
    total, a, b = 2 / math.pi * math.asin(math.sqrt(x)), 0.5, 0.5
    for _ in range(n - r):
        total += math.exp(a * math.log(x) + b * math.log(1 - x) - _log_beta(a, b)) / b
        b += 1
    for _ in range(r):
        total -= math.exp(a * math.log(x) + b * math.log(1 - x) - _log_beta(a, b)) / a
        a += 1
    return total


def gamma_below(events, people, level):
    """P(rate < level) after so many events among so many people: up from erf sqrt(x)."""
    x = max(level, 0.0) * people
    if x == 0:
        return 0.0
    total, a = math.erf(math.sqrt(x)), 0.5
    for _ in range(events):
        total -= math.exp(a * math.log(x) - x - math.lgamma(a + 1))
        a += 1
    return total


def ranks(row, high):
    """1 + the number that are better."""
    return [1 + sum(other > one if high else other < one for other in row) for one in row]


def rank_range(drawn, high):
    """Per practice the ranks left after 2.5% of the drawings at either end are taken away."""
    placed = [ranks(row, high) for row in drawn]
    spare = len(drawn) * 25 // 1000
    columns = [sorted(column) for column in zip(*placed, strict=True)]
    return [(column[spare], column[len(column) - 1 - spare]) for column in columns]


def rank_chances(beyond, at, steps):
    """The chance of each rank, 1 first, of practice `at`: no drawing, only sums.

    `beyond(j, x)` is the probability that practice j is better than x; `steps` are equally likely
    values of the practice itself. The others join one by one: each is better or is not.
    """
    values, others = steps
    total = np.zeros(len(others) + 1)
    for x in values:
        chances = np.array([1.0])
        for other in others:
            if other == at:
                continue
            p = beyond(other, x)
            chances = np.append(chances * (1 - p), 0.0) + np.insert(chances * p, 0, 0.0)
        total[: chances.size] += chances
    return total / len(values)


def _log_beta(a, b):
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)
