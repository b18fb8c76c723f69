"""What a practice is told in advance: when it may verify a period and what silence means."""

import datetime as dt
from dataclasses import dataclass

from indicators.models import VerificationWindow
from indicators.presenters.words import day, days_left
from indicators.verifying import ANSWER_DAYS, Phase, phase_of

_SILENCE = {
    "accepted": "A figure that you neither confirm nor query by then counts as accepted by you.",
    "unverified": "A figure that you neither confirm nor query by then is used and marked as not"
    " verified.",
}
_WAS = {
    "accepted": "What was not queried counts as accepted.",
    "unverified": "What was not confirmed is used and marked as not verified.",
}
_ANSWERED = f"Each query is answered within {ANSWER_DAYS} working days."


@dataclass(frozen=True)
class WindowWords:
    """`headline` says when, `rest` what follows from it; `open` while figures can be confirmed, to
    the end of the day `deadline`."""

    headline: str
    rest: str
    open: bool
    deadline: dt.date | None = None


def window_words(window: VerificationWindow | None, today: dt.date) -> WindowWords:
    """For the practice, on every page where it can verify or query."""
    phase = phase_of(window, today)
    if window is None:
        return WindowWords(
            "Your commissioner has not asked practices to verify the figures of this period.",
            f"You can query any that you think is wrong. {_ANSWERED}",
            open=False,
        )
    first, last = day(window.opens_on), day(window.deadline)
    rest = f"{_SILENCE[window.silence]} {_answers(window)}"
    if phase is Phase.BEFORE:
        return WindowWords(f"You can verify them from {first} until {last}.", rest, open=False)
    if phase is Phase.OPEN:
        left = days_left(window.deadline, today)
        return WindowWords(f"Verify them until {last} ({left}).", rest, True, window.deadline)
    return WindowWords(
        f"The last day for verifying was {last}. {_WAS[window.silence]}",
        "You can still query a figure until the period is locked; the query is marked as late."
        f" {_ANSWERED}",
        open=False,
    )


def _answers(window: VerificationWindow) -> str:
    return f"Queries are answered by {day(window.decide_by)}." if window.decide_by else _ANSWERED
