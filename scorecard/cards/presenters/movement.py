"""Where a score stands inside its level, and how it moved since the period before, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scorecard.calc import weighting
from scorecard.calc.rounding import show
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardRun, CardVersion, OverallBy, Score
from scorecard.cards.presenters.axis import short_name
from scorecard.charts.figures import trend_line
from scorecard.charts.types import Chart, TrendLine, TrendPoint
from scorecard.charts.words import counted
from scorecard.ui.words import BANDS

# The share of the way and how it is said: the nearest one is taken.
_PARTS = (
    (1 / 4, "a quarter of the way"),
    (1 / 3, "a third of the way"),
    (1 / 2, "half way"),
    (2 / 3, "two thirds of the way"),
    (3 / 4, "three quarters of the way"),
)
_EDGE = 0.125


@dataclass(frozen=True)
class Before:
    """The period before and its scores: overall under "", domains by their name."""

    run: CardRun
    scores: dict[str, float | None]
    reds: int

    @property
    def name(self) -> str:
        return self.run.run.period.name


def before_of(run: CardRun | None, scores: Sequence[Score]) -> Before | None:
    """What `scores` of the run of the period before say, if there is one."""
    if run is None or not scores:
        return None
    named = {one.domain.name if one.domain else "": one for one in scores}
    values = {name: one.score for name, one in named.items()}
    return Before(run, values, named[""].reds)


def place_words(version: CardVersion, score: float | None) -> str:
    """Where a score stands inside its level: "two thirds of the way to green"; "" when green."""
    if score is None:
        return ""
    found = weighting.movement(score, np.nan, version.green_from, version.red_below)
    level, place = Band(int(found.level)), float(found.place)
    if level not in (Band.RED, Band.AMBER):
        return ""
    # Where both levels are one number there is no amber to reach.
    higher = Band.AMBER if level is Band.RED and version.red_below < version.green_from else None
    target = BANDS[higher or Band.GREEN].word.lower()
    if place <= _EDGE:
        return f"at the beginning of the way to {target}"
    if place >= 1 - _EDGE:
        return f"close to {target}"
    part = min(_PARTS, key=lambda known: abs(known[0] - place))[1]
    return f"{part} to {target}"


def change_words(now: float | None, before: float | None) -> str:
    """The change in points: "6 points above", "less than 1 point below", "as"."""
    if now is None or before is None:
        return ""
    change = now - before
    if abs(change) < 0.05:
        return "as"
    way = "above" if change > 0 else "below"
    size = show(abs(change))
    return f"{counted(int(size), 'point', 'points') if size != '0' else 'less than 1 point'} {way}"


def movement_words(
    version: CardVersion, score: float | None, before: Before | None, name: str = ""
) -> str:
    """One sentence: the change since the period before and the place inside the level."""
    change = change_words(score, before.scores.get(name)) if before else ""
    since = f"{change} {'in ' if change == 'as' else ''}{before.name}" if before and change else ""
    return _sentence(since, place_words(version, score))


def overall_movement(version: CardVersion, overall: Score, before: Before | None) -> str:
    """How a practice as a whole moved: by what its band rests on."""
    if overall.score is None:
        return ""
    reds = _reds_movement(version, overall.reds, before)
    if version.overall_by == OverallBy.SCORE:
        found = movement_words(version, overall.score, before)
    elif version.overall_by == OverallBy.REDS:
        found = reds
    else:
        score = movement_words(version, overall.score, before)
        parts = (("score", score), ("number of reds", reds))
        found = " ".join(f"By its {what}: {_lower(said)}" for what, said in parts if said)
    if found and before and before.run.version_id != version.pk:
        found += f" {before.name} was banded by {before.run.version}."
    return found


def _reds_movement(version: CardVersion, reds: int, before: Before | None) -> str:
    since = ""
    if before and before.scores.get("") is not None:
        change = reds - before.reds
        size = counted(abs(change), "red", "reds")
        way = "more" if change > 0 else "fewer"
        since = f"{size} {way} than in {before.name}" if change else f"as many as in {before.name}"
    return _sentence(since, _reds_place(version, reds))


def _reds_place(version: CardVersion, reds: int) -> str:
    """How far the next better level is: "2 reds fewer would be amber"; "" when green."""
    amber, red = version.reds_amber_from or 1, version.reds_red_from or 1
    if reds < amber:
        return ""
    lower, level = (red, Band.AMBER) if reds >= red > amber else (amber, Band.GREEN)
    fewer = counted(reds - lower + 1, "red", "reds")
    return f"{fewer} fewer would be {BANDS[level].word.lower()}"


def _sentence(*parts: str) -> str:
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def score_chart(history: Sequence[tuple[CardRun, Score]], who: str) -> Chart | None:
    """The overall score of one practice through the periods; None with fewer than two."""
    if len(history) < 2:
        return None
    points = []
    version = history[0][0].version_id
    for card_run, score in history:
        points.append(
            TrendPoint(
                label=short_name(card_run.run.period),
                value=score.score,
                band=Band(score.band),
                note="" if card_run.version_id == version else "new version of the scorecard",
                reason=NoBand.BANDED if score.score is not None else NoBand.NO_DATA,
            )
        )
        version = card_run.version_id
    return trend_line(
        TrendLine(
            title=f"Overall score of {who} in the last two years",
            unit="points",
            decimals=0,
            points=tuple(points),
        )
    )
