"""Whether a practice meets a condition that stands apart from every band. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scorecard.calc.types import Band, NoBand

AT_LEAST = {"amber": Band.AMBER, "green": Band.GREEN}


class Standing(StrEnum):
    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "cannot be said"


@dataclass(frozen=True)
class Held:
    """What is known of one of the indicators; `counts_silent`: silence counts as red."""

    name: str
    band: int
    no_band: int = NoBand.BANDED
    counts_silent: bool = False


@dataclass(frozen=True)
class Verdict:
    """`short` are the indicators below the level, `missing` those of which too little is known."""

    standing: Standing
    short: tuple[Held, ...] = ()
    missing: tuple[Held, ...] = ()


def judge(held: Iterable[Held], at_least: str) -> Verdict:
    """All have to reach the level; what does not apply to the practice is not asked of it.

    One that is short decides, whatever is missing. Where none is short, one that is missing
    leaves it open: no data is neither a pass nor a fail.
    """
    asked = [one for one in held if one.no_band != NoBand.NOT_APPLICABLE]
    level = AT_LEAST[at_least]
    short = tuple(one for one in asked if _is_short(one, level))
    missing = tuple(one for one in asked if not one.band and one not in short)
    if short:
        return Verdict(Standing.NOT_MET, short, missing)
    if missing or not asked:
        return Verdict(Standing.UNKNOWN, (), missing)
    return Verdict(Standing.MET)


def count(verdicts: Sequence[Verdict]) -> dict[Standing, int]:
    """How many there are of each standing."""
    return {one: sum(verdict.standing is one for verdict in verdicts) for one in Standing}


def _is_short(one: Held, level: Band) -> bool:
    if one.band:
        return one.band < level
    return one.counts_silent and one.no_band == NoBand.NOT_RETURNED
