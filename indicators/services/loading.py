"""A commissioner brings in a file: received, read by the worker, and everything of it kept.

What a file brings is kept kind by kind (figures, lists, closures and so on). The file with all
that it told stays, whether anything of it could be used or not; only what is about patients goes.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from indicators.models import ReceivedFile
from indicators.periods import UnknownPeriodCode, parse
from indicators.returns.problems import FileRefused
from indicators.returns.steps import Step, silent
from indicators.selectors.layouts import UNKNOWN, profile_of, profile_text, reasons_of, same_before
from indicators.services import references, registers
from indicators.services.areas import File, import_lists
from indicators.services.bringing import WORDS, Brought, Whose
from indicators.services.figures import FiguresRefused
from indicators.services.files import keep_outcome, receive_file, refuse_file
from indicators.services.national import import_figures
from indicators.services.reading import read_limited
from indicators.services.scanning import scan
from indicators.sources import outcomes
from indicators.sources.notices import Notice
from indicators.sources.profiles import BadProfile, Profile
from indicators.sources.tables import FileNotRead
from practices.models import Commissioner
from practices.selectors import practices_last_of
from scorecard.jobs.limits import Answer
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask

_KEEPS = {**registers.KEEPS, **references.KEEPS}
Reader = Callable[..., Answer]
EXAMINE = "indicators.sources.entry:examine"
_NOT_USABLE = (FileNotRead, FiguresRefused, ValidationError, UnknownPeriodCode, BadProfile)
_SMALLER = (
    "Split it into smaller files, one for each period or indicator, or leave out the columns that "
    "nobody needs; or ask those who run this site to raise the limit."
)
_MEND = "Check that you chose the right kind of file, then upload it again."


@transaction.atomic
def receive_source_file(
    *,
    commissioner: Commissioner,
    profile: str,
    name: str,
    content: bytes,
    period: str = "",
    day: dt.date | None = None,
    by: Any,
    at: dt.datetime,
) -> Job:
    """Keep a file and ask the worker for it; `profile` UNKNOWN asks how it seems to be laid out.

    `period` and `day` are for what the file does not say itself. Raises FileTooLarge and
    BadProfile.
    """
    version = "" if profile == UNKNOWN else profile_of(commissioner, profile).version
    file = receive_file(
        commissioner=commissioner,
        practice=None,
        period=None,
        profile=profile,
        profile_version=version,
        name=name,
        content=content,
        most=settings.NATIONAL_UPLOAD_LIMIT_BYTES,
        report={"period": period, "day": day.isoformat() if day else ""},
        by=by,
        at=at,
    )
    return ask_for(
        file=file, kind="look_at_file" if profile == UNKNOWN else "load_file", by=by, at=at
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

    Raises TryAgain where the virus scanner does not answer or no child can be started.
    """
    file = locked(file_id)
    if file.state != ReceivedFile.State.CHECKING:
        return file
    try:
        if asked := examined(file, read, progress):
            return _wait(file, asked, by, at)
        with transaction.atomic():
            return _bring(file, by, at, progress)
    except FileRefused as refused:
        what, mend, kept = refused.what, refused.mend, refused.kept
    except ValidationError as error:
        what, mend, kept = " ".join(error.messages), _MEND, True
    except _NOT_USABLE as error:
        what, mend, kept = str(error), _MEND, True
    return refuse_file(file=file, what=what, mend=mend, keep_content=kept, by=by, at=at)


@transaction.atomic
def answer_asked(*, file: ReceivedFile, by: Any, at: dt.datetime) -> Job:
    """Somebody says that the one number that was found is nobody's NHS number: load the file."""
    file = locked(file.pk)
    report = {name: value for name, value in file.report.items() if name != "asked"}
    keep_outcome(
        file=file,
        report={**report, "answered": file.report.get("asked", [])},
        outcome=b"",
        state=ReceivedFile.State.CHECKING,
        by=by,
        at=at,
    )
    kind = "look_at_file" if file.profile == UNKNOWN else "load_file"
    return ask_for(file=file, kind=kind, by=by, at=at)


