"""A practice submits a checked file: figures, notes and a receipt, all or nothing."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Collection, DataReturn, ReceivedFile
from indicators.returns.answers import Answers, answers_to
from indicators.returns.attesting import self_assessed
from indicators.returns.figures import ReturnedFigure
from indicators.returns.report import Report
from indicators.selectors.checks import CheckedFile, checked_file
from indicators.selectors.collections import deadline_for
from indicators.selectors.returns import RETURN_PROFILE, returns_of
from indicators.services.figures import FigureRow, record_figures
from indicators.services.files import refuse_file, settle_file
from indicators.services.receiving import ReturnRefused as ReturnRefused
from indicators.services.receiving import check_file as check_file
from indicators.services.receiving import check_may_send as check_may_send
from indicators.services.receiving import hold_may_send as hold_may_send
from indicators.services.receiving import receive_return as receive_return
from indicators.services.remarks import Said, keep_remarks
from indicators.services.sent_drafts import clear_sent
from practices.models import Practice
from scorecard.audit.services import record

# Without letters and digits that are mistaken for each other on paper or on the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_ATTESTED = 200
ATTESTATION = (
    "The answers in this return are true to the best of my knowledge, and the practice can show "
    "evidence for each of them when it is asked."
)


class NotesNeeded(ReturnRefused):
    """Figures of these `rows` wait for a note that says why they are right."""

    def __init__(self, rows: tuple[int, ...]) -> None:
        named = ", ".join(map(str, rows[:20])) + (" and others" if len(rows) > 20 else "")
        one = f"Row {named} needs a note: say why its figure is right, or mend it."
        many = f"Rows {named} need a note each: say why their figures are right, or mend them."
        super().__init__(one if len(rows) == 1 else many)
        self.rows = rows


class ConfirmationNeeded(ReturnRefused):
    """Somebody has to say that a ten-digit number is no NHS number."""


class AttestationNeeded(ReturnRefused):
    """Somebody has to stand for the answers by name and role."""


@transaction.atomic
def submit_return(
    *,
    file: ReceivedFile,
    only_good: bool = False,
    explanations: Mapping[int, str] | None = None,
    leave_unexplained: bool = False,
    no_patients: bool = False,
    attested_name: str = "",
    attested_role: str = "",
    by: Any,
    at: dt.datetime,
) -> DataReturn:
    """Keep the good figures of a checked file as the practice's return.

    `only_good` leaves out the rows with problems. Warnings that need a note are answered by one
    in the file or by `explanations` (row to text); `leave_unexplained` leaves out the rows that
    have neither. `no_patients` confirms that a ten-digit number is no NHS number. Answers that
    the practice gives about itself need `attested_name` and `attested_role`. What is held already
    gives the receipt that is there. A later return replaces figures and never removes one.
    Raises ReturnRefused; then nothing is changed.
    """
    file = _locked(file)
    if file.state == ReceivedFile.State.KEPT:
        return DataReturn.objects.get(file=file)
    collection, practice = _ready(file, at)
    checked = checked_file(file, collection, practice)
    if checked.same:
        settle_file(file=file, kept=False, by=by, at=at)
        clear_sent(
            collection=collection, practice=practice, figures=checked.report.figures, by=by, at=at
        )
        return checked.same
    _refuse_older(file, collection, practice)
    report = checked.report
    _check_content(report, only_good, no_patients)
    answers = _answers(report, explanations or {}, leave_unexplained)
    attested = _attested(answers.figures, checked, attested_name, attested_role)
    rows = _figure_rows(collection, practice, answers.figures)
    counts = record_figures(rows=rows, file=file, source=RETURN_PROFILE, by=by, at=at)
    said = [Said(f.indicator, answers.notes_of(f), f.evidence) for f in answers.figures]
    keep_remarks(collection=collection, practice=practice, said=said, by=by, at=at)
    clear_sent(collection=collection, practice=practice, figures=answers.figures, by=by, at=at)
    settle_file(
        file=file, kept=True, answers=_said(answers, no_patients and report.asks), by=by, at=at
    )
    data_return = DataReturn(
        collection=collection,
        practice=practice,
        file=file,
        reference=_new_reference(),
        figures=len(rows),
        **attested,
        submitted_by=by,
        submitted_at=at,
    )
    data_return.full_clean()
    data_return.save()
    details = {
        "practice": practice.code,
        "period": collection.period.code,
        "left out": len(report.problems),
        "without a note": len(answers.unexplained),
        "late": is_late(data_return),
        **counts._asdict(),
    }
    record(
        action="submit return",
        subject=data_return,
        by=by,
        at=at,
        organisation=file.commissioner.code,
        details=details,
    )
    return data_return


@transaction.atomic
def withdraw_file(*, file: ReceivedFile, by: Any, at: dt.datetime) -> ReceivedFile:
    """The practice says that its file holds an NHS number: content and report go at once.

    Raises ReturnRefused when the file does not wait any more.
    """
    file = _locked(file)
    if file.state != ReceivedFile.State.READY:
        raise ReturnRefused("This file does not wait to be submitted any more.")
    return refuse_file(
        file=file,
        what="You said that the file holds an NHS number. Nothing of it was kept.",
        mend="Delete the number and upload the file again.",
        keep_content=False,
        by=by,
        at=at,
    )


def is_late(data_return: DataReturn) -> bool:
    """Whether it was submitted after the practice's last day, by the clock of the practice."""
    deadline = deadline_for(data_return.collection, data_return.practice)
    return timezone.localdate(data_return.submitted_at) > deadline


