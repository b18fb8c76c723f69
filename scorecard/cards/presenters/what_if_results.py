"""What would change, in words and rows: for the page, the chart and the files."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.calc.rounding import show
from scorecard.calc.types import Band
from scorecard.calc.what_if import count_bands
from scorecard.cards.forms.what_if_fields import BEFORE
from scorecard.cards.services.trying import Trial
from scorecard.charts.moves import score_moves
from scorecard.charts.types import Chart, MoveItem, ScoreMoves
from scorecard.ui.words import Words, band_words

NO_SCORE = Words("No score", "○", "none", "Too little is known.", "")
ON_PAGE, IN_CHART = 100, 40
HEADER = (
    "practice code",
    "practice",
    "band before",
    "band after",
    "changes band",
    "score before",
    "score after",
    "change",
    "rank before",
    "rank after",
)


@dataclass(frozen=True)
class MoveRow:
    code: str
    name: str
    band_before: Words
    band_after: Words
    score_before: str
    score_after: str
    change: str
    rank_before: str
    rank_after: str


@dataclass(frozen=True)
class DomainRow:
    name: str
    before: str
    after: str
    change: str
    up: int
    down: int


@dataclass(frozen=True)
class CountRow:
    words: Words
    before: int
    after: int


@dataclass(frozen=True)
class TrialView:
    """`rows` are the practices that move, the furthest first; `left_out` more are in the files."""

    summary: str
    counts: tuple[CountRow, ...]
    domains: tuple[DomainRow, ...]
    rows: tuple[MoveRow, ...]
    left_out: int
    chart: Chart | None


def trial_view(trial: Trial) -> TrialView:
    moved = trial.moves.order
    return TrialView(
        summary=_summary(trial),
        counts=_counts(trial),
        domains=tuple(_domain_rows(trial)),
        rows=tuple(_row(trial, at) for at in moved[:ON_PAGE].tolist()),
        left_out=max(len(moved) - ON_PAGE, 0),
        chart=_chart(trial) if len(moved) else None,
    )


def says_nothing(trial: Trial) -> bool:
    """Whether no practice has a band or score, before or after."""
    bands = trial.before_bands.any() or trial.after_bands.any()
    scores = np.isfinite(trial.before_scores).any() or np.isfinite(trial.after_scores).any()
    return not bands and not scores


def overall_words(band: int) -> Words:
    """Of a whole practice; without a band it has no score."""
    return band_words(band) if band else NO_SCORE


def file_rows(trial: Trial) -> list[tuple[object, ...]]:
    """Every practice under HEADER, by name; numbers in full."""
    moves = trial.moves
    practices = trial.picture.practices
    order = sorted(range(len(practices)), key=lambda at: (practices[at].sort_key, at))
    return [
        (
            practices[at].code,
            practices[at].name,
            overall_words(trial.before_bands[at]).word,
            overall_words(trial.after_bands[at]).word,
            bool(moves.changes_band[at]),
            trial.before_scores[at],
            trial.after_scores[at],
            moves.change[at],
            moves.rank_before[at],
            moves.rank_after[at],
        )
        for at in order
    ]


def sheets(
    trial: Trial,
    tried: Sequence[tuple[str, str, str]],
    notes: Sequence[str],
    folded: Sequence[tuple[str, str]],
) -> dict[str, list[Sequence[object]]]:
    """The further sheets of the Excel file."""
    shown = trial_view(trial)
    period = trial.picture.card_run.run.period
    return {
        "Bands": [
            ("overall band", "practices before", "practices after"),
            *((row.words.word, row.before, row.after) for row in shown.counts),
        ],
        "Domains": [
            ("domain", "mean before", "mean after", "practices up", "practices down"),
            *(
                (one.name, one.move.before, one.move.after, one.move.up, one.move.down)
                for one in trial.domains
            ),
        ],
        "What was tried": [
            ("version", str(trial.picture.version)),
            ("period", period.name),
            ("before is", dict(BEFORE)["banded" if trial.against_run else "version"]),
            (shown.summary,),
            *((note,) for note in notes),
            *folded,
            (),
            ("what", "from", "to"),
            *tried,
        ],
    }


def _summary(trial: Trial) -> str:
    one, two = trial.before_bands, trial.after_bands
    total, moved = len(one), len(trial.moves.order)
    if not moved:
        return f"None of {total} practices moves."
    known = (one != Band.NONE) & (two != Band.NONE)
    parts = [
        (int(np.count_nonzero(known & (two > one))), "up"),
        (int(np.count_nonzero(known & (two < one))), "down"),
        (int(np.count_nonzero((one == Band.NONE) & (two != Band.NONE))), "to their first band"),
        (int(np.count_nonzero((one != Band.NONE) & (two == Band.NONE))), "to no band"),
    ]
    changing = sum(number for number, _ in parts)
    ways = ", ".join(f"{show(number)} {way}" for number, way in parts if number)
    furthest = np.nanmax(np.abs(trial.moves.change)) if known.any() else 0.0
    bands = f"{show(changing)} of {show(total)} practices change band: {ways}." if changing else (
        f"None of {show(total)} practices changes band."
    )  # fmt: skip
    scores = int(np.count_nonzero(np.nan_to_num(trial.moves.change)))
    if not scores:
        return bands
    return f"{bands} {show(scores)} change score, by at most {show(float(furthest), 1)} points."


def _counts(trial: Trial) -> tuple[CountRow, ...]:
    before, after = count_bands(trial.before_bands), count_bands(trial.after_bands)
    names = ((Band.GREEN, "green"), (Band.AMBER, "amber"), (Band.RED, "red"), (Band.NONE, "none"))
    return tuple(
        CountRow(overall_words(band), getattr(before, name), getattr(after, name))
        for band, name in names
    )


def _domain_rows(trial: Trial) -> list[DomainRow]:
    return [
        DomainRow(
            name=one.name,
            before=_score(one.move.before),
            after=_score(one.move.after) + _why(trial, at),
            change=_signed(one.move.after - one.move.before),
            up=one.move.up,
            down=one.move.down,
        )
        for at, one in enumerate(trial.domains)
    ]


def _why(trial: Trial, at: int) -> str:
    """Why no practice has a score in a domain after the change, after a colon."""
    if math.isfinite(trial.domains[at].move.after):
        return ""
    inside = np.flatnonzero(trial.scheme.domain_of == at).tolist()
    counted = [trial.picture.items[one] for one in inside if trial.scheme.weights[one] > 0]
    if not inside:
        return ": no indicator counts in it"
    if not counted:
        return ": its indicators weigh 0"
    if all(item in trial.silent for item in counted):
        return ": its indicators have no figures"
    return ": too little is known"


def _row(trial: Trial, at: int) -> MoveRow:
    practice, moves = trial.picture.practices[at], trial.moves
    return MoveRow(
        code=practice.code,
        name=practice.name,
        band_before=overall_words(trial.before_bands[at]),
        band_after=overall_words(trial.after_bands[at]),
        score_before=_score(trial.before_scores[at]),
        score_after=_score(trial.after_scores[at]),
        change=_signed(moves.change[at]),
        rank_before=_rank(moves.rank_before[at]),
        rank_after=_rank(moves.rank_after[at]),
    )


def _chart(trial: Trial) -> Chart:
    scheme = trial.scheme
    drawn = trial.moves.order[:IN_CHART].tolist()
    more = len(trial.moves.order) > IN_CHART
    levels = (("Red below", scheme.red_below), ("Green from", scheme.green_from))
    return score_moves(
        ScoreMoves(
            title="Scores before and after",
            summary=f"{_summary(trial)} Those who change band come first"
            + (f"; the {IN_CHART} furthest moves are drawn." if more else "."),
            items=tuple(
                MoveItem(
                    label=trial.picture.practices[at].name,
                    before=_or_none(trial.before_scores[at]),
                    after=_or_none(trial.after_scores[at]),
                    band_before=Band(trial.before_bands[at]),
                    band_after=Band(trial.after_bands[at]),
                )
                for at in drawn
            ),
            levels=levels if scheme.overall_by != "reds" else (),
        )
    )


def _or_none(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None


def _score(score: float) -> str:
    return show(float(score), 1) if math.isfinite(score) else "No score"


def _rank(rank: float) -> str:
    return show(float(rank)) if math.isfinite(rank) else "–"


def _signed(change: float) -> str:
    """+3.2 or -0.5; smaller ones with as many places as it takes to see them."""
    if not math.isfinite(change):
        return "–"
    decimals = next((d for d in (1, 2, 3) if abs(change) >= 0.5 * 10**-d), 1)
    text = show(float(change), decimals)
    return f"+{text}" if change > 0 and text.strip("0.") else text
