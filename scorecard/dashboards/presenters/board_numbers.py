"""The numbers a board is told: bands through the periods, by domain and by deprivation fifth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.calc.fifths import FIFTHS
from scorecard.calc.types import Band, Codes, Flags, NoBand
from scorecard.cards.models import CardRun
from scorecard.dashboards.selectors.board import WeightedBands
from scorecard.dashboards.telling import FEWEST, may_tell


@dataclass(frozen=True)
class Bands:
    """How many figures of so many practices have each band."""

    green: int
    amber: int
    red: int
    practices: int

    @property
    def banded(self) -> int:
        return self.green + self.amber + self.red

    @property
    def share(self) -> float:
        """Of the figures with a band, those that are green, in per cent; NaN without any."""
        return 100 * self.green / self.banded if self.banded else float("nan")


@dataclass(frozen=True)
class Told:
    """A domain or a fifth; `bands` is None where too few practices stand behind it."""

    name: str
    bands: Bands | None
    empty: bool = False


@dataclass(frozen=True)
class Completeness:
    """Of the figures due, how many have a band, and why the others have none."""

    due: int
    banded: int
    reasons: tuple[tuple[NoBand, int], ...]


def bands_in(codes: Codes) -> Bands:
    """Count an array of definitions x practices."""
    green, amber, red = (int((codes == one).sum()) for one in (Band.GREEN, Band.AMBER, Band.RED))
    return Bands(green, amber, red, int(_behind(codes).sum()))


def _behind(codes: Codes) -> Flags:
    """The practices with at least one band."""
    return np.asarray((codes != Band.NONE).any(axis=0))


def whole(found: WeightedBands | None) -> Bands | None:
    """None where fewer than `FEWEST` practices stand behind it, or there is nothing."""
    if found is None:
        return None
    bands = bands_in(found.bands)
    return bands if bands.practices >= FEWEST else None


def through_periods(
    runs: Sequence[CardRun], found: dict[int, WeightedBands]
) -> list[tuple[CardRun, Bands | None]]:
    """Oldest first."""
    return [(one, whole(found.get(one.run_id))) for one in reversed(runs)]


def by_domain(found: WeightedBands) -> list[Told]:
    names = list(dict.fromkeys(found.domains))
    rows = np.array(found.domains)
    parts = [found.bands[rows == name] for name in names]
    return _told(names, parts, np.stack([_behind(part) for part in parts]))


def by_fifth(found: WeightedBands, fifths: Codes, names: Sequence[str]) -> list[Told]:
    """Who is in no fifth is a group of its own, so that the others do not tell of it."""
    groups = (*range(1, FIFTHS + 1), 0)
    who = np.stack([(fifths == one) & _behind(found.bands) for one in groups])
    parts = [found.bands[:, fifths == one] for one in groups]
    return _told(names, parts, who)[:FIFTHS]


def _told(names: Sequence[str], parts: Sequence[Codes], behind: Flags) -> list[Told]:
    told = may_tell(behind)
    return [
        Told(name, bands_in(part) if may else None, empty=not who.any())
        for name, part, may, who in zip(names, parts, told, behind, strict=False)
    ]


def completeness(found: WeightedBands) -> Completeness:
    """Figures that do not apply are not due."""
    counts = np.bincount(found.states.ravel(), minlength=max(NoBand) + 1)
    due = int(counts.sum() - counts[NoBand.NOT_APPLICABLE])
    reasons = tuple(
        (one, int(counts[one]))
        for one in NoBand
        if counts[one] and one not in (NoBand.BANDED, NoBand.NOT_APPLICABLE)
    )
    return Completeness(due, int(counts[NoBand.BANDED]), reasons)