@transaction.atomic
def drop_file(*, file: ReceivedFile, by: Any, at: dt.datetime) -> ReceivedFile:
    """Somebody says that it is one, or wants the file gone: its content goes at once."""
    return refuse_file(
        file=locked(file.pk),
        what="You chose to delete this file. Nothing of it was kept.",
        mend="Ask your supplier for totals by practice.",
        keep_content=False,
        by=by,
        at=at,
    )


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


def _wait(file: ReceivedFile, asked: list[int], by: Any, at: dt.datetime) -> ReceivedFile:
    return keep_outcome(
        file=file,
        report={**file.report, "asked": asked},
        outcome=b"",
        state=ReceivedFile.State.READY,
        by=by,
        at=at,
    )


def _bring(file: ReceivedFile, by: Any, at: dt.datetime, progress: Step) -> ReceivedFile:
    profile = profile_of(file.commissioner, file.profile)
    given = File(profile, bytes(file.content or b""), file.name)
    whose = Whose(file.commissioner, _day(file, profile), by, at)
    brought: list[Brought] = []
    failed: list[str] = []
    for step, what in enumerate(profile.brings):
        progress(step, len(profile.brings), f"Reading {WORDS[what]}")
        try:
            with transaction.atomic():
                brought.append(_kind(what, given, file, whose))
        except ValidationError as error:
            failed.append(" ".join(error.messages))
        except _NOT_USABLE as error:
            failed.append(str(error))
    if not brought:
        raise FileNotRead("\n".join(failed))
    file.profile_version = profile.version
    notices = [notice for one in brought for notice in one.notices]
    return keep_outcome(
        file=file,
        report={**file.report, **_report(brought, failed, notices), **_same(file)},
        outcome=outcomes.packed(notices),
        state=ReceivedFile.State.KEPT,
        by=by,
        at=at,
    )


def _kind(what: str, given: File, file: ReceivedFile, whose: Whose) -> Brought:
    if what == "figures":
        return _figures(given, file, whose)
    if what == "lists":
        return _lists(given, whose)
    return _KEEPS[what](given, whose)


def _figures(given: File, file: ReceivedFile, whose: Whose) -> Brought:
    done = import_figures(
        profile=_with_reasons(given.profile, whose.commissioner),
        content=given.content,
        name=given.name,
        commissioner=whose.commissioner,
        period=file.report.get("period", ""),
        file=file,
        by=whose.by,
        at=whose.at,
    )
    brought = Brought("figures", notices=done.notices)
    brought.counts.update({**done.recorded._asdict(), "queries": done.queries})
    brought.more = {"rows": done.rows_read, "columns": done.used, "periods": done.periods}
    return brought


def _lists(given: File, whose: Whose) -> Brought:
    own = {one.code for one in practices_last_of(whose.commissioner)}
    done = import_lists(file=given, on=whose.day, only=own, by=whose.by, at=whose.at)
    brought = Brought("list sizes", notices=done.notices)
    brought.counts.update(done.recorded._asdict())
    return brought


def _with_reasons(profile: Profile, commissioner: Commissioner) -> Profile:
    """Codes count as reasons for taking patients out when a list of reasons says so."""
    known = tuple(reasons_of(commissioner))
    if not known:
        return profile
    figures = tuple(
        replace(one, adjustments=known) if one.adjustments == ("*",) else one
        for one in profile.figures
    )
    return replace(profile, figures=figures)


def _day(file: ReceivedFile, profile: Profile) -> dt.date | None:
    """The day given with the file; for lists, else the last day of the period that was given."""
    if day := file.report.get("day"):
        return dt.date.fromisoformat(day)
    period = file.report.get("period")
    return parse(period).ends_on if period and profile.lists else None


def _same(file: ReceivedFile) -> dict[str, Any]:
    same = same_before(file)
    return {"same_as": same.pk} if same else {}


def _report(brought: list[Brought], failed: list[str], notices: list[Notice]) -> dict[str, Any]:
    more = {name: value for one in brought for name, value in one.more.items()}
    return {
        **more,
        "brought": [{"what": one.what, "counts": dict(one.counts)} for one in brought],
        "failed": failed,
        **outcomes.summary(notices),
    }
