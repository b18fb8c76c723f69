"""Long work: a row that is the truth, claimed by a worker, re-queued when the worker dies."""
