"""Starting child processes that know nothing, and keeping one that waits."""

import os
import subprocess
import sys
from pathlib import Path

from scorecard.jobs.errors import TryAgain

ROOT = Path(__file__).parents[2]
CHILD = "scorecard.jobs.child"
# Of this environment a child needs nothing else; above all no address and no secret.
_HANDED_ON = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "TZ")


def start(*load: str) -> "subprocess.Popen[bytes]":
    """A child that waits for its order, and loads these modules meanwhile."""
    environment = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
    # One thread of linear algebra: each further one reserves address space.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    try:
        return subprocess.Popen(
            [sys.executable, "-m", CHILD, *load],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=environment,
        )
    except OSError as error:
        raise TryAgain("no process could be started to read the file") from error


class Spare:
    """A child kept waiting, so that whoever uploads does not wait for Python to load.

    Only a worker keeps one, and each does one order: no file meets what another left behind.
    """

    def __init__(self) -> None:
        self._load: tuple[str, ...] = ()
        self._child: subprocess.Popen[bytes] | None = None

    def keep(self, *load: str) -> None:
        """From now on have one waiting, with these modules loaded."""
        self._load = load
        self._child = start(*load)

    def take(self) -> "subprocess.Popen[bytes]":
        child, self._child = self._child, None
        if child is None:
            return start()
        if child.poll() is None:
            return child
        child.communicate()  # it has died meanwhile; this closes its pipes
        return start()

    def renew(self) -> None:
        if self._load and self._child is None:
            self._child = start(*self._load)


spare = Spare()
