"""What a hostile reader of the board paper and the overview can work out of one practice.

Such a reader has the papers of several periods and may know one practice's figures from inside.
"""

import numpy as np
import pytest

from scorecard.calc.telling import FEWEST, MANY, groups_told, may_tell
from scorecard.calc.types import Band, NoBand
from scorecard.dashboards.presenters.board_numbers import (
    behind_levels,
    by_domain,
    by_fifth,
    completeness,
    overall_levels,
    whole,
)
from scorecard.dashboards.selectors.board import WeightedBands

GREEN, AMBER, RED = Band.GREEN, Band.AMBER, Band.RED


def behind(*sizes, of=40):
    """Numbers that so many practices stand behind, each its own."""
    found, start = np.zeros((len(sizes), of), dtype=bool), 0
    for row, size in enumerate(sizes):
        found[row, start : start + size] = True
        start += size
    return found


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ((0, 0, 0), False),
        ((2, 0, 0), False),
        ((20, 5, 2), False),  # two are red
        ((20, 5, 0), True),
        ((MANY - 1, 0, 0), False),  # so each of nine is green
        ((MANY, 0, 0), True),
        ((FEWEST, FEWEST, FEWEST), True),
    ],
)
def test_numbers_are_told_from_three_practices_on_and_never_few_that_are_all_alike(sizes, told):
    assert may_tell(behind(*sizes)) is told


def random_run(seed):
    draw = np.random.default_rng(seed)
    practices, indicators = int(draw.integers(3, 25)), int(draw.integers(1, 6))
    shape = indicators, practices
    bands = draw.choice([0, 1, 2, 3], shape, p=draw.dirichlet([0.5, 1, 1, 2])).astype(np.int8)
    states = np.where(bands > 0, NoBand.BANDED, NoBand.NO_DATA).astype(np.int8)
    domains = tuple(f"Domain {one}" for one in sorted(draw.integers(0, 3, indicators)))
    run = WeightedBands(domains, tuple(range(indicators)), bands, states)
    return run, draw.integers(0, 6, practices)


@pytest.mark.parametrize("seed", range(100))
def test_neither_a_number_told_nor_one_that_follows_is_of_one_or_two(seed):
    """The area less the groups told, level by level, leaves nobody or what may be told too."""
    run, fifths = random_run(seed)
    area = whole(run)
    if area is None:
        return
    rows = np.array(run.domains)
    domains = list(dict.fromkeys(run.domains))
    parts = [np.where((rows == one)[:, None], run.bands, 0) for one in domains]
    _nothing_follows(run, area, parts, by_domain(run))
    groups = [np.where(fifths == one, run.bands, 0) for one in (*range(1, 6), 0)]
    told = [*by_fifth(run, fifths, "12345")]
    _nothing_follows(run, area, groups, told)
    # Who has no figure with a band is among the practices of every number, or two of them tell.
    assert {area.practices, *(one.bands.practices for one in by_domain(run) if one.bands)} == {
        run.bands.shape[1]
    }
    of_fifths = [(one.bands.practices, (fifths == at).sum()) for at, one in enumerate(told, 1)
                 if one.bands]  # fmt: skip
    assert all(number == members for number, members in of_fifths)


def _nothing_follows(run, area, parts, told):
    hidden = list(parts[len(told) :])
    apart = False
    for part, one in zip(parts, told, strict=False):
        if one.bands is None:
            hidden.append(part)
        else:
            apart = one.bands.amber is not None
            _is_safe(part, apart)
    _is_safe(run.bands, area.amber is not None)
    # Where the area tells amber and red apart and its parts do not, no part's follow.
    if len(hidden) < len(parts):
        assert not apart or area.amber is not None
        rest = np.concatenate(hidden) if hidden else np.zeros((1, 1), np.int8)
        if (rest > 0).any():
            _is_safe(rest, apart)


def _is_safe(codes, apart):
    green, amber, red = behind_levels(codes)
    numbers = (green, amber, red) if apart else (green, amber | red)
    sizes = [int(one.sum()) for one in numbers]
    assert all(size == 0 or size >= FEWEST for size in sizes)
    assert sum(size > 0 for size in sizes) > 1 or sizes[0] + sum(sizes[1:]) >= MANY


def test_groups_left_out_hide_another_where_they_would_follow_from_the_whole():
    groups = np.stack([behind(6, 6), behind(4, 4), behind(2, 3)])
    assert list(groups_told(groups)) == [True, False, False]
    assert list(groups_told(np.stack([behind(6, 6), behind(0, 0)]))) == [True, False]


def test_overall_bands_are_put_together_until_none_is_of_one_or_two():
    def split(*numbers):
        levels = (GREEN, AMBER, RED, Band.NONE)
        bands = np.repeat(np.array(levels, np.int8), numbers)
        found = overall_levels(bands)[0]
        return None if found is None else len(found)

    assert split(20, 10, 5, 0) == 4
    assert split(20, 10, 2, 3) == 3
    assert split(20, 10, 1, 1) == 2
    assert split(38, 1, 1, 0) is None


def test_a_reason_that_one_practice_has_is_not_told_apart():
    states = np.zeros((2, 20), np.int8)
    states[0, :1], states[1, 1:6] = NoBand.NOT_RETURNED, NoBand.NO_DATA
    run = WeightedBands(("A", "A"), (1, 2), np.where(states == 0, GREEN, 0).astype(np.int8), states)
    found = completeness(run)
    assert (found.told, found.banded, found.reasons) == (True, 34, ())
    states[1] = 0
    assert not completeness(run).told
