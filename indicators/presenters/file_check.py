"""The page of a checked file: what is wrong, what needs a note, what may be sent now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse

from indicators.models import Collection, DataReturn, ReceivedFile
from indicators.presenters.returns import KeptLine, kept_lines
from indicators.presenters.words import moment
from indicators.returns.answers import answers_to
from indicators.returns.columns import Column
from indicators.returns.due import DueReturn
from indicators.returns.figures import ReturnedFigure
from indicators.returns.patients import holds_nhs_number
from indicators.returns.problems import CONFIRMATION, NOTE, Problem
from indicators.returns.report import Report
from indicators.selectors.checks import CheckedFile
from indicators.selectors.collections import deadline_for
from indicators.selectors.evidence import evidence_beside
from indicators.selectors.returns import collection_for
from indicators.services.returns import ReturnRefused, check_may_send
from practices.models import Practice

# Nobody mends more at a time, and the page stays light.
MOST_SHOWN = 200


@dataclass(frozen=True)
class ToExplain:
    """A good figure that waits for a note, and why it does."""

    row: int
    indicator: str
    looks: tuple[Problem, ...]


@dataclass(frozen=True)
class Found(Problem):
    """A problem with the code and name of the `indicator` of its row, where it can be told."""

    indicator: str = ""


@dataclass(frozen=True)
class FileCheck:
    """What the check found: `step` is where the practice stands with the file.

    checking, refused, blocked, mend, explain, ready or sent; empty: problems and no good figure;
    blank: neither, as in the template that nobody has filled in.

    `to_explain`: figures that wait for a note. `asks`: whether a number has to be confirmed to be
    no NHS number. `closed`: why nothing can be sent now, in a sentence. `without`: how many good
    figures need no note. `sent_before`: the receipt of this file, where not all of it is held;
    `held_rows` of its figures are, and `corrected`: some were replaced since. `checked_before` and
    `checked_when`: the check of this very file that was never submitted.
    """

    step: str
    name: str
    received: str
    refused: str
    mend: str
    rows: int
    problems: tuple[Found, ...]
    problem_count: int
    bad_rows: int
    to_explain: tuple[ToExplain, ...]
    to_explain_count: int
    without: int
    notices: tuple[Found, ...]
    notice_count: int
    asked_rows: tuple[int, ...]
    good: int
    kept: tuple[KeptLine, ...]
    missing: tuple[str, ...]
    closed: str
    late: bool
    reference: str
    receipt: str
    same_file: bool
    sent_before: str
    held_rows: int
    corrected: bool
    other_period: str
    other_return: str
    checked_before: str
    checked_when: str
    marked: str
    problem_list: str


def file_check(
    file: ReceivedFile,
    checked: CheckedFile,
    collection: Collection,
    practice: Practice,
    now: dt.datetime,
    today: dt.date,
) -> FileCheck:
    report = checked.report
    refused = file.report.get("refused", {})
    waiting = _to_explain(report, checked.due)
    rows = {one.row for one in waiting}
    notices = [_answered(w, report) for w in report.warnings if _is_notice(w, rows)]
    address = [practice.code, collection.period.code, file.pk]
    there = bool(report.lines) and bool(report.problems or waiting)
    other = _other_period(report)
    sent, twin = checked.same, checked.checked_before
    return FileCheck(
        step=_step(file, checked, bool(waiting)),
        name=file.name,
        received=moment(file.received_at),
        refused=refused.get("what", ""),
        mend=refused.get("mend", ""),
        rows=report.rows,
        problems=_found(report.problems[:MOST_SHOWN], checked),
        problem_count=len(report.problems),
        bad_rows=len(report.bad_rows),
        to_explain=tuple(waiting[:MOST_SHOWN]),
        to_explain_count=len(waiting),
        without=len(report.figures) - len(waiting),
        notices=_found(notices[:MOST_SHOWN], checked),
        notice_count=len(notices),
        asked_rows=tuple(w.row for w in report.warnings if w.needs == CONFIRMATION and w.row),
        good=len(report.figures),
        kept=kept_lines(
            map(_hidden, report.figures), checked.due, evidence_beside(practice, report.figures)
        ),
        missing=report.missing,
        closed=_closed(collection, now),
        late=today > deadline_for(collection, practice),
        reference=sent.reference if sent else "",
        receipt=_receipt(sent) if sent else "",
        same_file=sent is not None and sent.file.sha256 == file.sha256,
        sent_before=_receipt(checked.sent_before) if checked.sent_before else "",
        other_period=other,
        other_return=_other_return(other, practice, today),
        held_rows=checked.held_rows,
        corrected=checked.corrected,
        checked_before=reverse("return-file", args=[*address[:2], twin.pk]) if twin else "",
        checked_when=moment(twin.received_at) if twin else "",
        marked=reverse("return-file-marked", args=address) if there else "",
        problem_list=reverse("return-file-problems", args=address),
    )


def _to_explain(report: Report, due: DueReturn) -> list[ToExplain]:
    """The good figures without a note whose warnings need one, in the order of the file."""
    looks: dict[int, list[Problem]] = defaultdict(list)
    for warning in report.warnings:
        if warning.needs == NOTE and warning.row is not None:
            looks[warning.row].append(warning)
    wanted = set(answers_to(report, {}).unexplained)
    return [
        ToExplain(figure.row, _named(figure.indicator, due), tuple(looks[figure.row]))
        for figure in sorted(report.figures, key=lambda figure: figure.row)
        if figure.row in wanted
    ]


def _other_period(report: Report) -> str:
    """The one other period that every row of the file names; empty where there is no such."""
    wrong = [one for one in report.problems if one.column == str(Column.PERIOD)]
    named = {one.value.strip().upper() for one in wrong}
    every = bool(wrong) and len({one.row for one in wrong}) == report.rows
    return named.pop() if every and len(named) == 1 and not report.blocked else ""


def _other_return(code: str, practice: Practice, today: dt.date) -> str:
    there = collection_for(practice, code, today) if code else None
    return reverse("return", args=[practice.code, code]) if there else ""


def _found(problems: Iterable[Problem], checked: CheckedFile) -> tuple[Found, ...]:
    """Only indicators that are due are named: another code is in the list as it was written."""
    codes, due = checked.report.codes, checked.due
    rows = ((one, codes.get(one.row or 0, "")) for one in problems)
    return tuple(
        Found(**one.as_json(), indicator=_named(code, due) if code in due.indicators else "")
        for one, code in rows
    )


def _named(code: str, due: DueReturn) -> str:
    indicator = due.indicators.get(code.upper())
    return f"{indicator.code} {indicator.name}" if indicator else code


def _is_notice(warning: Problem, waiting: set[int]) -> bool:
    """Whether nothing has to be said to it, or the file says it already."""
    if warning.needs == NOTE:
        return warning.row not in waiting
    return warning.needs != CONFIRMATION


def _answered(warning: Problem, report: Report) -> Problem:
    """A warning that the file's own note answers says so."""
    note = report.notes.get(warning.row or 0)
    if warning.needs != NOTE or not note:
        return warning
    return replace(warning, mend=f"Answered by your note: “{note}”")


def _hidden(figure: ReturnedFigure) -> ReturnedFigure:
    """A note that may hold an NHS number is not shown again."""
    return replace(figure, note="(not repeated here)") if holds_nhs_number(figure.note) else figure


def _step(file: ReceivedFile, checked: CheckedFile, waiting: bool) -> str:
    report = checked.report
    if file.state == ReceivedFile.State.CHECKING:
        return "checking"
    if checked.same is not None and file.state != ReceivedFile.State.REFUSED:
        return "sent"
    if file.state != ReceivedFile.State.READY:
        return "refused"
    if report.blocked:
        return "blocked"
    if not report.figures:
        return "empty" if report.problems else "blank"
    if report.problems:
        return "mend"
    return "explain" if waiting else "ready"


def _closed(collection: Collection, now: dt.datetime) -> str:
    try:
        check_may_send(collection, now)
    except ReturnRefused as refused:
        return str(refused)
    return ""


def _receipt(sent: DataReturn) -> str:
    return reverse("return-receipt", args=[sent.practice.code, sent.reference])
