"""A practice sends a return: received, checked by the worker, submitted, receipted."""

import datetime as dt
import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from indicators.models import Collection, DataReturn, ReceivedFile
from indicators.returns.attesting import self_assessed
from indicators.returns.figures import ReturnedFigure
from indicators.returns.problems import FileRefused
from indicators.returns.report import Report
from indicators.returns.steps import SCANNING, STEPS, STORING, Step, silent
from indicators.selectors.collections import deadline_for, lock_of
from indicators.selectors.returns import RETURN_PROFILE, due_return, returns_of
from indicators.services.figures import FigureRow, record_figures
from indicators.services.files import keep_check, receive_file, refuse_file, settle_file
from indicators.services.reading import Check, check_limited
from indicators.services.scanning import is_on, scan
from practices.models import Practice
from scorecard.audit.services import record
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask

# Without letters and digits that are mistaken for each other on paper or on the telephone.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_ATTESTED = 200
ATTESTATION = (
    "The answers in this return are true to the best of my knowledge, and the practice can show "
    "evidence for each of them when it is asked."
)


class ReturnRefused(ValueError):
    """The return cannot be submitted as it is; the sentence says why and what to do."""


@transaction.atomic
def receive_return(
    *,
    practice: Practice,
    collection: Collection,
    name: str,
    content: bytes,
    by: Any,
    at: dt.datetime,
) -> Job:
    """Keep a practice's file and ask the worker to check it. Raises FileTooLarge, ReturnRefused."""
    check_may_send(collection, at)
    period = collection.period
    file = receive_file(
        commissioner=period.commissioner,
        practice=practice,
        period=period,
        profile=RETURN_PROFILE,
        name=name,
        content=content,
        by=by,
        at=at,
    )
    return ask(
        kind="check_file",
        key=str(file.pk),
        title=f"Checking {file.name}",
        arguments={"file": file.pk},
        by=by,
        at=at,
        next_url=reverse("return-file", args=[practice.code, period.code, file.pk]),
    )


@transaction.atomic
def check_file(
    *,
    file_id: int,
    by: Any,
    at: dt.datetime,
    check: Check = check_limited,
    progress: Step = silent,
) -> ReceivedFile:
    """Read a received return and keep what was found; harmless when it is done already.

    `check` reads it: in a child process under limits, for whatever comes from outside. Raises
    TryAgain where the virus scanner does not answer or no child can be started.
    """
    file = (
        ReceivedFile.objects.select_for_update(of=("self",))
        .select_related("commissioner", "practice", "period__collection")
        .get(pk=file_id)
    )
    if file.state != ReceivedFile.State.CHECKING or file.practice is None or file.period is None:
        return file
    content, due = bytes(file.content or b""), due_return(file.period.collection, file.practice)
    try:
        if is_on():
            progress(0, STEPS, SCANNING)
        scan(content)
        report = check(content, file.name, due, progress)
    except FileRefused as refused:
        return refuse_file(
            file=file,
            what=refused.what,
            mend=refused.mend,
            keep_content=refused.kept,
            by=by,
            at=at,
        )
    progress(STEPS - 1, STEPS, STORING)
    return keep_check(file=file, report=report.as_json(), by=by, at=at)


@transaction.atomic
def submit_return(
    *,
    file: ReceivedFile,
    only_good: bool = False,
    explanations: Mapping[int, str] | None = None,
    attested_name: str = "",
    attested_role: str = "",
    by: Any,
    at: dt.datetime,
) -> DataReturn:
    """Keep the good figures of a checked file as the practice's return.

    `only_good` leaves out the rows with problems. `explanations` answer warnings, by row. Answers
    that the practice gives about itself need `attested_name` and `attested_role`. The same file
    again gives the receipt that is there already. A later return replaces figures and never
    removes one. Raises ReturnRefused.
    """
    file = (
        ReceivedFile.objects.select_for_update(of=("self",))
        .select_related("commissioner", "practice", "period__collection")
        .get(pk=file.pk)
    )
    if file.state == ReceivedFile.State.KEPT:
        return DataReturn.objects.get(file=file)
    collection, practice, report = _ready(file, only_good, at)
    if same := _same_as_latest(file, collection, practice):
        settle_file(file=file, kept=False, by=by, at=at)
        return same
    answered = self_assessed(report.figures, due_return(collection, practice))
    name, role = attested_name.strip(), attested_role.strip()
    if answered:
        _check_attestation(name, role)
    rows = _figure_rows(collection, practice, report.figures)
    counts = record_figures(rows=rows, file=file, source=RETURN_PROFILE, by=by, at=at)
    settle_file(file=file, kept=True, by=by, at=at)
    data_return = DataReturn(
        collection=collection,
        practice=practice,
        file=file,
        reference=_new_reference(),
        figures=len(rows),
        attested_name=name if answered else "",
        attested_role=role if answered else "",
        attestation=ATTESTATION if answered else "",
        submitted_by=by,
        submitted_at=at,
    )
    data_return.full_clean()
    data_return.save()
    details = {
        "practice": practice.code,
        "period": collection.period.code,
        "left out": len(report.problems),
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


def _check_attestation(name: str, role: str) -> None:
    if not (name and role):
        raise ReturnRefused(
            "This return answers questions about your practice, and somebody has to stand for "
            "the answers: give the name and the role of that person."
        )
    if max(len(name), len(role)) > MOST_ATTESTED:
        raise ReturnRefused(f"Use at most {MOST_ATTESTED} characters for the name and the role.")


def is_late(data_return: DataReturn) -> bool:
    """Whether it was submitted after the practice's last day, by the clock of the practice."""
    deadline = deadline_for(data_return.collection, data_return.practice)
    return timezone.localdate(data_return.submitted_at) > deadline


def check_may_send(collection: Collection, at: dt.datetime) -> None:
    """Raises ReturnRefused before the collection opens, and after it was locked."""
    if timezone.localdate(at) < collection.opens_on:
        raise ReturnRefused(
            f"Returns for {collection.period} open on {collection.opens_on:%-d %B %Y}. "
            "Send it from that day on."
        )
    if lock_of(collection):
        whom = collection.contact or collection.period.commissioner.name
        raise ReturnRefused(
            f"Returns for {collection.period} are closed: nothing more can be sent. "
            f"If something has to be corrected, ask {whom}."
        )


def _ready(
    file: ReceivedFile, only_good: bool, at: dt.datetime
) -> tuple[Collection, Practice, Report]:
    if file.state != ReceivedFile.State.READY or file.practice is None or file.period is None:
        raise ReturnRefused(
            "This file cannot be submitted: it was not read, or not kept. Upload it again."
        )
    collection, report = file.period.collection, Report.from_json(file.report)
    check_may_send(collection, at)
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
    return collection, file.practice, report


def _same_as_latest(
    file: ReceivedFile, collection: Collection, practice: Practice
) -> DataReturn | None:
    latest = returns_of(practice, collection).first()
    same_rows = latest is not None and latest.file.report.get("figures") == file.report["figures"]
    return latest if latest and same_rows and latest.file.sha256 == file.sha256 else None


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
