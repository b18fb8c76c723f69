"""The numbers of a board paper as a file; no row is of a practice."""

from collections.abc import Iterator

from scorecard.dashboards.presenters.board import Board
from scorecard.dashboards.presenters.board_numbers import Bands

HEADER = (
    "what",
    "name",
    "practices",
    "green",
    "amber",
    "red",
    "share of green",
    "most deprived fifth",
    "least deprived fifth",
    "slope",
    "lower",
    "upper",
    "note",
)
TOO_FEW = "too few practices to be told"

NOT_APART = "amber and red are not told apart: too few practices"


def rows_of(board: Board) -> Iterator[tuple[object, ...]]:
    if board.now is None:
        yield _row("area", board.title, None)
        return
    for run, bands in board.line:
        yield _row("period", run.run.period.name, bands)
    for one in board.domains:
        yield _row("domain", one.name, one.bands, one.empty)
    for one in board.fifths:
        yield _row("deprivation fifth", one.name, one.bands, one.empty)
    for gap in board.gaps:
        yield ("indicator", f"{gap.code} {gap.name}", *(None,) * 5, *gap.numbers, "")


def _row(what: str, name: str, bands: Bands | None, empty: bool = False) -> tuple[object, ...]:
    if bands is None:
        return (what, name, *(None,) * 10, "no figures" if empty else TOO_FEW)
    counts = (bands.practices, bands.green, bands.amber, bands.red, bands.share)
    return (what, name, *counts, *(None,) * 5, "" if bands.amber is not None else NOT_APART)
