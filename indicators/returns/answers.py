"""What a practice says to the warnings about its file: which rows may go, and which wait. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.returns.figures import MAX_TEXT, ReturnedFigure
from indicators.returns.report import Report

_SAYS_SOMETHING = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Answers:
    """`figures` may be sent. `typed` are the notes typed beside warnings, by row.

    `unexplained` are the rows that still wait for a note.
    """

    figures: tuple[ReturnedFigure, ...]
    typed: dict[int, str]
    unexplained: tuple[int, ...]

    def notes_of(self, figure: ReturnedFigure) -> tuple[str, ...]:
        """What is said about a figure: in the file, then beside its warning."""
        said = (figure.note, self.typed.get(figure.row, ""))
        return tuple(dict.fromkeys(note for note in said if note))


def answers_to(report: Report, explanations: Mapping[int, str]) -> Answers:
    """`explanations` were typed beside the warnings, by row; a note in the file answers too."""
    good = {figure.row for figure in report.figures}
    typed = {
        row: note.strip()[:MAX_TEXT]
        for row, note in explanations.items()
        if row in good and _says_something(note)
    }
    noted = typed.keys() | {row for row, note in report.notes.items() if _says_something(note)}
    unexplained = tuple(sorted(report.needing_notes - noted))
    figures = tuple(figure for figure in report.figures if figure.row not in unexplained)
    return Answers(figures, typed, unexplained)


def _says_something(note: str) -> bool:
    """A full stop or a dash explains nothing."""
    return _SAYS_SOMETHING.search(note) is not None
