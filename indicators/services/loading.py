"""A commissioner brings in a file: received, read by the worker, and everything of it kept.

What a file brings is kept kind by kind (figures, lists, closures and so on). The file with all
that it told stays, whether anything of it could be used or not; only what is about patients goes.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.urls import reverse

from indicators.models import ReceivedFile
from indicators.returns.problems import FileRefused
from indicators.returns.steps import Step, silent
from indicators.selectors.layouts import UNKNOWN, profile_of, profile_text
from indicators.services.files import keep_outcome, receive_file, refuse_file
from indicators.services.keeping import NOT_USABLE, bring
from indicators.services.reading import read_limited
from indicators.services.scanning import scan
from practices.models import Commissioner
from scorecard.jobs.errors import ClaimLost, JobRefused, TryAgain
from scorecard.jobs.limits import Answer
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask

Reader = Callable[..., Answer]
EXAMINE = "indicators.sources.entry:examine"
_SMALLER = (
    "Split it into smaller files, one for each period or indicator, or leave out the columns that "
    "nobody needs; or ask those who run this site to raise the limit."
)
_TOO_LONG = "Reading the file takes longer than it may take, so it was stopped."
_BROKE_OFF = "Something went wrong on our side while this file was read. Nothing of it was kept."
_OURS = (
    "Upload it again, with another layout if there is one. If it happens again, tell those who run "
    "this site the reference {reference}."
)
log = structlog.get_logger("indicators.loading")
_MEND = "Check that you chose the right kind of file, then upload it again."


@transaction.atomic
def receive_source_file(*, by: Any, at: dt.datetime, **given: Any) -> Job:
    """Keep a file (see `keep_source_file`) and ask the worker to load it.

    A file of the kind UNKNOWN is looked at first.
    """
    file = keep_source_file(by=by, at=at, **given)
    kind = "look_at_file" if file.profile == UNKNOWN else "load_file"
    return ask_for(file=file, kind=kind, by=by, at=at)


@transaction.atomic
def keep_source_file(
    *,
    commissioner: Commissioner,
    profile: str,
    name: str,
    content: bytes,
    period: str = "",
    day: dt.date | None = None,
    how: ReceivedFile.How = ReceivedFile.How.UPLOAD,
    by: Any,
    at: dt.datetime,
) -> ReceivedFile:
    """Keep a file, not yet read, with what it does not say itself: `period` and `day`.

    `profile` is the name of its layout, or UNKNOWN. Raises FileTooLarge and BadProfile.
    """
    version = "" if profile == UNKNOWN else profile_of(commissioner, profile).version
    return receive_file(
        commissioner=commissioner,
        practice=None,
        period=None,
        profile=profile,
        profile_version=version,
        name=name,
        content=content,
        how=how,
        most=settings.NATIONAL_UPLOAD_LIMIT_BYTES,
        report={"period": period, "day": day.isoformat() if day else ""},
        by=by,
        at=at,
    )


def ask_for(*, file: ReceivedFile, kind: str, by: Any, at: dt.datetime) -> Job:
    """Ask the worker to do something with a file; the job's page leads to that of the file."""
    page = "file-columns" if kind in ("look_at_file", "preview_file") else "file"
    return ask(
        kind=kind,
        key=str(file.pk),
        title=f"{'Loading' if kind == 'load_file' else 'Looking at'} {file.name}",
        arguments={"file": file.pk},
        by=by,
        at=at,
        next_url=reverse(page, args=[file.commissioner.code, file.pk]),
    )


@transaction.atomic
def load_file(
    *,
    file_id: int,
    by: Any,
    at: dt.datetime,
    read: Reader = read_limited,
    progress: Step = silent,
) -> ReceivedFile:
    """Keep everything that a received file brings; harmless when it is done already.

    Whatever goes wrong in the file's own reading refuses it, in words. Raises TryAgain where the
    virus scanner does not answer or no child can be started.
    """
    file = locked(file_id)
    if file.state != ReceivedFile.State.CHECKING:
        return file
    searched = False
    try:
        _refuse_other_version(file)
        if asked := examined(file, read, progress):
            return _wait(file, asked, by, at)
        searched = True
        with transaction.atomic():
            return bring(file, by, at, progress)
    except FileRefused as refused:
        what, mend, kept = refused.what, refused.mend, refused.kept
    except ValidationError as error:
        what, mend, kept = " ".join(error.messages), _MEND, searched
    except NOT_USABLE as error:
        what, mend, kept = str(error), _MEND, searched
    except (TryAgain, ClaimLost, JobRefused, OperationalError):
        raise
    except SoftTimeLimitExceeded:
        what, mend, kept = _TOO_LONG, _SMALLER, searched
    except Exception:
        # Nobody could do anything with a file that is "being read" for good.
        log.exception("loading failed", file=file.pk)
        what, mend, kept = _BROKE_OFF, _OURS.format(reference=_reference(file)), searched
    return refuse_file(file=file, what=what, mend=mend, keep_content=kept, by=by, at=at)


