"""The charts by name: give a dataclass of `types`, take a `Chart` for the page."""

from scorecard.charts.counts import band_counts
from scorecard.charts.differences import difference_strip
from scorecard.charts.ranked import ranked_bars
from scorecard.charts.strip import band_strip
from scorecard.charts.trends import trend_line

__all__ = ["band_counts", "band_strip", "difference_strip", "ranked_bars", "trend_line"]
