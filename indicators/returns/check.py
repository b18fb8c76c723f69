"""A file from its bytes to the report on it: the whole check in one call."""

from indicators.returns.due import DueReturn
from indicators.returns.formats import read_sheets
from indicators.returns.lines import lines_of
from indicators.returns.parsing import parse
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
    warnings = (*parsed.warnings, *asked, *validated.warnings, *looks)
    return Report(
        rows=len(parsed.rows),
        figures=validated.figures,
        problems=validated.problems,
        warnings=warnings,
        missing=validated.missing,
        columns=tuple(map(str, parsed.columns)),
        lines=lines_of(parsed),
    )
