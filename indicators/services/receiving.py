"""A practice's file comes in: received, then read by the worker."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from indicators.models import Collection, ReceivedFile
from indicators.returns.problems import FileRefused
from indicators.returns.steps import SCANNING, STEPS, STORING, Step, silent
from indicators.selectors.collections import lock_of
from indicators.selectors.returns import RETURN_PROFILE, due_return
from indicators.services.files import keep_check, receive_file, refuse_file
from indicators.services.reading import Check, check_limited
from indicators.services.scanning import is_on, scan
from practices.models import Practice
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask


class ReturnRefused(ValueError):
    """The return cannot be submitted as it is; the sentence says why and what to do."""


@transaction.atomic
def receive_return(
    *,
    practice: Practice,
    collection: Collection,
    name: str,
    content: bytes,
    how: str = ReceivedFile.How.UPLOAD,
    by: Any,
    at: dt.datetime,
) -> Job:
    """Keep a practice's file and ask the worker to check it. Raises FileTooLarge, ReturnRefused."""
    hold_may_send(collection, at)
    period = collection.period
    file = receive_file(
        commissioner=period.commissioner,
        practice=practice,
        period=period,
        profile=RETURN_PROFILE,
        name=name,
        content=content,
        how=how,
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


def hold_may_send(collection: Collection, at: dt.datetime) -> None:
    """`check_may_send`, and nobody locks the collection before this transaction has ended.

    Practices that send at once do not wait for each other: they share the row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM indicators_collection WHERE id = %s FOR SHARE", [collection.pk]
        )
    check_may_send(collection, at)


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
