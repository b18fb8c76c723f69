"""What the set-up says, and how it ends when it cannot go on: one sentence, exit code 1."""

from __future__ import annotations  # an older Python must get as far as our sentence

import functools
import sys
from collections.abc import Callable


class SetUpError(Exception):
    """The set-up cannot go on. The text says what is wrong and how to mend it."""


def say(text: str) -> None:
    """Print one line at once, also into a pipe or a log file."""
    print(text, flush=True)


def command(function: Callable[[], int | None]) -> Callable[[], int]:
    """Turn a function into a command: a SetUpError becomes a sentence and exit code 1."""

    @functools.wraps(function)
    def run() -> int:
        try:
            return function() or 0
        except SetUpError as error:
            print(f"Stopped: {error}", file=sys.stderr, flush=True)
            return 1
        except KeyboardInterrupt:
            print("Stopped at your request.", file=sys.stderr, flush=True)
            return 130

    return run
