"""`make bench`: every figure, one line each. Ends with 1 when one is beyond its limit.

Sections named (`make bench SECTIONS="banding grid"`) are the only ones measured. Each has a process
of its own: Django reads its settings once in a process, and what one section holds must not be
another's memory. One that fails says why and leaves the others their turn.
"""

import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module

SECTIONS = (
    "banding",
    "freezing",
    "pages",
    "grid",
    "england",
    "what_if",
    "front_page",
    "upload",
    "ingest",
    "set_up",
)


def main(names: Sequence[str]) -> int:
    """The status to end with: 0 where every figure of every section is within its limit."""
    if unknown := sorted({*names} - {*SECTIONS}):
        sys.stderr.write(f"No section {', '.join(unknown)}. There are: {', '.join(SECTIONS)}.\n")
        return 2
    if len(names) == 1:
        figures = import_module(f"tests.bench.{names[0]}").measure()
        return 0 if all(figure.within for figure in figures) else 1
    return in_turn(names or SECTIONS)


def in_turn(names: Sequence[str]) -> int:
    """Each section in a process of its own; which of them fell short stands at the end."""
    command = [sys.executable, "-m", "tests.bench"]
    short = [name for name in names if subprocess.run([*command, name]).returncode]
    if short:
        sys.stderr.write(f"Failed, or beyond a limit: {', '.join(short)}.\n")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
