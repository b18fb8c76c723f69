"""What pages should say, worked out the slow way from the rules of the field: sums and sorted lists
of plain Python, none of the product's own arithmetic."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import asin, floor, log, sqrt

from scipy import stats

Counts = Iterable[tuple[float, float]]


def wilson(above: float, below: float) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927)."""
    z = stats.norm.ppf(0.975)
    share = above / below
    middle = share + z * z / (2 * below)
    reach = z * sqrt(share * (1 - share) / below + z * z / (4 * below * below))
    whole = 1 + z * z / below
    return (middle - reach) / whole, (middle + reach) / whole


def together(counts: Counts) -> float | None:
    """Counts are added, percentages never averaged."""
    pairs = list(counts)
    below = sum(two for _, two in pairs)
    return 100 * sum(one for one, _ in pairs) / below if below else None


def quantile(values: Sequence[float], share: float) -> float:
    """Between the two nearest of the sorted values, by how near each is."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def fifth(score: float, everybody: Sequence[float]) -> int:
    """1 is the most deprived; equal scores share a fifth."""
    higher = sum(1 for other in everybody if other > score)
    return min(5, 1 + 5 * higher // len(everybody))


def poisson(events: float, people: float) -> tuple[float, float]:
    """The 95% limits of a rate per person: exact below ten events (Garwood 1936), from ten on
    Byar's approximation (Breslow and Day 1987)."""
    if events < 10:
        low = stats.chi2.ppf(0.025, 2 * events) / 2 if events else 0.0
        high = stats.chi2.ppf(0.975, 2 * events + 2) / 2
    else:
        z, more = stats.norm.ppf(0.975), events + 1
        low = events * (1 - 1 / (9 * events) - z / (3 * sqrt(events))) ** 3
        high = more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3
    return low / people, high / people


def scatter(pairs: Sequence[tuple[float, float]], share: bool) -> tuple[float, float]:
    """phi and tau squared by Spiegelhalter (2005): z about the pooled value on the scale on which
    chance is the same for all, a tenth drawn in at each end; at least as chance gives."""

    def placed(value: float) -> float:
        return asin(sqrt(value)) if share else sqrt(value)

    pooled = sum(above for above, _ in pairs) / sum(below for _, below in pairs)
    z = [2 * sqrt(below) * (placed(above / below) - placed(pooled)) for above, below in pairs]
    low, high = quantile(z, 0.1), quantile(z, 0.9)
    phi = sum(min(max(one, low), high) ** 2 for one in z) / len(z)
    weights = [4 * below for _, below in pairs]
    whole = sum(weights) - sum(one * one for one in weights) / sum(weights)
    return max(1.0, phi), max(0.0, (len(z) * phi - (len(z) - 1)) / whole)


def nearest(
    lists: dict[str, int], scores: dict[str, float], typical: Sequence[str], whose: str, most: int
) -> list[str]:
    """The most similar of the typical practices by the logarithm of the list and deprivation, each
    in standard deviations of the typical; who has neither in common is not compared."""
    features = [{code: log(size) for code, size in lists.items() if size > 0}, scores]
    found = []
    for other in typical:
        squares = []
        for known in features:
            among = [known[one] for one in typical if one in known]
            mean = sum(among) / len(among)
            spread = sqrt(sum((one - mean) ** 2 for one in among) / len(among))
            if whose in known and other in known:
                squares.append(((known[whose] - known[other]) / spread) ** 2)
        if squares and other != whose:
            found.append((sum(squares) / len(squares), other))
    return [other for _, other in sorted(found)[:most]]


