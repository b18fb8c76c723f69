"""The yearly self-assessment under the contract: questions, who answered what and when. Pure."""

import datetime as dt
from typing import NamedTuple

from scorecard.demo.draws import stream
from scorecard.demo.places import DemoCommissioner
from scorecard.demo.returns import moment

PERIOD, TITLE = "2025-26", "Contract self-assessment 2025-26"
OPENS_ON, DEADLINE = dt.date(2026, 9, 1), dt.date(2026, 10, 31)
GUIDANCE = (
    "Answer for your main surgery as it is today: yes, no, or not applicable. Add a note or an "
    "evidence file where you like. A random sample of the answers is visited in November."
)
# The practices asked, by position; the first has more time, the third has not answered.
ASKED = 12
MORE_TIME, SILENT, LATE = 0, 2, 4
MORE_TIME_UNTIL = dt.date(2026, 11, 30)
WHY_MORE_TIME = "The practice manager is new since September; agreed on the telephone."
NO, NOT_APPLICABLE = 0.09, 0.05

# The random check: how many answers, the seed of the draw, how many were visited so far, and
# which of them, by place, was not as answered.
DRAWN, DRAWN_BY, DRAWN_ON = 10, "Westmere, November 2026", dt.date(2026, 11, 10)
VISITED, WRONG = 6, 2
FOUND = "On the day of the visit it was not so; the practice says since when and mends it."
SEEN = "Seen during the visit."


class Question(NamedTuple):
    code: str
    name: str
    description: str


QUESTIONS = (
    Question(
        "CTR01",
        "Open for patients from 8:00 to 18:30, Monday to Friday",
        "Whether somebody can walk in, telephone or write during all of these hours.",
    ),
    Question(
        "CTR02",
        "Patients register without proof of address",
        "Whether new patients are registered without being asked for papers.",
    ),
    Question(
        "CTR03",
        "Infection control audited in the last 12 months",
        "Whether the practice has a written audit of infection control not older than a year.",
    ),
    Question(
        "CTR04",
        "Staff checked as their work requires",
        "Whether everybody who needs a check by the Disclosure and Barring Service has one.",
    ),
    Question(
        "CTR05",
        "How to complain is said on the website and in the waiting room",
        "Whether patients find out how to complain without having to ask.",
    ),
    Question(
        "CTR06",
        "Every patient has a named GP and knows who it is",
        "Whether each patient on the list was told the name of the GP responsible for them.",
    ),
    Question(
        "CTR07",
        "Online requests taken during all opening hours",
        "Whether patients can send a request online whenever the surgery is open.",
    ),
    Question(
        "CTR08",
        "Patient participation group met in the last 12 months",
        "Whether a group of patients met the practice at least once within a year.",
    ),
)


class DemoAnswers(NamedTuple):
    """One practice's answers, in the order of the questions: "yes", "no" or "not applicable"."""

    practice: str
    sent_at: dt.datetime
    answers: tuple[str, ...]


def asked(commissioner: DemoCommissioner) -> list[str]:
    """Codes of the practices that were asked; a closed one is not."""
    first = commissioner.practices[:ASKED]
    return [practice.code for practice in first if practice.closed_on is None]


def make(seed: int, commissioner: DemoCommissioner) -> tuple[DemoAnswers, ...]:
    """What came in, by position of the practice."""
    return tuple(
        _one(seed, position, practice.code)
        for position, practice in enumerate(commissioner.practices[:ASKED])
        if practice.closed_on is None and position not in (MORE_TIME, SILENT)
    )


def _one(seed: int, position: int, practice: str) -> DemoAnswers:
    draw = stream(seed, "answers", practice)
    luck = [float(number) for number in draw.random(len(QUESTIONS))]
    day = OPENS_ON + dt.timedelta(8 + 4 * position)
    if position == LATE:
        day = DEADLINE + dt.timedelta(4)
    return DemoAnswers(practice, moment(day, 10, position), tuple(map(_answer, luck)))


def _answer(luck: float) -> str:
    if luck < NO:
        return "no"
    return "not applicable" if luck < NO + NOT_APPLICABLE else "yes"
