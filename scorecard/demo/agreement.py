"""What was said about the demo's scorecards while they were consulted on. Pure."""

import datetime as dt
from typing import NamedTuple

# Days after the analyst's first draft.
OPENED, COMMENTED, ANSWERED, LAST_DAY, SIGNED, LIVE = 1, 9, 16, 22, 23, 27

INTRODUCTION = (
    "This is the first scorecard that practices, the local medical committee and the "
    "commissioner shape together. Please say of each indicator whether it is clear, whether it "
    "can be counted, and whether its weight is right."
)
LIVE_NOTE = "The first version that all three sides shaped."


class DemoComment(NamedTuple):
    """A comment and its answer; `party` is practice, lmc or patients, `about` a code or ""."""

    party: str
    name: str
    about: str
    text: str
    answer: str


COMMENTS = (
    DemoComment(
        "practice",
        "The practice manager",
        "ACC03",
        "Our telephone system counts calls only from 8 in the morning. Is that enough?",
        "Yes. Count from 8 in the morning to half past 6 in the evening, Monday to Friday.",
    ),
    DemoComment(
        "lmc",
        "The secretary",
        "ACC01",
        "Small practices have few answers in the survey. Chance must not make them red.",
        "Agreed. Below the smallest number of answers the indicator is shown but not banded.",
    ),
    DemoComment(
        "patients",
        "Friends of the surgeries",
        "",
        "Please say in plain words what each indicator means for us.",
        "Each indicator now has a description in plain words, and it stands on the public page.",
    ),
)

# The neighbour's next version is being consulted on, on the day the demo was made.
NEXT_INTRODUCTION = (
    "From April the scorecard measures one thing less. Please say whether the new weights are "
    "right, and whether anything else should change."
)
NEXT_SUMMARY = "Attendances in hospital depend on more than the practice, so they stop counting."
NEXT_RETIRED = "ACC04"
NEXT_WEIGHTS = {"ACC01": 55, "ACC02": 45}
NEXT_REASONS = {
    "indicator ACC04": "It follows how near the hospital is more than how the practice works.",
    "indicator ACC01": "It takes over a part of the weight of ACC04.",
}
NEXT_COMMENT = "Good. Please keep showing the figure to us, even if it no longer counts."
NEXT_DRAFTED, NEXT_OPENED, NEXT_COMMENTED, NEXT_DAYS = 12, 9, 3, 28


def day_of(first: dt.date, days: int) -> dt.date:
    return first + dt.timedelta(days)
