"""What a run of tests has loaded is there to its end: looking through it for garbage, again and
again, takes longer than what the tests leave behind is worth.

Workers of the product do the same (scorecard.jobs.running).
"""

import gc

# Objects made before the youngest of them are looked through; Python's own number is 700.
YOUNGEST = 20_000


def keep_what_is_loaded() -> None:
    """From now on only what comes later is looked through, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNGEST, *gc.get_threshold()[1:])
