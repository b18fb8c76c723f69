"""Figures that readers of an earlier edition had and are not told in its correction, and why.

For staff, who read exact counts: the reason looks at them.
"""

from dataclasses import dataclass
from itertools import groupby

from scorecard.publication.models import Edition
from scorecard.publication.selectors.editions import small_numbers_of
from scorecard.publication.selectors.told_lost import Counted, now_hidden
from scorecard.publication.small_numbers import Policy

MOST = 50  # shown one by one


@dataclass(frozen=True)
class Lost:
    """By indicator the practices whose figure is not told any more, each with why."""

    count: int
    indicators: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    more: int


def lost_in(edition: Edition) -> Lost | None:
    """None where nothing is lost, or it corrects nothing."""
    if edition.corrects is None:
        return None
    found = now_hidden(edition.corrects, edition)
    policy = small_numbers_of(edition.rules)
    shown = [(one.indicator, (one.practice, why(one, policy))) for one in found[:MOST]]
    grouped = groupby(shown, lambda one: one[0])
    indicators = tuple((name, tuple(line for _, line in some)) for name, some in grouped)
    return Lost(len(found), indicators, len(found) - len(shown)) if found else None


def why(one: Counted, policy: Policy) -> str:
    """Why a figure that was told is withheld now."""
    least, most = (1 if policy.small.zero_shown else 0), policy.small.threshold
    if any(least <= count <= most for count in one.now):
        return "it counts so few itself now"
    if any(0 < abs(now - then) <= most for now, then in one.pairs):
        return f"it was corrected by 1 to {most} patients"
    return "with it another withheld figure could be worked out"
