"""What readers of an earlier edition had and are not told in its correction, and why.

For staff, who read exact counts: the reason looks at them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from scorecard.charts.words import counted
from scorecard.publication.levels import AUDIENCES, CHOSEN, DETAILS, Audience, Detail
from scorecard.publication.models import Edition
from scorecard.publication.selectors.editions import small_numbers_of
from scorecard.publication.selectors.told import Told
from scorecard.publication.selectors.told_lost import Counted, now_hidden
from scorecard.publication.small_numbers import Policy

MOST = 50  # shown one by one


@dataclass(frozen=True)
class LostIndicator:
    """`readers` were told these figures; `lines` are practices, each with why it is gone."""

    name: str
    readers: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lost:
    """`count` figures that are withheld now; `levels`: measures of which somebody is told less."""

    count: int
    indicators: tuple[LostIndicator, ...]
    more: int
    levels: tuple[str, ...]


def lost_in(edition: Edition) -> Lost | None:
    """None where nothing is lost, or it corrects nothing. What nobody but the practice itself was
    told of a figure, nobody loses."""
    if edition.corrects is None:
        return None
    then = {one: Told(edition.corrects, one) for one in CHOSEN}
    readers = _readers(then)
    found = [one for one in now_hidden(edition.corrects, edition) if one.code in readers]
    policy = small_numbers_of(edition.rules)
    indicators = tuple(
        LostIndicator(name, readers[code], tuple((one.practice, why(one, policy)) for one in some))
        for (code, name), some in groupby(found[:MOST], lambda one: (one.code, one.indicator))
    )
    levels = tuple(_told_less(then, edition))
    if not found and not levels:
        return None
    return Lost(len(found), indicators, max(0, len(found) - MOST), levels)


def why(one: Counted, policy: Policy) -> str:
    """Why a figure that was told is withheld now."""
    least, most = (1 if policy.small.zero_shown else 0), policy.small.threshold
    if any(least <= count <= most for count in one.now):
        return "it counts so few itself now"
    if any(0 < abs(now - then) <= most for now, then in one.pairs):
        return f"it was corrected by 1 to {most} patients"
    return "with it another withheld figure could be worked out"


def _readers(then: dict[Audience, Told]) -> dict[str, str]:
    """By indicator who was told figures of single practices, in words; not there: nobody."""
    found: dict[str, list[str]] = {}
    for audience, told in then.items():
        for one in told.indicators:
            if told.detail(one) >= Detail.ANONYMISED:
                found.setdefault(one.code, []).append(AUDIENCES[audience])
    return {code: _listed(names) for code, names in found.items()}


def _listed(names: list[str]) -> str:
    first = ", ".join(names[:-1])
    return f"{first} and {names[-1]}" if first else names[-1]


def _told_less(then: dict[Audience, Told], edition: Edition) -> Iterator[str]:
    """One sentence for each audience and how much it was told, where it is told less now."""
    for audience, before in then.items():
        told = Told(edition, audience)
        now = {one.code: told.detail(one) for one in told.indicators}
        here = {one.code for one in Told(edition, Audience.OWN).indicators}
        less = [
            (before.detail(one), now.get(one.code, Detail.NOTHING), one.name)
            for one in before.indicators
            if one.code in here and now.get(one.code, Detail.NOTHING) < before.detail(one)
        ]
        for (was, is_now), some in groupby(sorted(less), lambda one: one[:2]):
            names = [name for *_, name in some]
            yield (
                f"{AUDIENCES[audience].capitalize()} read {DETAILS[was]} of"
                f" {counted(len(names), 'measure', 'measures')} and will read"
                f" {DETAILS[is_now]}: {', '.join(names)}."
            )
