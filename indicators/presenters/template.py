"""The pre-filled file a practice downloads, and the guidance that goes with it."""

from indicators.presenters.returns import asked_line
from indicators.returns.columns import Column
from indicators.returns.due import DueReturn

Rows = list[list[str]]

HEADER = [str(column) for column in Column]
GUIDANCE_HEADER = ["Indicator code", "Indicator", "What to write", "Numerator", "Denominator",
                   "Last figure"]  # fmt: skip
_RULES = (
    "Fill in one row for each indicator. Leave a row blank if you do not have the figure yet: it "
    "is then shown as not returned, never as zero.",
    "Write 0 where there were none, and n/a under 'Text or not applicable' where the indicator "
    "does not apply to the practice.",
    "Write exact counts. Small numbers are hidden later, before anything is published.",
    "Never enter anything about single patients: no names, NHS numbers or dates of birth.",
)


def template_rows(due: DueReturn) -> Rows:
    """One row for each indicator, with everything the practice should not have to type."""
    return [
        [due.practice_code, due.period_code, indicator.code, indicator.name, "", "", "", "", ""]
        for indicator in due.indicators.values()
    ]


def guidance_rows(due: DueReturn, guidance: str) -> Rows:
    """How to fill in the template: the rules first, then each indicator."""
    rules = [[rule] for rule in (*_RULES, *filter(None, [guidance.strip()]))]
    lines = (asked_line(indicator) for indicator in due.indicators.values())
    asked = [
        [line.code, line.name, line.write, line.numerator, line.denominator, line.before]
        for line in lines
    ]
    return [*rules, [], GUIDANCE_HEADER, *asked]
