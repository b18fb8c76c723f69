"""The commissioner's page of a period's verification: what was stated, who has answered."""

import datetime as dt
from dataclasses import dataclass

from indicators.models import Period, VerificationWindow
from indicators.presenters.words import day, days_left, moment
from indicators.selectors.verification import Answered, answered_in, window_of
from indicators.verifying import Phase, phase_of

_PHASES = {
    Phase.NONE: "Practices have not been asked to verify this period. Until they are, its figures"
    " are marked as not asked for.",
    Phase.BEFORE: "Practices can verify from {first}.",
    Phase.OPEN: "Practices can verify until {last} ({left}). What silence means can no longer be"
    " changed, and the last day only moved later.",
    Phase.OVER: "The last day was {last}. What silence means can no longer be changed.",
}


@dataclass(frozen=True)
class AnswerLine:
    """One practice: how many of the figures held on it are confirmed, and how many queried."""

    practice: str
    code: str
    held: int
    confirmed: int
    queried: int
    last: str


@dataclass(frozen=True)
class WindowPage:
    period: str
    period_code: str
    phase: str
    silent: int
    lines: tuple[AnswerLine, ...]


def window_page(period: Period, today: dt.date) -> WindowPage:
    window = window_of(period)
    lines = tuple(_line(one) for one in answered_in(period))
    return WindowPage(
        period=period.name,
        period_code=period.code,
        phase=_phase(window, today),
        silent=sum(not line.last for line in lines),
        lines=lines,
    )


def _phase(window: VerificationWindow | None, today: dt.date) -> str:
    words = _PHASES[phase_of(window, today)]
    if window is None:
        return words
    return words.format(
        first=day(window.opens_on),
        last=day(window.deadline),
        left=days_left(window.deadline, today),
    )


def _line(one: Answered) -> AnswerLine:
    last = f"{one.name}, {moment(one.made_at)}" if one.made_at else ""
    return AnswerLine(one.practice, one.code, one.held, one.confirmed, one.queried, last)
