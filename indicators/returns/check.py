"""A file from its bytes to the report on it: the whole check in one call."""

from indicators.returns.due import DueReturn
from indicators.returns.formats import read_sheets
from indicators.returns.parsing import ParsedReturn, parse
from indicators.returns.patients import refuse_patient_data
from indicators.returns.plausibility import second_look
from indicators.returns.report import Report as Report
from indicators.returns.steps import CHECKING, READING, STEPS, Step, silent
from indicators.returns.validation import validate


def check_return(content: bytes, name: str, due: DueReturn, progress: Step = silent) -> Report:
    """Read a return file against what is due. Raises FileRefused (PatientDataFound)."""
    progress(1, STEPS, READING)
    sheets = read_sheets(content, name)
    progress(2, STEPS, CHECKING)
    asked = refuse_patient_data(sheets)
    parsed = parse(sheets)
    validated = validate(parsed, due)
    looks = second_look(validated.figures, parsed, due)
    return Report(
        rows=len(parsed.rows),
        figures=validated.figures,
        problems=validated.problems,
        warnings=(*parsed.warnings, *asked, *validated.warnings, *looks),
        missing=validated.missing,
        cells=_as_written(parsed, {figure.row for figure in validated.figures}),
    )


def _as_written(parsed: ParsedReturn, rows: set[int]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The cells of these rows, so that a figure can be set against its row for ever after."""
    return {
        str(row.number): tuple((str(column), row.shown(column)) for column in row.cells)
        for row in parsed.rows
        if row.number in rows
    }
