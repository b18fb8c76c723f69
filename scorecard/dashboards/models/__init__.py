"""What readers keep for themselves."""

from scorecard.dashboards.models.kept import Bookmark, PracticeList

__all__ = ["Bookmark", "PracticeList"]
