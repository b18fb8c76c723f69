"""A file that no layout describes: looked at, mapped by a person, tried, and its layout saved."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from indicators.free_text import refuse_nhs_numbers
from indicators.models import ReceivedFile, SourceProfile
from indicators.returns.problems import FileRefused
from indicators.returns.steps import Step, silent
from indicators.selectors.layouts import UNKNOWN, codes_of, profile_of, texts_to_try, versions_of
from indicators.services.files import keep_outcome, refuse_file
from indicators.services.loading import (
    Reader,
    ask_for,
    examined,
    locked,
    refuse_unless_open,
)
from indicators.services.reading import read_limited
from indicators.sources import profiles
from indicators.sources.workbooks import is_workbook
from practices.models import Commissioner
from scorecard.audit.services import record
from scorecard.jobs.models import Job

LOOK = "indicators.sources.entry:look"
PREVIEW = "indicators.sources.entry:preview"
# Of a large file the first rows say how it is laid out.
LOOKED_AT = 2_000_000
# What somebody said of a file, which stays when it is read again.
_GIVEN = ("period", "day", "answered")
MOST_TOML = 100_000


@transaction.atomic
def look_at_file(
    *,
    file_id: int,
    by: Any,
    at: dt.datetime,
    read: Reader = read_limited,
    progress: Step = silent,
) -> ReceivedFile:
    """Say how a file seems to be laid out and which known layouts fit; kept with the file."""
    file = locked(file_id)
    if file.state != ReceivedFile.State.CHECKING:
        return file
    try:
        if asked := examined(file, read, progress):
            return _ready(file, {"asked": asked}, by, at)
        arguments = {
            "name": file.name,
            "known": texts_to_try(file.commissioner),
            "told": file.report.get("told", {}),
            "codes": codes_of(file.commissioner),
        }
        seen = read(LOOK, start_of(file), arguments, progress=progress).value
    except FileRefused as refused:
        return refuse_file(
            file=file,
            what=refused.what,
            mend=refused.mend,
            keep_content=refused.kept,
            by=by,
            at=at,
        )
    return _ready(file, seen, by, at)


@transaction.atomic
def ask_preview(
    *, file: ReceivedFile, toml: str, period: str = "", by: Any, at: dt.datetime
) -> Job:
    """Try a layout on the first rows of a file. Raises BadProfile."""
    profiles.parsed("profile", toml)
    file = locked(file.pk)
    _check_content(file)
    report = {name: value for name, value in file.report.items() if name != "preview"}
    _ready(file, {"toml": toml, "period": period}, by, at, report)
    return ask_for(file=file, kind="preview_file", by=by, at=at)


@transaction.atomic
def preview_file(
    *,
    file_id: int,
    by: Any,
    at: dt.datetime,
    read: Reader = read_limited,
    progress: Step = silent,
) -> ReceivedFile:
    """What the layout makes of the first rows; kept with the file, whatever it is."""
    file = locked(file_id)
    if file.state != ReceivedFile.State.READY or "toml" not in file.report:
        return file
    arguments = {
        "name": file.name,
        "toml": file.report["toml"],
        "period": file.report.get("period", ""),
    }
    try:
        seen = read(PREVIEW, start_of(file), arguments, progress=progress).value
    except FileRefused as refused:
        seen = {"refused": refused.as_json()}
    return _ready(file, {"preview": seen}, by, at)


@transaction.atomic
def save_profile(
    *, commissioner: Commissioner, name: str, toml: str, by: Any, at: dt.datetime
) -> SourceProfile:
    """Save a layout under a name; the same text again adds no version.

    Raises BadProfile when it cannot be read and ValidationError when the name is taken.
    """
    if len(toml) > MOST_TOML:
        raise ValidationError("The layout is too long. Leave out what is not needed.")
    slug = slugify(name)[:50]
    if not slug or slug in profiles.names():
        raise ValidationError(
            f"{name or 'An empty name'!r} cannot be used: it is the name of a layout that came "
            "with the product, or has no letters. Choose another name."
        )
    layout = profiles.parsed(slug, toml)
    refuse_nhs_numbers(name, layout.title)
    earlier = versions_of(commissioner, slug)
    if earlier and earlier[0].toml == toml:
        return earlier[0]
    saved = SourceProfile(
        commissioner=commissioner,
        name=slug,
        number=earlier[0].number + 1 if earlier else 1,
        title=layout.title[:200],
        toml=toml,
        saved_by=by,
        saved_at=at,
    )
    saved.full_clean()
    saved.save()
    record(
        action="save source profile",
        subject=saved,
        by=by,
        at=at,
        organisation=commissioner.code,
        details={"name": saved.name, "number": saved.number},
    )
    return saved


@transaction.atomic
def look_again(
    *, file: ReceivedFile, told: dict[str, Any] | None = None, by: Any, at: dt.datetime
) -> Job:
    """Look at a file that was refused, or once more at one that seems to be laid out otherwise.

    `told` is what somebody says of it: encoding, delimiter, heading_row.
    """
    file = locked(file.pk)
    _check_content(file)
    given = {name: file.report[name] for name in _GIVEN if name in file.report}
    given["told"] = told or {}
    file.profile, file.profile_version = UNKNOWN, ""
    keep_outcome(
        file=file,
        report=given,
        outcome=b"",
        state=ReceivedFile.State.CHECKING,
        action="look at file again",
        more={"told": given["told"]},
        by=by,
        at=at,
    )
    return ask_for(file=file, kind="look_at_file", by=by, at=at)


@transaction.atomic
def load_with(
    *, file: ReceivedFile, profile: str, period: str = "", by: Any, at: dt.datetime
) -> Job:
    """Load a file that was looked at, by a layout that is known now. Raises BadProfile."""
    file = locked(file.pk)
    _check_content(file)
    file.profile = profile
    file.profile_version = profile_of(file.commissioner, profile).version
    given = {name: file.report[name] for name in _GIVEN if name in file.report}
    given["period"] = period or given.get("period", "")
    keep_outcome(
        file=file,
        report=given,
        outcome=b"",
        state=ReceivedFile.State.CHECKING,
        action="choose layout for file",
        more={"profile": file.profile, "version": file.profile_version},
        by=by,
        at=at,
    )
    return ask_for(file=file, kind="load_file", by=by, at=at)


def _check_content(file: ReceivedFile) -> None:
    refuse_unless_open(file)
    if "asked" in file.report:
        raise ValidationError("Say first whether the number that was found is an NHS number.")
    if file.content is None:
        raise ValidationError("The content of this file is not kept. Upload it again.")


def start_of(file: ReceivedFile) -> bytes:
    """The first whole rows of a text file; a workbook cannot be cut."""
    content = bytes(file.content or b"")
    if is_workbook(content) or len(content) <= LOOKED_AT:
        return content
    return content[: content.rfind(b"\n", 0, LOOKED_AT) + 1] or content


def _ready(
    file: ReceivedFile,
    more: dict[str, Any],
    by: Any,
    at: dt.datetime,
    report: dict[str, Any] | None = None,
) -> ReceivedFile:
    return keep_outcome(
        file=file,
        report={**(file.report if report is None else report), **more},
        outcome=b"",
        state=ReceivedFile.State.READY,
        action="look at file",
        by=by,
        at=at,
    )
