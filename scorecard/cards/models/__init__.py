from scorecard.cards.models.cards import CardItem, CardVersion, Domain, Scorecard, StatusRow
from scorecard.cards.models.releases import Approval, Release, ReleasePage, Withdrawal
from scorecard.cards.models.scores import CardRun, Score

__all__ = [
    "Approval",
    "CardItem",
    "CardRun",
    "CardVersion",
    "Domain",
    "Release",
    "ReleasePage",
    "Score",
    "Scorecard",
    "StatusRow",
    "Withdrawal",
]