def _reference(file: ReceivedFile) -> str:
    """By which the log is found: the job's, or the file's where there is no job."""
    return str(structlog.contextvars.get_contextvars().get("job") or f"file {file.pk}")


@transaction.atomic
def answer_asked(*, file: ReceivedFile, by: Any, at: dt.datetime) -> Job:
    """Somebody says that the one number that was found is nobody's NHS number: load the file.

    Raises ValidationError where nothing was asked about the file.
    """
    file = locked(file.pk)
    if file.state != ReceivedFile.State.READY or "asked" not in file.report:
        raise ValidationError("Nothing was asked about this file, or somebody has answered.")
    report = {name: value for name, value in file.report.items() if name != "asked"}
    keep_outcome(
        file=file,
        report={**report, "answered": file.report["asked"]},
        outcome=b"",
        state=ReceivedFile.State.CHECKING,
        action="say that it is no NHS number",
        more={"rows": file.report["asked"]},
        by=by,
        at=at,
    )
    kind = "look_at_file" if file.profile == UNKNOWN else "load_file"
    return ask_for(file=file, kind=kind, by=by, at=at)


@transaction.atomic
def drop_file(*, file: ReceivedFile, by: Any, at: dt.datetime) -> ReceivedFile:
    """Somebody says that it is one, or wants the file gone: its content goes at once.

    Raises ValidationError for a file that is being read, or whose figures are held.
    """
    file = locked(file.pk)
    refuse_unless_open(file)
    return refuse_file(
        file=file,
        what="You chose to delete this file. Nothing of it was kept.",
        mend="Ask your supplier for totals by practice.",
        keep_content=False,
        by=by,
        at=at,
    )


@transaction.atomic
def load_once_more(*, file: ReceivedFile, by: Any, at: dt.datetime) -> Job:
    """Load a file that was loaded before: as a file of its own, so that the first one's record
    stays. Raises BadProfile, and ValidationError where its content is not held."""
    file = locked(file.pk)
    if file.content is None:
        raise ValidationError("The content of this file is not kept. Upload it again.")
    day = file.report.get("day")
    return receive_source_file(
        commissioner=file.commissioner,
        profile=file.profile,
        name=file.name,
        content=bytes(file.content),
        period=file.report.get("period", ""),
        day=dt.date.fromisoformat(day) if day else None,
        by=by,
        at=at,
    )


def refuse_unless_open(file: ReceivedFile) -> None:
    """Raises ValidationError unless the file was read and nothing of it is held."""
    if file.state == ReceivedFile.State.CHECKING:
        raise ValidationError("This file is being read. Wait for it, then decide.")
    if file.state == ReceivedFile.State.KEPT:
        raise ValidationError("What this file brought is held, so its record stays as it is.")


def locked(file_id: int) -> ReceivedFile:
    """The file, held until the transaction ends, with its content."""
    held = ReceivedFile.objects.select_for_update(of=("self",)).select_related("commissioner")
    return held.get(pk=file_id)


def examined(file: ReceivedFile, read: Reader, progress: Step) -> list[int]:
    """Rows to ask about, unless somebody answered. Raises FileRefused."""
    content = bytes(file.content or b"")
    scan(content)
    known = file.profile != UNKNOWN
    toml = profile_text(file.commissioner, file.profile) if known else ""
    rows: list[int] = read(
        EXAMINE,
        content,
        {"name": file.name, "toml": toml},
        progress=progress,
        memory=settings.NATIONAL_PARSE_MEMORY_BYTES,
        seconds=settings.NATIONAL_PARSE_SECONDS,
        smaller=_SMALLER,
    ).value["asked"]
    return [] if "answered" in file.report else rows


def _refuse_other_version(file: ReceivedFile) -> None:
    """What may be done with a layout was decided for the version that was chosen."""
    if file.profile == UNKNOWN:
        return
    now = profile_of(file.commissioner, file.profile).version
    if now != file.profile_version:
        raise FileRefused(
            f"The layout was changed meanwhile: version {file.profile_version} was chosen, "
            f"version {now} is the newest.",
            "Look at the newest version, then upload the file again.",
        )


def _wait(file: ReceivedFile, asked: list[int], by: Any, at: dt.datetime) -> ReceivedFile:
    return keep_outcome(
        file=file,
        report={**file.report, "asked": asked},
        outcome=b"",
        state=ReceivedFile.State.READY,
        by=by,
        at=at,
    )
