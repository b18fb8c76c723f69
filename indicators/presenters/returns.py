"""The pages of one return: what is asked, what the check found, the receipt."""

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from indicators.models import Collection, DataReturn, ReceivedFile
from indicators.presenters.due import DueLine, due_line
from indicators.presenters.words import day, figure_words, moment, numbers_words
from indicators.returns.due import DueIndicator, DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.problems import Problem
from indicators.returns.report import Report
from indicators.selectors.returns import due_return, files_of, returns_of
from indicators.selectors.standings import standings
from indicators.services.returns import is_late
from practices.models import Practice

# Nobody mends more at a time, and the page stays light.
MOST_SHOWN = 200

_ASKED_AS = {
    "proportion": "Numerator and denominator, whole numbers",
    "rate": "Numerator and denominator",
    "ratio": "Numerator and denominator",
    "mean": "Value, or numerator and denominator",
    "count": "Value",
    "score": "Value",
    "yes_no": "Value: yes or no",
    "fact": "Text",
}


@dataclass(frozen=True)
class AskedLine:
    code: str
    name: str
    write: str
    numerator: str
    denominator: str
    before: str


@dataclass(frozen=True)
class FileLine:
    name: str
    href: str
    received: str
    by: str
    state: str


@dataclass(frozen=True)
class SentLine:
    reference: str
    href: str
    sent: str
    by: str
    figures: int
    late: bool


@dataclass(frozen=True)
class ReturnPage:
    line: DueLine
    period_code: str
    opens: str
    is_open: bool
    guidance: str
    asked: tuple[AskedLine, ...]
    files: tuple[FileLine, ...]
    sent: tuple[SentLine, ...]


@dataclass(frozen=True)
class KeptLine:
    """A good figure. `is_number`: not a text, as facts are."""

    row: int
    code: str
    name: str
    figure: str
    before: str
    note: str
    is_number: bool


@dataclass(frozen=True)
class FileCheck:
    """What the check found: `step` is where the practice stands with the file.

    checking, refused, blocked, mend, ready or sent; empty: problems and no good figure; blank:
    neither, as in the template that nobody has filled in.
    """

    step: str
    name: str
    received: str
    refused: str
    mend: str
    rows: int
    problems: tuple[Problem, ...]
    problem_count: int
    warnings: tuple[Problem, ...]
    warning_count: int
    kept: tuple[KeptLine, ...]
    missing: tuple[str, ...]
    late: bool
    reference: str
    receipt: str


@dataclass(frozen=True)
class Receipt:
    reference: str
    rows: tuple[tuple[str, str], ...]
    late: bool
    kept: tuple[KeptLine, ...]


def return_page(collection: Collection, practice: Practice, today: dt.date) -> ReturnPage:
    due = due_return(collection, practice)
    files = files_of(collection).filter(practice=practice)[:20]
    return ReturnPage(
        line=due_line(standings([collection], [practice], today)[0], today),
        period_code=collection.period.code,
        opens=day(collection.opens_on),
        is_open=collection.opens_on <= today,
        guidance=collection.guidance,
        asked=tuple(asked_line(indicator) for indicator in due.indicators.values()),
        files=tuple(_file_line(file, practice, collection) for file in files),
        sent=tuple(_sent_line(sent) for sent in returns_of(practice, collection)),
    )


def asked_line(indicator: DueIndicator) -> AskedLine:
    return AskedLine(
        code=indicator.code,
        name=indicator.name,
        write=(
            f"Numerator; without a denominator the {indicator.list_name} is taken"
            if indicator.list_name
            else _ASKED_AS.get(indicator.kind, "Value")
        ),
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        before=_before(indicator),
    )


def file_check(file: ReceivedFile, collection: Collection, today: dt.date) -> FileCheck:
    practice = file.practice
    assert practice is not None  # files of returns always name their practice
    report = Report.from_json(file.report)
    refused = file.report.get("refused", {})
    sent = returns_of(practice, collection).filter(file__sha256=file.sha256).first()
    return FileCheck(
        step=_step(file, report, sent),
        name=file.name,
        received=moment(file.received_at),
        refused=refused.get("what", ""),
        mend=refused.get("mend", ""),
        rows=report.rows,
        problems=report.problems[:MOST_SHOWN],
        problem_count=len(report.problems),
        warnings=report.warnings[:MOST_SHOWN],
        warning_count=len(report.warnings),
        kept=kept_lines(report.figures, due_return(collection, practice)),
        missing=report.missing,
        late=today > collection.deadline,
        reference=sent.reference if sent else "",
        receipt=_receipt(sent) if sent else "",
    )


def receipt(data_return: DataReturn) -> Receipt:
    file, collection = data_return.file, data_return.collection
    report = Report.from_json(file.report)
    due = due_return(collection, data_return.practice)
    rows = (
        ("Practice", f"{data_return.practice.name} ({data_return.practice.code})"),
        ("Period", f"{collection.period.name} ({collection.period.code})"),
        ("Submitted", moment(data_return.submitted_at)),
        ("By", str(data_return.submitted_by or "the system")),
        ("Figures kept", str(data_return.figures)),
        ("Rows left out because of problems", str(len({p.row for p in report.problems}))),
        ("Due and not in the file", ", ".join(report.missing) or "None"),
        ("File", file.name),
        ("Fingerprint of the file (SHA-256)", file.sha256),
    )
    kept = kept_lines(report.figures, due)
    return Receipt(data_return.reference, rows, is_late(data_return), kept)


def kept_lines(figures: tuple[ReturnedFigure, ...], due: DueReturn) -> tuple[KeptLine, ...]:
    known = ((figure, due.indicators.get(figure.indicator.upper())) for figure in figures)
    return tuple(
        KeptLine(
            row=figure.row,
            code=indicator.code,
            name=indicator.name,
            figure=figure_words(figure, indicator),
            before=_before(indicator),
            note=figure.note,
            is_number=indicator.kind != "fact",
        )
        for figure, indicator in known
        if indicator is not None
    )


def _before(indicator: DueIndicator) -> str:
    before = indicator.previous
    if before is None:
        return ""
    words = numbers_words(before.numerator, before.denominator, before.value, indicator)
    return "" if words == "no value" else words


def _step(file: ReceivedFile, report: Report, sent: DataReturn | None) -> str:
    if sent is not None and file.state != ReceivedFile.State.REFUSED:
        return "sent"
    if file.state == ReceivedFile.State.CHECKING:
        return "checking"
    if file.state != ReceivedFile.State.READY:
        return "refused"
    if report.blocked:
        return "blocked"
    if not report.figures:
        return "empty" if report.problems else "blank"
    return "mend" if report.problems else "ready"


def _file_line(file: ReceivedFile, practice: Practice, collection: Collection) -> FileLine:
    return FileLine(
        name=file.name,
        href=reverse("return-file", args=[practice.code, collection.period.code, file.pk]),
        received=moment(file.received_at),
        by=str(file.received_by or "the system"),
        state=file.get_state_display().capitalize(),
    )


def _sent_line(sent: DataReturn) -> SentLine:
    return SentLine(
        reference=sent.reference,
        href=_receipt(sent),
        sent=moment(sent.submitted_at),
        by=str(sent.submitted_by or "the system"),
        figures=sent.figures,
        late=is_late(sent),
    )


def _receipt(sent: DataReturn) -> str:
    return reverse("return-receipt", args=[sent.practice.code, sent.reference])
