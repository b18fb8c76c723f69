"""Files and the feed. The JSON operations stand in `scorecard.api.operations`."""