def _locked(file: ReceivedFile) -> ReceivedFile:
    return (
        ReceivedFile.objects.select_for_update(of=("self",))
        .select_related("commissioner", "practice", "period__collection")
        .get(pk=file.pk)
    )


def _ready(file: ReceivedFile, at: dt.datetime) -> tuple[Collection, Practice]:
    if file.state != ReceivedFile.State.READY or file.practice is None or file.period is None:
        raise ReturnRefused(
            "This file cannot be submitted: it was not read, or not kept. Upload it again."
        )
    hold_may_send(file.period.collection, at)
    return file.period.collection, file.practice


def _refuse_older(file: ReceivedFile, collection: Collection, practice: Practice) -> None:
    """What was checked in one tab never replaces in silence what was sent since from another."""
    newer = returns_of(practice, collection).filter(submitted_at__gt=file.received_at)
    if sent := newer.order_by("-submitted_at").first():
        when = timezone.localtime(sent.submitted_at)
        raise ReturnRefused(
            f"A newer return, {sent.reference}, was sent on {when:%-d %B %Y} at {when:%H:%M}, "
            "after this file was uploaded. Nothing was changed. If this file is right, upload it "
            "again."
        )


def _check_content(report: Report, only_good: bool, no_patients: bool) -> None:
    if not report.figures:
        raise ReturnRefused("There is no figure in this file that could be kept. Mend it first.")
    if report.blocked:
        raise ReturnRefused(
            "Rows of the file name another practice, so none of it is kept. "
            "Mend the practice codes and upload it again."
        )
    if report.problems and not only_good:
        raise ReturnRefused(
            "The file has problems. Mend them and upload it again, or submit the good rows only."
        )
    if report.asks and not no_patients:
        raise ConfirmationNeeded(
            "A ten-digit number in the file could be an NHS number. Confirm that it is none, or "
            "remove the file."
        )


def _answers(report: Report, explanations: Mapping[int, str], leave: bool) -> Answers:
    answers = answers_to(report, explanations)
    _refuse_patients(*answers.typed.values())
    if answers.unexplained and not leave:
        raise NotesNeeded(answers.unexplained)
    if not answers.figures:
        raise ReturnRefused("Every figure of the file waits for a note. Say why they are right.")
    return answers


def _refuse_patients(*texts: str) -> None:
    try:
        refuse_nhs_numbers(*texts)
    except ValidationError as error:
        raise ReturnRefused(error.messages[0]) from error


def _said(answers: Answers, no_patients: bool) -> dict[str, Any]:
    """What was answered, as it stays with the report."""
    notes = {str(row): note for row, note in answers.typed.items()}
    left_out = list(answers.unexplained)
    return {"notes": notes, "left_out": left_out, "no_patients": no_patients}


def _attested(
    figures: tuple[ReturnedFigure, ...], checked: CheckedFile, name: str, role: str
) -> dict[str, str]:
    if not self_assessed(figures, checked.due):
        return {}
    name, role = name.strip(), role.strip()
    if not (name and role):
        raise AttestationNeeded(
            "This return answers questions about your practice, and somebody has to stand for "
            "the answers: give the name and the role of that person."
        )
    _refuse_patients(name, role)
    if max(len(name), len(role)) > MOST_ATTESTED:
        raise ReturnRefused(f"Use at most {MOST_ATTESTED} characters for the name and the role.")
    return {"attested_name": name, "attested_role": role, "attestation": ATTESTATION}


def _figure_rows(
    collection: Collection, practice: Practice, figures: tuple[ReturnedFigure, ...]
) -> list[FigureRow]:
    indicators = dict(
        collection.items.values_list("definition__indicator__code", "definition__indicator_id")
    )
    return [
        FigureRow(
            practice_id=practice.pk,
            indicator_id=indicators[figure.indicator],
            period_id=collection.period_id,
            state=figure.state,
            numerator=figure.numerator,
            denominator=figure.denominator,
            value=figure.value,
            text=figure.text,
            row=figure.row,
            adjustments=figure.adjustments,
        )
        for figure in figures
        if figure.indicator in indicators
    ]


def _new_reference() -> str:
    while True:
        reference = "R-" + "".join(secrets.choice(_ALPHABET) for _ in range(6))
        if not DataReturn.objects.filter(reference=reference).exists():
            return reference