def slope(rows: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Rows of value, deprivation, patients: the most deprived less the least on a straight line
    through all, with its 95% limits, whatever the scatter."""
    everybody = sum(people for _, _, people in rows)
    ridits = []
    for _, score, _ in rows:
        below = sum(people for _, other, people in rows if other < score)
        alike = sum(people for _, other, people in rows if other == score)
        ridits.append((below + alike / 2) / everybody)
    away = [one - 0.5 for one in ridits]
    middle = sum(value * people for value, _, people in rows) / everybody
    spread = sum(people * x * x for (_, _, people), x in zip(rows, away, strict=True))
    found = (
        sum(people * x * (value - middle) for (value, _, people), x in zip(rows, away, strict=True))
        / spread
    )
    left = [value - middle - found * x for (value, _, _), x in zip(rows, away, strict=True)]
    scatter = sum(
        (people * x * rest) ** 2 for (_, _, people), x, rest in zip(rows, away, left, strict=True)
    )
    number = len(rows)
    error = sqrt(scatter) / spread * sqrt(number / (number - 2))
    half = stats.t.ppf(0.975, number - 2) * error
    return found, found - half, found + half


# What is said to everybody of the newest period: of the strongest mark alone.
PLAINLY = {
    "above the control limits": "higher than its own usual ups and downs",
    "below the control limits": "lower than its own usual ups and downs",
    "one of seven or more in a row above the mean": (
        "above its own usual level for seven periods or more"
    ),
    "one of seven or more in a row below the mean": (
        "below its own usual level for seven periods or more"
    ),
    "one of seven or more in a row that rise": "rising for seven periods or more",
    "one of seven or more in a row that fall": "falling for seven periods or more",
    "one of two in three near the upper limit": (
        "lately near the top of its own usual ups and downs"
    ),
    "one of two in three near the lower limit": (
        "lately near the bottom of its own usual ups and downs"
    ),
}


class Control:
    """A control chart of one series, None where nothing is known: mean and limits, and by place
    the words of what stands out. A point that is missing is no point."""

    def __init__(self, series: Sequence[float | None]) -> None:
        known = [(at, value) for at, value in enumerate(series) if value is not None]
        values = [value for _, value in known]
        ranges = [abs(two - one) for one, two in pairwise(values)]
        mean_range = sum(ranges) / len(ranges)
        kept = [one for one in ranges if one < 3.267 * mean_range]
        self.step = sum(kept) / len(kept)
        self.centre = sum(values) / len(values)
        self.lower = self.centre - 2.66 * self.step
        self.upper = self.centre + 2.66 * self.step
        self.said: dict[int, set[str]] = {at: set() for at, _ in known}
        places = [at for at, _ in known]
        self._outside(known)
        self._side(places, values)
        self._way(places, values)
        self._near(places, values)

    def _outside(self, known: Sequence[tuple[int, float]]) -> None:
        for at, value in known:
            if value > self.upper:
                self.said[at].add("above the control limits")
            if value < self.lower:
                self.said[at].add("below the control limits")

    def _side(self, places: Sequence[int], values: Sequence[float]) -> None:
        for start in range(len(values) - 6):
            seven = values[start : start + 7]
            if all(one > self.centre for one in seven):
                self._say(places[start : start + 7], "one of seven or more in a row above the mean")
            if all(one < self.centre for one in seven):
                self._say(places[start : start + 7], "one of seven or more in a row below the mean")

    def _way(self, places: Sequence[int], values: Sequence[float]) -> None:
        for start in range(len(values) - 6):
            seven = values[start : start + 7]
            pairs = list(pairwise(seven))
            if all(two > one for one, two in pairs):
                self._say(places[start : start + 7], "one of seven or more in a row that rise")
            if all(two < one for one, two in pairs):
                self._say(places[start : start + 7], "one of seven or more in a row that fall")

    def _near(self, places: Sequence[int], values: Sequence[float]) -> None:
        for way, word in ((1, "upper"), (-1, "lower")):
            for start in range(len(values) - 2):
                beyond = [
                    at
                    for at, value in zip(
                        places[start : start + 3], values[start : start + 3], strict=True
                    )
                    if way * (value - self.centre) > 1.773 * self.step
                ]
                if len(beyond) >= 2:
                    self._say(beyond, f"one of two in three near the {word} limit")

    def _say(self, places: Iterable[int], words: str) -> None:
        for at in places:
            self.said[at].add(words)
