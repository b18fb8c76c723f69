from scorecard.cards.models.agreement import (
    Answer,
    ChangeReason,
    Comment,
    Consultation,
    SignOff,
    StatusRow,
)
from scorecard.cards.models.around import PracticeAround, RunAround
from scorecard.cards.models.cards import (
    PURPOSES,
    CardItem,
    CardVersion,
    Domain,
    Eligibility,
    OverallBy,
    Scorecard,
)
from scorecard.cards.models.scores import CardRun, Score

__all__ = [
    "PURPOSES",
    "Answer",
    "CardItem",
    "CardRun",
    "CardVersion",
    "ChangeReason",
    "Comment",
    "Consultation",
    "Domain",
    "Eligibility",
    "OverallBy",
    "PracticeAround",
    "RunAround",
    "Score",
    "Scorecard",
    "SignOff",
    "StatusRow",
]
