"""The numbers a board is told: bands through the periods, by domain and by deprivation fifth."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.calc.fifths import FIFTHS
from scorecard.calc.telling import Split, finest, groups_told, together
from scorecard.calc.types import Band, Codes, Flags, NoBand
from scorecard.cards.models import CardRun
from scorecard.dashboards.selectors.board import WeightedBands

# Rows are green, amber, red: all apart, or green and the others.
LEVELS = (Band.GREEN, Band.AMBER, Band.RED)
APART: Split = ((0,), (1,), (2,))
GREEN_OR_NOT: Split = ((0,), (1, 2))


@dataclass(frozen=True)
class Bands:
    """How many figures of so many practices have each band; also of those without any figure:
    where some are left out of one number and not of another, the two tell of them.

    `amber` and `red` are None where too few stand behind one of them: then `not_green` are both.
    """

    green: int
    not_green: int
    amber: int | None
    red: int | None
    practices: int

    @property
    def banded(self) -> int:
        return self.green + self.not_green

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
    """Of the figures due, how many have a band, and why the others have none.

    `reasons` are empty where too few practices stand behind one; `told` is False where they do
    behind all that are missing.
    """

    due: int
    banded: int
    reasons: tuple[tuple[NoBand, int], ...]
    told: bool = True


def bands_in(codes: Codes, split: Split, practices: int) -> Bands:
    """Count an array of definitions x practices, of which so many are meant."""
    green, amber, red = (int((codes == one).sum()) for one in LEVELS)
    if len(split) < len(APART):
        return Bands(green, amber + red, None, None, practices)
    return Bands(green, amber + red, amber, red, practices)


def behind_levels(codes: Codes) -> Flags:
    """Levels x practices: who has at least one figure with the band."""
    return np.stack([(codes == one).any(axis=0) for one in LEVELS])


def whole(found: WeightedBands | None) -> Bands | None:
    """None where too few practices stand behind it to be told, or there is nothing."""
    if found is None:
        return None
    split = finest(behind_levels(found.bands), (APART, GREEN_OR_NOT))
    return bands_in(found.bands, split, found.bands.shape[1]) if split else None


def through_periods(
    runs: Sequence[CardRun], found: dict[int, WeightedBands]
) -> list[tuple[CardRun, Bands | None]]:
    """Oldest first."""
    return [(one, whole(found.get(one.run_id))) for one in reversed(runs)]


def by_domain(found: WeightedBands) -> list[Told]:
    names = list(dict.fromkeys(found.domains))
    rows = np.array(found.domains)
    parts = [np.where((rows == name)[:, None], found.bands, Band.NONE) for name in names]
    return _told(names, parts, found, [part.shape[1] for part in parts])


def by_fifth(found: WeightedBands, fifths: Codes, names: Sequence[str]) -> list[Told]:
    """Who is in no fifth is a group of its own, so that the others do not tell of it."""
    groups = (*range(1, FIFTHS + 1), 0)
    parts = [np.where(fifths == one, found.bands, Band.NONE) for one in groups]
    sizes = [int((fifths == one).sum()) for one in groups]
    return _told((*names, ""), parts, found, sizes)[:FIFTHS]


def _told(
    names: Sequence[str], parts: Sequence[Codes], found: WeightedBands, sizes: Sequence[int]
) -> list[Told]:
    """All told in the same levels: those of one less the others would tell of a level apart."""
    behind = np.stack([behind_levels(part) for part in parts])
    own = finest(behind_levels(found.bands), (APART, GREEN_OR_NOT))
    splits = (APART, GREEN_OR_NOT) if own == APART else (GREEN_OR_NOT,)
    options = [(split, groups_told(together(behind, split))) for split in splits]
    split, told = max(options, key=lambda option: int(option[1].sum()))
    return [
        Told(name, bands_in(part, split, size) if may else None, empty=not who.any())
        for name, part, size, may, who in zip(names, parts, sizes, told, behind, strict=True)
    ]


def completeness(found: WeightedBands) -> Completeness:
    """Figures that do not apply are not due."""
    due = found.states != NoBand.NOT_APPLICABLE
    banded = found.states == NoBand.BANDED
    why = [one for one in NoBand if one not in (NoBand.BANDED, NoBand.NOT_APPLICABLE)]
    behind = np.stack([banded.any(axis=0), *((found.states == one).any(axis=0) for one in why)])
    rest = tuple(range(1, len(behind)))
    split = finest(behind, ([(at,) for at in range(len(behind))], ((0,), rest)), alike=True)
    counts = [(one, int((found.states == one).sum())) for one in why]
    reasons = tuple((one, number) for one, number in counts if number)
    told = split is not None
    return Completeness(
        int(due.sum()), int(banded.sum()), reasons if told and len(split or ()) > 2 else (), told
    )


def overall_levels(bands: Codes) -> tuple[Split | None, dict[Band, int]]:
    """Practices by their band as a whole, without a band last, and what may be told apart."""
    levels = (*LEVELS, Band.NONE)
    behind = np.stack([bands == one for one in levels])
    splits: tuple[Split, ...] = (
        ((0,), (1,), (2,), (3,)),
        ((0,), (1, 2), (3,)),
        ((0,), (1, 2, 3)),
    )
    return finest(behind, splits), {one: int((bands == one).sum()) for one in levels}
