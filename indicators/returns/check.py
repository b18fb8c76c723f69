"""A file from its bytes to the report on it: the whole check in one call."""

from indicators.returns.due import DueReturn
from indicators.returns.formats import read_sheets
from indicators.returns.lines import lines_of
from indicators.returns.parsing import parse
from indicators.returns.patients import refuse_patient_data
from indicators.returns.plausibility import second_look
from indicators.returns.problems import FileRefused, NoTable
from indicators.returns.report import Report as Report
from indicators.returns.steps import CHECKING, READING, STEPS, Step, silent
from indicators.returns.validation import validate

_USE_THE_TEMPLATE = (
    "Download the template from the page of this return, copy the figures into it and upload "
    "that, or type them into the form."
)


def check_return(content: bytes, name: str, due: DueReturn, progress: Step = silent) -> Report:
    """Read a return file against what is due. Raises FileRefused (PatientDataFound)."""
    progress(1, STEPS, READING)
    try:
        sheets = read_sheets(content, name)
    except NoTable as refused:
        raise FileRefused(refused.what, _USE_THE_TEMPLATE) from None
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
