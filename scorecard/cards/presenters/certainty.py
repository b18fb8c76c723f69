"""How certain a band and a rank are, as each reader is told: the one place that decides who.

Who may see every practice's results sees percentages and ranks. Practices, networks and the
public are told one thing in words, that a band is too close to call: a percentage looks more
exact than it is, and a range of ranks says where others stand.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from indicators.explaining import Outcome
from indicators.models import Certainty, Run
from indicators.services.certainty import KIND
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.runs import second_pass
from scorecard.jobs.selectors import is_under_way
from scorecard.ui.words import BANDS, TOO_CLOSE, Words, between_ranks, chance_words, could_be

BEING_WORKED_OUT = "How certain the bands are is being worked out. Look again in a minute."
NONE_TOO_CLOSE = "No band is too close to call in this period."
NOT_WORKED_OUT = "How certain the bands are was not worked out. It comes with the next banding run."


@dataclass(frozen=True)
class Told:
    """What one reader is told of one result; empty where there is nothing to say.

    `too_close` stands beside the band for everybody. `band` and `rank` are for those who see
    numbers, `rows` the same in full. `known` is whether anything was worked out at all.
    """

    known: bool = False
    too_close: Words | None = None
    band: str = ""
    rank: str = ""
    rows: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, str]:
        """For the page as data: the words only, empty where there are none."""
        word = self.too_close.word if self.too_close else ""
        return {"too_close": word, "band": self.band, "rank": self.rank}


NOTHING_TOLD = Told()


class Sure(Protocol):
    """A row of `Certainty`, or as much of it as was read."""

    @property
    def red(self) -> float | None: ...
    @property
    def amber(self) -> float | None: ...
    @property
    def green(self) -> float | None: ...
    @property
    def rank_best(self) -> int | None: ...
    @property
    def rank_worst(self) -> int | None: ...
    @property
    def too_close(self) -> bool: ...


@dataclass(frozen=True)
class Certain:
    """What is known of one practice, by definition, and whether its reader is told numbers."""

    rows: Mapping[int, Certainty]
    numbers: bool


NO_CERTAINTY = Certain({}, numbers=False)


def sees_numbers(permissions: Collection[Permission]) -> bool:
    return Permission.SEE_RESULTS in permissions


def told(certainty: Sure | None, outcome: Outcome, numbers: bool) -> Told:
    """What is said beside a result; `numbers` as `sees_numbers` says of the reader."""
    if certainty is None:
        return NOTHING_TOLD
    word = TOO_CLOSE if certainty.too_close else None
    if not numbers:
        return Told(known=True, too_close=word)
    chances = _chances(certainty)
    band = could_be(outcome.band, chances) if chances and outcome.band else ""
    rank = ""
    if certainty.rank_best and certainty.rank_worst and outcome.ranked_of:
        rank = between_ranks(certainty.rank_best, certainty.rank_worst, outcome.ranked_of)
    return Told(True, word, band, rank, _rows(chances, rank))


def note_of(run: Run, found: Collection[object], numbers: bool) -> str:
    """Why nothing is said of certainty, for those who are told numbers; empty where it is."""
    if found or not numbers:
        return ""
    ended, at_it = second_pass(run)
    if ended:
        return ""
    return BEING_WORKED_OUT if at_it else NOT_WORKED_OUT


def waiting_note(run: Run) -> str:
    """Why nothing is said, of a run whose second pass has not ended."""
    return BEING_WORKED_OUT if is_under_way(KIND, str(run.pk)) else NOT_WORKED_OUT


def closeness(run: Run, found: Collection[object], only: bool) -> dict[str, Any]:
    """For pages with the filter: whether it is on, and in words why it finds nothing."""
    empty = ""
    if only and not found:
        empty = note_of(run, (), numbers=True) or NONE_TOO_CLOSE
    return {
        "filters_close": True,
        "only_close": only,
        "none_close": empty,
        "too_close": TOO_CLOSE,
    }


def _chances(certainty: Sure) -> tuple[float, float, float] | None:
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
