"""The Primary Care Scorecard: the project and the scorecard itself."""
