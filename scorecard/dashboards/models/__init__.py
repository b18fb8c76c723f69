"""What readers keep for themselves, and what is prepared for their pages."""

from scorecard.dashboards.models.kept import Bookmark, PracticeList
from scorecard.dashboards.models.prepared import PreparedRow, PreparedRun

__all__ = ["Bookmark", "PracticeList", "PreparedRow", "PreparedRun"]
