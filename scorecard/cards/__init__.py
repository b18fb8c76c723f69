"""Scorecards: weights, scores, what is released, and what the public reads."""
