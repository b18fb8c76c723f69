"""The digest to people of one practice: about nobody else."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.urls import reverse

from practices.models import Practice
from scorecard.calc.rounding import show
from scorecard.cards.presenters.levels import score_words
from scorecard.charts.words import counted
from scorecard.dashboards.presenters.digest_parts import (
    Line,
    Move,
    News,
    full,
    move_of,
    subject_of,
)
from scorecard.dashboards.selectors.scores import Scores
from scorecard.publication.presenters.due import due_of
from scorecard.ui.words import BANDS, NO_BANDS


@dataclass(frozen=True)
class PracticeDigest:
    """To people of one practice, about nobody else."""

    subject: str
    place: str
    period: str
    heading: str
    since: str
    overall: str
    worse: tuple[Move, ...]
    better: tuple[Move, ...]
    sinking: tuple[Move, ...]
    rising: tuple[Move, ...]
    missing: str
    due: tuple[Line, ...]
    link: str

    @property
    def groups(self) -> tuple[tuple[str, tuple[Move, ...]], ...]:
        inside = (
            ("Worse by more than noise, band as before", self.sinking),
            ("Better by more than noise, band as before", self.rising),
        )
        return (
            (f"Bands lost since {self.since}", self.worse),
            ("Bands gained", self.better),
            *((title, moves) for title, moves in inside if moves),
        )


def practice_digest(news: News, practice: Practice) -> PracticeDigest | None:
    """None for a practice that the run does not have."""
    overall = news.scores[0].get(None)
    if overall is None or practice.pk not in overall.practices:
        return None
    own = [one.chosen(one.practices == practice.pk) for one in news.moved]
    mine = [one for one in own if one.practices.size]
    worse = tuple(move_of(one, 0) for one in mine if not one.gained[0])
    better = tuple(move_of(one, 0) for one in mine if one.gained[0])
    sinking, rising = (_inside(news, practice.pk, way) for way in (False, True))
    numbers = f"{counted(len(better), 'band', 'bands')} gained, {show(len(worse))} lost"
    if sinking or rising:
        numbers += f"; {show(len(rising))} better and {show(len(sinking))} worse inside their band"
    return PracticeDigest(
        subject=subject_of(practice.name, news.period, numbers if news.since else "your results"),
        place=practice.name,
        period=news.period,
        heading=news.heading,
        since=news.since,
        overall=_overall(news, overall, practice.pk),
        worse=worse,
        better=better,
        sinking=sinking,
        rising=rising,
        missing=_missing(news, practice.pk),
        due=_due(practice, news.today),
        link=full(reverse("practice-results", args=[practice.code])),
    )


def _inside(news: News, practice: int, better: bool) -> tuple[Move, ...]:
    """Its figures that moved by more than noise while the band stayed."""
    own = [one.of(practice) for one in news.shifted]
    return tuple(
        move_of(one.moved, 0) for one in own if one.better.size and bool(one.better[0]) is better
    )


def _overall(news: News, overall: Scores, practice: int) -> str:
    at = int(np.searchsorted(overall.practices, practice))
    band, score = int(overall.bands[at]), float(overall.scores[at])
    if not band:
        return "Overall: no band, because too little is known."
    points = "" if np.isnan(score) else f", {score_words(score, news.now.version)} of 100 points"
    reds = counted(int(overall.reds[at]), "red", "reds")
    word = BANDS[band].word.lower()  # type: ignore[index]
    return f"Overall: {word}{points}, {reds}.{_was(news, practice)}"


def _was(news: News, practice: int) -> str:
    before = news.scores[1].get(None) if news.before else None
    places = np.flatnonzero(before.practices == practice) if before else np.zeros(0, int)
    if before is None or not places.size or not before.bands[places[0]]:
        return ""
    word = BANDS[int(before.bands[places[0]])].word.lower()  # type: ignore[index]
    return f" In {news.since}: {word}."


def _missing(news: News, practice: int) -> str:
    """How many of its own weighted figures have no band, and why."""
    bands = news.bands[0]
    at = int(np.searchsorted(bands.practices, practice))
    states = Counter(
        int(one.states[at])
        for pk, one in bands.columns.items()
        if pk in news.weighted.domain_of and one.states[at] > 0
    )
    said = [f"{number} {NO_BANDS[state].word.lower()}" for state, number in sorted(states.items())]  # type: ignore[index]
    return f"Without a band: {', '.join(said)}." if said else ""


def _due(practice: Practice, today: dt.date) -> tuple[Line, ...]:
    return tuple(
        Line(f"{one.what}: last day {one.deadline:%-d %B %Y}.", full(one.href))
        for one in due_of(practice, today)
    )
