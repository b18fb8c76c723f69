"""What readers keep, what is prepared for their pages, what they are told, and of whom by name."""

from scorecard.dashboards.models.digests import Digest, DigestChoice, DigestMessage
from scorecard.dashboards.models.kept import Bookmark, PracticeList
from scorecard.dashboards.models.naming import BoardNaming
from scorecard.dashboards.models.prepared import PreparedRow, PreparedRun

__all__ = [
    "BoardNaming",
    "Bookmark",
    "Digest",
    "DigestChoice",
    "DigestMessage",
    "PracticeList",
    "PreparedRow",
    "PreparedRun",
]
