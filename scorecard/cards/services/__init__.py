"""The only place that writes scorecards, scores and releases."""
