"""The pre-filled file a practice downloads, and the guidance that goes with it."""

from indicators.presenters.returns import AskedLine, asked_line, before_words
from indicators.returns.columns import ADJUSTMENTS, Column
from indicators.returns.due import DueIndicator, DueReturn

Rows = list[list[str]]

GUIDANCE_HEADER = ["Indicator code", "Indicator", "What to write", "Numerator", "Denominator",
                   "Last figure"]  # fmt: skip
_RULES = (
    "Fill in one row for each indicator. Leave a row blank if you do not have the figure yet: it "
    "is then shown as not returned, never as zero.",
    "Never enter anything about single patients: no names, NHS numbers or dates of birth.",
    "Yellow cells of the workbook are for you; the others are filled in already and locked.",
    "'What to write' and 'Last figure' are there for you and are not read.",
)
_FIGURES = (
    "Figures: write 0 where there were none, and n/a under 'Text or not applicable' where the "
    "indicator does not apply to the practice.",
    "Write exact counts. Small numbers are hidden later, before anything is published.",
)
_QUESTIONS = (
    "Questions: write yes, no or n/a under 'Value'; n/a where the question does not apply to the "
    "practice.",
)
_FACTS = (
    "Answers in words go under 'Text or not applicable'; write n/a there where the indicator does "
    "not apply to the practice.",
)
_PCA_RULE = (
    "PCA: patients left out of an indicator's care, counted once each, by the first reason that "
    "applies. Leave a reason blank if you do not know it; 0 says that there was nobody."
)


def template_columns(due: DueReturn) -> list[Column]:
    """Those of the file for these indicators: PCAs only where an indicator has them."""
    with_pcas = any(indicator.adjustments for indicator in due.indicators.values())
    left_out = {Column.EVIDENCE, Column.MEND, *(() if with_pcas else ADJUSTMENTS)}
    return [column for column in Column if column not in left_out]


def template_header(due: DueReturn) -> list[str]:
    return [str(column) for column in template_columns(due)]


def template_rows(due: DueReturn) -> Rows:
    """One row for each indicator, with everything the practice should not have to type."""
    columns = template_columns(due)
    given = (given_cells(due, indicator) for indicator in due.indicators.values())
    return [[cells.get(column, "") for column in columns] for cells in given]


def given_cells(due: DueReturn, indicator: DueIndicator) -> dict[Column, str]:
    """What stands in a row before anybody fills it in."""
    asked = asked_line(indicator)
    return {
        Column.PRACTICE: due.practice_code,
        Column.PERIOD: due.period_code,
        Column.INDICATOR: indicator.code,
        Column.NAME: indicator.name,
        Column.WRITE: write_words(asked, indicator),
        Column.BEFORE: before_words(indicator),
    }


def write_words(asked: AskedLine, indicator: DueIndicator) -> str:
    unit = f" ({indicator.unit})" if indicator.unit and "Value" in asked.write else ""
    return f"{asked.write}{unit}"


def guidance_rows(due: DueReturn, guidance: str) -> Rows:
    """How to fill in the template: the rules first, then each indicator."""
    with_pcas = any(indicator.adjustments for indicator in due.indicators.values())
    further = (_PCA_RULE if with_pcas else "", guidance.strip())
    asked_for = _rules_by_kind({indicator.kind for indicator in due.indicators.values()})
    rules = [[rule] for rule in (_RULES[0], *asked_for, *_RULES[1:], *filter(None, further))]
    lines = (asked_line(indicator) for indicator in due.indicators.values())
    asked = [
        [line.code, line.name, line.write, line.numerator, line.denominator, line.before]
        for line in lines
    ]
    return [*rules, [], GUIDANCE_HEADER, *asked]


def _rules_by_kind(kinds: set[str]) -> tuple[str, ...]:
    """Only what can be done: the cell for n/a of a question is its answer."""
    return (
        *(_QUESTIONS if "yes_no" in kinds else ()),
        *(_FIGURES if kinds - {"yes_no", "fact"} else ()),
        *(_FACTS if "fact" in kinds else ()),
    )
