"""The steps of a check, as the page shows them while somebody waits."""

from collections.abc import Callable

# Steps done, steps in all, and what is being done now.
Step = Callable[[int, int, str], None]

SCANNING = "Scanning the file for viruses"
READING = "Reading the file"
CHECKING = "Checking the rows"
STORING = "Storing what was found"
STEPS = 4


def silent(done: int, total: int, message: str) -> None:
    """For callers whom nobody waits for."""
