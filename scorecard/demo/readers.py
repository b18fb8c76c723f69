"""Who of the demo's practices looked at a release before it was published, and when. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from scorecard.accounts.roles import Role
from scorecard.demo.draws import stream
from scorecard.demo.quarters import Quarter

# How likely a practice is to look, of the release that is published and of the one in preview.
LOOKS = (0.85, 0.6)
READS_TOO = 0.15  # and somebody else there after the manager
FIRST_DAY, LAST_DAY = 1, 17  # after it was shown


class DemoLook(NamedTuple):
    """`days` after the release was shown, at `hour`."""

    practice: str
    role: Role
    quarter: int
    days: int
    hour: int


def make(seed: int, codes: Sequence[str], quarters: Sequence[Quarter]) -> tuple[DemoLook, ...]:
    """`quarters` are those that have a release, the earlier first."""
    return tuple(
        look
        for quarter, likely in zip(quarters, LOOKS, strict=True)
        for code in codes
        for look in _of(seed, code, quarter, likely)
    )


def _of(seed: int, code: str, quarter: Quarter, likely: float) -> list[DemoLook]:
    draw = stream(seed, "looks", code, quarter.code)
    if draw.random() > likely:
        return []
    day, hour = int(draw.integers(FIRST_DAY, LAST_DAY)), int(draw.integers(8, 18))
    manager = DemoLook(code, Role.PRACTICE_MANAGER, quarter.index, day, hour)
    if draw.random() > READS_TOO:
        return [manager]
    return [manager, manager._replace(role=Role.PRACTICE_READER, days=day + 1)]
