"""What the check of a return file found."""

from dataclasses import asdict, dataclass
from typing import Any

from indicators.returns.columns import Column
from indicators.returns.figures import ReturnedFigure
from indicators.returns.problems import CONFIRMATION, NOTE, Problem

_INDICATOR = str(Column.INDICATOR)

# A cell as it is written into the marked workbook.
Written = str | float | bool | None


@dataclass(frozen=True)
class Line:
    """A row as the practice wrote it: its number in the file, and its cells by `Report.columns`."""

    row: int
    cells: tuple[Written, ...]


@dataclass(frozen=True)
class Report:
    """`rows` were read; `figures` are good; `missing` are due and not in the file.

    `columns` and `lines` are the rows as they were written, where there is something to mend.
    """

    rows: int
    figures: tuple[ReturnedFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether not even the good rows may be kept."""
        return any(problem.blocks for problem in self.problems)

    @property
    def bad_rows(self) -> frozenset[int]:
        return frozenset(problem.row for problem in self.problems if problem.row)

    @property
    def asks(self) -> bool:
        """Whether somebody has to confirm that a number in the file is no NHS number."""
        return any(warning.needs == CONFIRMATION for warning in self.warnings)

    @property
    def needing_notes(self) -> frozenset[int]:
        """The rows of good figures that wait for a note, here or in the file."""
        good = {figure.row for figure in self.figures}
        asked = {warning.row for warning in self.warnings if warning.needs == NOTE}
        return frozenset(row for row in asked if row in good)

    @property
    def notes(self) -> dict[int, str]:
        """The notes of the file, by row."""
        return {figure.row: figure.note for figure in self.figures if figure.note}

    @property
    def codes(self) -> dict[int, str]:
        """Indicator codes in capitals by row, as far as rows and figures are kept here."""
        found = {figure.row: figure.indicator.upper() for figure in self.figures}
        if _INDICATOR in self.columns:
            at = self.columns.index(_INDICATOR)
            written = {line.row: str(line.cells[at] or "").strip().upper() for line in self.lines}
            found = {**written, **found}
        return found

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Report":
        return cls(
            rows=data.get("rows", 0),
            figures=tuple(ReturnedFigure(**figure) for figure in data.get("figures", ())),
            problems=tuple(Problem(**problem) for problem in data.get("problems", ())),
            warnings=tuple(Problem(**warning) for warning in data.get("warnings", ())),
            missing=tuple(data.get("missing", ())),
            columns=tuple(data.get("columns", ())),
            lines=tuple(Line(line["row"], tuple(line["cells"])) for line in data.get("lines", ())),
        )
