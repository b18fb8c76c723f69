"""What reading a file takes of the memory it is limited to."""

import resource
from pathlib import Path

from indicators.sources.parsing import parse_figures
from indicators.sources.profiles import load
from scorecard.jobs.limits import run_limited
from tests.sources.files import csv

SMALL = csv("Practice code,perc_achievement", "Z10001,89.95", "Z10002,:")
MEGABYTE = 1024**2


def taken(content: bytes, progress: object) -> int:
    """Bytes that reading the file added to what the process may write."""
    before = _writable()
    parse_figures(content, load("qof-vaccine"), "vaccines.csv", "2023-24")
    return _writable() - before


def _writable() -> int:
    return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()


def test_a_file_of_two_rows_leaves_the_limit_almost_untouched():
    grown = run_limited(f"{__name__}:taken", SMALL, memory=4096 * MEGABYTE).value
    assert grown < 128 * MEGABYTE
