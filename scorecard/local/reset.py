"""`make reset-demo`: throw the demo's data away, unless somebody uses it."""

import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from scorecard.local.environment import VAR
from scorecard.local.locking import AlreadyLockedError, Lock
from scorecard.local.messages import SetUpError, command, say

FOLDERS = ("postgres", "demo")


def reset() -> None:
    with ExitStack() as held:
        for name in FOLDERS:
            held.enter_context(take(VAR / name / "lock"))
        for name in FOLDERS:
            shutil.rmtree(VAR / name)
    say("The demo's data is gone; make demo makes it again.")


def take(lock: Path) -> Lock:
    try:
        return Lock(lock).take("make reset-demo")
    except AlreadyLockedError as error:
        raise SetUpError(f"The demo is in use by {error.holder}. Stop it first.") from None


@command
def main() -> int | None:
    reset()
    return None


if __name__ == "__main__":
    sys.exit(main())
