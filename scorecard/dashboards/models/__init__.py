"""What readers keep for themselves, what is prepared for their pages, what they are told."""

from scorecard.dashboards.models.digests import Digest, DigestChoice, DigestMessage
from scorecard.dashboards.models.kept import Bookmark, PracticeList
from scorecard.dashboards.models.prepared import PreparedRow, PreparedRun

__all__ = [
    "Bookmark",
    "Digest",
    "DigestChoice",
    "DigestMessage",
    "PracticeList",
    "PreparedRow",
    "PreparedRun",
]
