"""The receipt of a return: what was kept, what was left out, what does not count."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import DataReturn
from indicators.presenters.due import other_figures
from indicators.presenters.returns import KeptLine, kept_lines
from indicators.presenters.words import day, figure_words, moment
from indicators.returns.again import Known
from indicators.returns.due import DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.report import Report
from indicators.selectors.checks import known_figures
from indicators.selectors.evidence import evidence_beside
from indicators.selectors.provenance import figures_left_by
from indicators.selectors.returns import due_return, figures_owed
from indicators.selectors.standings import Standing, standings
from indicators.services.returns import is_late


@dataclass(frozen=True)
class BesideLine:
    """A figure of this return that is held and does not count, because `counts` does."""

    indicator: str
    figure: str
    counts: str
    why: str


@dataclass(frozen=True)
class Owed:
    """What is left of a return that was sent in part: `figures` as "code name", the next `step`."""

    figures: tuple[str, ...]
    last_day: str
    step: str
    href: str


@dataclass(frozen=True)
class Receipt:
    """`origins` are the ids of the figures that the return left behind, by the indicator's code."""

    reference: str
    period_code: str
    rows: tuple[tuple[str, str], ...]
    late: bool
    kept: tuple[KeptLine, ...]
    origins: Mapping[str, int]
    beside: tuple[BesideLine, ...]
    there: str
    owed: Owed | None


def receipt(data_return: DataReturn, today: dt.date) -> Receipt:
    file, collection = data_return.file, data_return.collection
    report = Report.from_json(file.report)
    answers = file.report.get("answers", {})
    left_out = set(answers.get("left_out", ()))
    figures = [figure for figure in report.figures if figure.row not in left_out]
    due = due_return(collection, data_return.practice)
    notes = {int(row): note for row, note in answers.get("notes", {}).items()}
    rows = (
        ("Practice", f"{data_return.practice.name} ({data_return.practice.code})"),
        ("Period", f"{collection.period.name} ({collection.period.code})"),
        ("Submitted", moment(data_return.submitted_at)),
        ("By", str(data_return.submitted_by or "the system")),
        ("Figures kept", str(data_return.figures)),
        ("Rows left out because of problems", _rows(report.bad_rows)),
        ("Rows left out for want of a note", _rows(left_out)),
        ("Due and not in the file", ", ".join(report.missing) or "None"),
        ("File", file.name),
        ("Fingerprint of the file (SHA-256)", file.sha256),
    )
    standing = standings([collection], [data_return.practice], today)[0]
    return Receipt(
        reference=data_return.reference,
        period_code=collection.period.code,
        rows=rows,
        late=is_late(data_return),
        kept=kept_lines(figures, due, evidence_beside(data_return.practice, figures), notes),
        origins=figures_left_by(data_return),
        beside=_beside(figures, known_figures(data_return.practice, collection), due),
        there=f"{standing.held} of {standing.due} figures",
        owed=_owed(standing) if standing.incomplete else None,
    )


def _owed(standing: Standing) -> Owed:
    collection, practice = standing.collection, standing.practice
    return Owed(
        figures=tuple(figures_owed(collection, practice)),
        last_day=day(standing.deadline),
        step=other_figures(standing),
        href=reverse("return-type", args=[practice.code, collection.period.code]),
    )


def _rows(rows: frozenset[int] | set[int]) -> str:
    """ "2 (rows 3 and 7)"; a long list is not written out."""
    if not rows:
        return "None"
    if len(rows) > 20:
        return f"{len(rows):,}"
    named = ", ".join(map(str, sorted(rows)))
    return f"{len(rows)} (row{'s' if len(rows) > 1 else ''} {named})"


def _beside(
    figures: list[ReturnedFigure], known: dict[str, Known], due: DueReturn
) -> tuple[BesideLine, ...]:
    found = []
    for figure in figures:
        indicator = due.indicators.get(figure.indicator.upper())
        other = known.get(figure.indicator, Known()).counting
        if indicator is not None and other is not None:
            why = "Corrected after a query" if other.source == "query" else "From another source"
            named = f"{indicator.code} {indicator.name}"
            shown = figure_words(figure, indicator)
            found.append(BesideLine(named, shown, other.words, why))
    return tuple(found)
