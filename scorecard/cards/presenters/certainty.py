"""How certain a band and a rank are, as each reader is told: the one place that decides who.

Who may see every practice's results sees percentages and ranks. Practices, networks and the
public are told one thing in words, that a band is too close to call: a percentage looks more
exact than it is, and a range of ranks says where others stand.
"""

from collections.abc import Collection
from dataclasses import dataclass

from indicators.models import Certainty, Result
from scorecard.accounts.roles import Permission
from scorecard.ui.words import BANDS, TOO_CLOSE, Words, between_ranks, chance_words, could_be

BEING_WORKED_OUT = "How certain the bands are is being worked out. Look again in a minute."
NOT_WORKED_OUT = "How certain the bands are was not worked out. It comes with the next banding run."


@dataclass(frozen=True)
class Told:
    """What one reader is told of one result; empty where there is nothing to say.

    `too_close` stands beside the band for everybody. `band` and `rank` are for those who see
    numbers, `rows` the same in full.
    """

    too_close: Words | None = None
    band: str = ""
    rank: str = ""
    rows: tuple[tuple[str, str], ...] = ()


NOTHING_TOLD = Told()


def sees_numbers(permissions: Collection[Permission]) -> bool:
    return Permission.SEE_RESULTS in permissions


def told(certainty: Certainty | None, result: Result, ranked_of: int | None, numbers: bool) -> Told:
    """What is said beside a result; `numbers` as `sees_numbers` says of the reader."""
    if certainty is None:
        return NOTHING_TOLD
    word = TOO_CLOSE if certainty.too_close else None
    if not numbers:
        return Told(too_close=word)
    chances = _chances(certainty)
    band = could_be(result.band, chances) if chances and result.band else ""
    rank = ""
    if certainty.rank_best and certainty.rank_worst and ranked_of:
        rank = between_ranks(certainty.rank_best, certainty.rank_worst, ranked_of)
    return Told(word, band, rank, _rows(chances, rank))


def _chances(certainty: Certainty) -> tuple[float, float, float] | None:
    found = certainty.red, certainty.amber, certainty.green
    return None if None in found else found  # type: ignore[return-value]


def _rows(chances: tuple[float, float, float] | None, rank: str) -> tuple[tuple[str, str], ...]:
    rows = []
    if chances:
        parts = (f"{BANDS[one].word.lower()} {chance_words(chances[one - 1])}" for one in BANDS)
        rows.append(("Probability of each band", ", ".join(parts)))
    if rank:
        rows.append(("True rank, allowing for chance (95%)", rank))
    return tuple(rows)
