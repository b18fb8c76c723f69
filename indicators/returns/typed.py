"""A return as it is typed into the form: fields by indicator, sections, and the file they make.

Everything stays as it was typed; only the check of the file says what it means. Pure.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indicators.returns.adjustments import COLUMNS, REASONS
from indicators.returns.columns import ADJUSTMENTS, NEEDED, Column
from indicators.returns.due import DueIndicator, DueReturn
from indicators.returns.figures import ReturnedFigure, RowProblem, read_figure
from indicators.returns.parsing import ReturnRow
from indicators.returns.references import evidence_reference

# Texts by field: one row as it is typed.
Typed = Mapping[str, str]

NOT_APPLICABLE = "n/a"
PARTS = {
    "numerator": Column.NUMERATOR,
    "denominator": Column.DENOMINATOR,
    "value": Column.VALUE,
    "text": Column.TEXT,
}
FIELDS: dict[str, Column] = {**PARTS, **COLUMNS, "note": Column.NOTE}
MOST_IN_A_SECTION = 10

_PARTS_BY_KIND = {
    "mean": ("value", "numerator", "denominator"),
    "count": ("value",),
    "score": ("value",),
    "yes_no": ("value",),
    "fact": ("text",),
}
_GROUPS = (
    ("Questions about your practice", ("yes_no",)),
    ("Figures", ("proportion", "rate", "ratio", "mean", "count", "score")),
    ("Facts in words", ("fact",)),
)
_FILE_COLUMNS = (
    *NEEDED,
    Column.NAME,
    *PARTS.values(),
    *ADJUSTMENTS,
    Column.NOTE,
    Column.EVIDENCE,
)


@dataclass(frozen=True)
class Asked:
    """An indicator that is due, with the number of its definition."""

    number: int
    indicator: DueIndicator


@dataclass(frozen=True)
class Section:
    """A page of the form; `number` counts from 1."""

    number: int
    title: str
    asked: tuple[Asked, ...]


def parts_of(indicator: DueIndicator) -> tuple[str, ...]:
    """The fields of the figure itself."""
    return _PARTS_BY_KIND.get(indicator.kind, ("numerator", "denominator"))


def fields_of(indicator: DueIndicator) -> tuple[str, ...]:
    """Every field of a row: the figure, "does not apply", PCAs where asked for, the note."""
    reasons = tuple(REASONS) if indicator.adjustments else ()
    further = () if indicator.kind in ("yes_no", "fact") else ("text",)
    return (*parts_of(indicator), *further, *reasons, "note")


def sections_of(asked: Iterable[Asked]) -> list[Section]:
    """Questions first, then figures, then facts; never more on a page than one can look over."""
    found: list[Section] = []
    held = list(asked)
    for title, kinds in _GROUPS:
        group = [one for one in held if one.indicator.kind in kinds]
        for start in range(0, len(group), MOST_IN_A_SECTION):
            page = group[start : start + MOST_IN_A_SECTION]
            more = f", {start + 1} to {start + len(page)}" if len(group) > len(page) else ""
            found.append(Section(len(found) + 1, f"{title}{more}", tuple(page)))
    return found


def is_filled(typed: Typed) -> bool:
    """Whether something of a figure is there; a note alone is not."""
    return any(text for name, text in typed.items() if name != "note")


def problems_of(typed: Typed, indicator: DueIndicator) -> list[RowProblem]:
    """What the check would say to a row as it stands; nothing about one that is empty."""
    found = read_figure(_row(typed), indicator)
    return found if isinstance(found, list) else []


def is_same(typed: Typed, indicator: DueIndicator, figure: ReturnedFigure) -> bool:
    """Whether a row says what that figure says."""
    found = read_figure(_row(typed), indicator)
    return isinstance(found, ReturnedFigure) and found.contents == figure.contents


def _row(typed: Typed) -> ReturnRow:
    return ReturnRow(0, {FIELDS[name]: text for name, text in typed.items()})


def typed_from(figure: ReturnedFigure, indicator: DueIndicator) -> dict[str, str]:
    """A figure that is held, as somebody would type it."""
    left_out = {reason: str(patients) for reason, patients in (figure.adjustments or {}).items()}
    if figure.state == "not_applicable":
        name = "value" if indicator.kind == "yes_no" else "text"
        return {name: NOT_APPLICABLE, **left_out}
    if indicator.kind == "yes_no":
        return {"value": "yes" if figure.value else "no"}
    numbers = {name: getattr(figure, name) for name in ("numerator", "denominator", "value")}
    texts = {name: f"{number:.15g}" for name, number in numbers.items() if number is not None}
    return {**texts, **({"text": figure.text} if figure.text else {}), **left_out}


def typed_file(
    due: DueReturn,
    rows: Mapping[str, Typed],
    evidence: Mapping[str, tuple[int, str]],
) -> bytes:
    """The return file of what was typed, by indicator code; `evidence`: number and name."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(str, _FILE_COLUMNS))
    for code, indicator in due.indicators.items():
        cells = {FIELDS[name]: text for name, text in rows.get(code, {}).items()}
        cells |= {
            Column.PRACTICE: due.practice_code,
            Column.PERIOD: due.period_code,
            Column.INDICATOR: indicator.code,
            Column.NAME: indicator.name,
            Column.EVIDENCE: evidence_reference(*evidence[code]) if code in evidence else "",
        }
        writer.writerow([cells.get(column, "") for column in _FILE_COLUMNS])
    return out.getvalue().encode("utf-8-sig")
