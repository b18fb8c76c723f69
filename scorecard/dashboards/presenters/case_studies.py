"""Case studies in words: where each of them stands, and who may learn from which."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from practices.models import Commissioner, Practice
from scorecard.cards.presenters.similar import similar_page
from scorecard.cards.selectors.runs import BandedPeriods
from scorecard.dashboards.models import CaseStudy
from scorecard.dashboards.selectors.case_studies import (
    own_studies,
    shown_studies,
    strong_on,
    strong_when_accepted,
    studies_of,
)

_STATES = {
    "": ("Waits to be accepted", "blue"),
    "accepted": ("Accepted", "green"),
    "declined": ("Declined", "grey"),
    "withdrawn": ("Withdrawn", "grey"),
}


@dataclass(frozen=True)
class StudyLine:
    """One case study. `note` says more about its state, `open` that it may be decided on, `lasts`
    that it may be withdrawn."""

    study: CaseStudy
    indicator: str
    state: str
    colour: str
    note: str
    open: bool
    lasts: bool


def lines_of(studies: Iterable[CaseStudy]) -> list[StudyLine]:
    return [_line(one) for one in studies]


def _line(study: CaseStudy) -> StudyLine:
    steps = list(study.steps.all())
    last = steps[-1] if steps else None
    step = last.step if last else ""
    state, colour = _STATES[step]
    note = ""
    if last is not None:
        note = f"By {last.by.name}, {last.at:%-d %B %Y}."
        note += f" {last.reason}" if last.reason else ""
    lasts = step in ("", "accepted")
    return StudyLine(study, str(study.indicator), state, colour, note, step == "", lasts)


def own_lines(practice: Practice) -> list[StudyLine]:
    return lines_of(own_studies(practice))


def area_lines(commissioner: Commissioner) -> list[StudyLine]:
    return lines_of(studies_of(commissioner))


def to_learn_from(
    practice: Practice, periods: BandedPeriods | None, today: dt.date, indicator: str = ""
) -> list[CaseStudy]:
    """Those of practices that are like this one and were green on the indicator when accepted.

    What became of the band since is not told, nor does a case study go away with it. Like it are
    those that the run compares it with as the similar ones. Its own is not among them.
    """
    if periods is None:
        return []
    commissioner = periods.current.version.scorecard.commissioner
    studies = shown_studies(commissioner, today).exclude(practice=practice)
    if indicator:
        studies = studies.filter(indicator__code__iexact=indicator.replace("\x00", ""))
    held = list(strong_when_accepted(studies))
    if not held:
        return []
    page = similar_page(periods.current, practice, named=True)
    alike = {one.code for one in page.peers} if page else set()
    return [one for one in held if one.practice.code in alike]


def strong_studies(
    commissioner: Commissioner, periods: BandedPeriods, indicator_id: int, today: dt.date
) -> list[CaseStudy]:
    """Of one indicator, for its commissioner: those of practices that are green in the period."""
    held = list(shown_studies(commissioner, today).filter(indicator=indicator_id))
    strong = strong_on(periods.current.run, held) if held else set()
    return [one for one in held if one.pk in strong]
