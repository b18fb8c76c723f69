"""Receiving files: kept as they came, with what the check of them found."""

import datetime as dt
import hashlib
import re
from typing import Any

from django.conf import settings
from django.db import transaction

from indicators.models import Period, ReceivedFile
from indicators.returns.patients import holds_nhs_number
from practices.models import Commissioner, Practice
from scorecard.audit.services import record

MAX_NAME = 200


class FileTooLarge(ValueError):
    """The file is larger than its limit; nothing of it was kept."""


@transaction.atomic
def receive_file(
    *,
    commissioner: Commissioner,
    practice: Practice | None,
    period: Period | None,
    profile: str,
    name: str,
    content: bytes,
    profile_version: str = "",
    most: int | None = None,
    report: dict[str, Any] | None = None,
    how: str = ReceivedFile.How.UPLOAD,
    by: Any,
    at: dt.datetime,
) -> ReceivedFile:
    """Keep a file, not yet read. `profile` says how it will be ("return" for a practice's own).

    `most` is its limit in bytes, that of a practice's file unless given. Raises FileTooLarge.
    """
    most = most or settings.UPLOAD_LIMIT_BYTES
    if len(content) > most:
        limit = most // 1024 // 1024
        raise FileTooLarge(f"The file is larger than {limit} MB. Nothing of it was kept.")
    file = ReceivedFile(
        commissioner=commissioner,
        practice=practice,
        period=period,
        profile=profile,
        profile_version=profile_version,
        how=how,
        name=safe_name(name),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        report=report or {},
        received_by=by,
        received_at=at,
    )
    file.full_clean(exclude=["content"])
    file.save()
    details = {"name": file.name, "sha256": file.sha256, "size": file.size}
    _record("receive file", file, by, at, details)
    return file


@transaction.atomic
def receive_national_file(
    *,
    commissioner: Commissioner,
    period: Period | None,
    profile: str,
    profile_version: str = "",
    name: str,
    content: bytes,
    report: dict[str, Any],
    outcome: bytes | None = None,
    by: Any,
    at: dt.datetime,
) -> ReceivedFile:
    """Stand for a national file that has been read; its content is not stored.

    It can be downloaded again, and its hash tells whether it is the same. The same file for the
    same period has one row only, with the report of its first reading.
    """
    digest = hashlib.sha256(content).hexdigest()
    same = {"commissioner": commissioner, "period": period, "profile": profile, "sha256": digest}
    if held := ReceivedFile.objects.filter(**same).first():
        return held
    file = ReceivedFile(
        **same,
        name=safe_name(name),
        size=len(content),
        profile_version=profile_version,
        how=ReceivedFile.How.COMMAND,
        state=ReceivedFile.State.KEPT,
        report=report,
        outcome=outcome,
        received_by=by,
        received_at=at,
    )
    file.full_clean()
    file.save()
    details = {"name": file.name, "sha256": digest, "size": file.size, "profile": profile}
    _record("receive national file", file, by, at, details)
    return file


@transaction.atomic
def keep_outcome(
    *,
    file: ReceivedFile,
    report: dict[str, Any],
    outcome: bytes,
    state: ReceivedFile.State,
    action: str = "load file",
    more: dict[str, Any] | None = None,
    by: Any,
    at: dt.datetime,
) -> ReceivedFile:
    """What became of a file of the commissioner's, in numbers and row by row.

    `action` and `more` are for the trail: what somebody did with it, when it was not loaded.
    """
    file.state, file.report, file.outcome = state, report, outcome
    file.save(update_fields=["state", "report", "outcome", "period", "profile", "profile_version"])
    details: dict[str, Any] = {n: report[n] for n in ("brought", "counts") if n in report}
    _record(action, file, by, at, {**details, **(more or {})})
    return file


@transaction.atomic
def keep_check(
    *, file: ReceivedFile, report: dict[str, Any], by: Any, at: dt.datetime
) -> ReceivedFile:
    """The file could be read: keep what the check found, for somebody to decide."""
    file.state, file.report = ReceivedFile.State.READY, report
    file.save(update_fields=["state", "report"])
    counts = {name: len(report.get(name, ())) for name in ("figures", "problems", "warnings")}
    _record("check file", file, by, at, counts)
    return file


@transaction.atomic
def refuse_file(
    *, file: ReceivedFile, what: str, mend: str, keep_content: bool, by: Any, at: dt.datetime
) -> ReceivedFile:
    """The file cannot be used. A file about patients is not kept: its content goes at once."""
    file.state = ReceivedFile.State.REFUSED
    file.report = {"refused": {"what": what, "mend": mend}}
    if not keep_content:
        file.content = None
    file.save(update_fields=["state", "report", "content"])
    _record("refuse file", file, by, at, {"what": what, "content kept": keep_content})
    return file


@transaction.atomic
def settle_file(
    *,
    file: ReceivedFile,
    kept: bool,
    answers: dict[str, Any] | None = None,
    by: Any,
    at: dt.datetime,
) -> ReceivedFile:
    """Say whether the figures of a checked file were kept; `answers` stay with its report."""
    file.state = ReceivedFile.State.KEPT if kept else ReceivedFile.State.DISCARDED
    if answers is not None:
        file.report = {**file.report, "answers": answers}
    file.save(update_fields=["state", "report"])
    _record("keep figures of file" if kept else "discard file", file, by, at, {})
    return file


def safe_name(name: str) -> str:
    """A file's name without folders, control characters and excess length; the ending stays.

    Of a name that could hold an NHS number nothing but a usual ending stays: it would be found in
    the list of files, the title of the job and the log for ever.
    """
    if holds_nhs_number(name):
        usual = re.search(r"\.[a-zA-Z]{2,5}$", name)
        return "(name not kept)" + (usual.group() if usual else "")
    last = re.split(r"[/\\]", name)[-1]
    printable = "".join(c for c in last if c.isprintable()).strip(" .")
    if len(printable) > MAX_NAME:
        stem, dot, ending = printable.rpartition(".")
        printable = stem[: MAX_NAME - len(ending[:10]) - 1] + dot + ending[:10]
    return printable or "unnamed"


def _record(
    action: str, file: ReceivedFile, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    organisation = file.commissioner.code
    record(action=action, subject=file, by=by, at=at, organisation=organisation, details=details)
