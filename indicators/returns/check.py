"""A file from its bytes to the report on it: the whole check in one call."""

from collections.abc import Callable

from indicators.returns.due import DueReturn
from indicators.returns.formats import read_sheets
from indicators.returns.parsing import parse
from indicators.returns.patients import refuse_patient_data
from indicators.returns.plausibility import second_look
from indicators.returns.report import Report as Report
from indicators.returns.validation import validate

Step = Callable[[int, int, str], None]


def _silent(done: int, total: int, message: str) -> None:
    pass


def check_return(
    content: bytes, name: str, due: DueReturn, progress: Step = _silent
) -> Report:
    """Read a return file against what is due. Raises FileRefused (PatientDataFound)."""
    progress(1, 4, "Reading the file")
    sheets = read_sheets(content, name)
    progress(2, 4, "Checking the rows")
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
    )
