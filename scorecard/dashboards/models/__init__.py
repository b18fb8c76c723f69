"""What readers keep, are told and offer each other, and what is prepared for their pages."""

from scorecard.dashboards.models.case_studies import CaseStudy, CaseStudyStep
from scorecard.dashboards.models.digests import Digest, DigestChoice, DigestMessage
from scorecard.dashboards.models.kept import Bookmark, PracticeList
from scorecard.dashboards.models.naming import BoardNaming
from scorecard.dashboards.models.prepared import (
    PreparedColumn,
    PreparedMoves,
    PreparedRow,
    PreparedRun,
)

__all__ = [
    "BoardNaming",
    "Bookmark",
    "CaseStudy",
    "CaseStudyStep",
    "Digest",
    "DigestChoice",
    "DigestMessage",
    "PracticeList",
    "PreparedColumn",
    "PreparedMoves",
    "PreparedRow",
    "PreparedRun",
]
