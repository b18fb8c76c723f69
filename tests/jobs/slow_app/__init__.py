"""Makes judging slow, so that a test can reach into the middle of a run."""
