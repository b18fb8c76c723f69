"""Reading scorecards, scores and releases."""
