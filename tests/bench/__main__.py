"""`make bench`: every figure, one line each. Ends with 1 when one is beyond its limit."""

import sys
from collections.abc import Callable

from tests.bench import (
    banding,
    grid,
    indicator_page,
    ingest,
    pages,
    practice_page,
    set_up,
    upload,
    what_if,
)
from tests.bench.reporting import Figure

BENCHES: tuple[Callable[[], list[Figure]], ...] = (
    pages.measure,
    grid.measure,
    practice_page.measure,
    indicator_page.measure,
    what_if.measure,
    upload.measure,
    ingest.measure,
    set_up.measure,
    banding.measure,
)

if __name__ == "__main__":
    figures = [figure for measure in BENCHES for figure in measure()]
    sys.exit(0 if all(figure.within for figure in figures) else 1)
