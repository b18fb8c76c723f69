"""The rows of the file: what the page shows, one line for each practice and indicator."""

from collections.abc import Iterator
from typing import Any

from scorecard.dashboards.presenters.compare import Compared, Entry

HEADER = (
    "practice code",
    "practice",
    "domain",
    "indicator",
    "indicator name",
    "value as shown",
    "value",
    "unit",
    "lower",
    "upper",
    "band or why none",
    "comparison",
)


def rows_of(shown: Compared) -> Iterator[tuple[Any, ...]]:
    """Under HEADER. Numbers stay numbers; what is missing is None, never zero."""
    for head, patients in zip(shown.heads, shown.patients, strict=True):
        before = (head.code, head.name)
        yield (*before, "Context", "", "Registered patients", patients, *(None,) * 4, "", "")
    for block, line in shown.lines:
        definition = line.definition
        for head, entry in zip(shown.heads, line.entries, strict=True):
            about = (head.code, head.name, block.name, definition.code, definition.name)
            yield (*about, *_of(entry, definition.unit))


def _of(entry: Entry | None, unit: str) -> tuple[Any, ...]:
    if entry is None:
        return ("", None, unit, None, None, "No results", "")
    found = entry.outcome
    band = entry.words.word
    return (entry.value, found.value, unit, found.lower, found.upper, band, entry.comparison)
