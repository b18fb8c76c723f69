"""Evidence files: received unread, looked at by the worker, kept or refused, removed if need be."""

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction

from indicators.free_text import NOT_HERE
from indicators.models import Evidence
from indicators.returns.patients import holds_nhs_number
from indicators.returns.problems import FileRefused
from indicators.returns.steps import Step, silent
from indicators.selectors.evidence import is_used
from indicators.services.files import safe_name
from indicators.services.reading import read_limited
from indicators.services.scanning import scan
from practices.models import Commissioner, Practice
from scorecard.audit.services import record
from scorecard.jobs.services import ask

EXAMINE = "indicators.returns.attachments:examine"


class EvidenceRefused(ValueError):
    """The file is not taken, or cannot be removed; the sentence says why and what to do."""


@transaction.atomic
def receive_evidence(
    *,
    commissioner: Commissioner,
    practice: Practice,
    name: str,
    content: bytes,
    by: Any,
    at: dt.datetime,
) -> Evidence:
    """Keep a file unread and ask the worker to look at it. The same file again is the one held.

    Raises EvidenceRefused for one that is empty, too large or named after a patient, and when the
    practice has sent as many in a day as are taken.
    """
    _check(name, content)
    digest = hashlib.sha256(content).hexdigest()
    same = Evidence.objects.filter(practice=practice, commissioner=commissioner, sha256=digest)
    if held := same.filter(content__isnull=False).first():
        return held
    _check_day(practice, at)
    evidence = Evidence(
        commissioner=commissioner,
        practice=practice,
        name=safe_name(name),
        sha256=digest,
        size=len(content),
        content=content,
        received_by=by,
        received_at=at,
    )
    evidence.full_clean(exclude=["content"])
    evidence.save()
    _record("receive evidence", evidence, by, at, {"sha256": digest, "size": len(content)})
    ask(
        kind="examine_evidence",
        key=str(evidence.pk),
        title=f"Checking {evidence.name}",
        arguments={"evidence": evidence.pk},
        by=by,
        at=at,
    )
    return evidence


@transaction.atomic
def examine_evidence(
    *, evidence_id: int, by: Any, at: dt.datetime, progress: Step = silent
) -> Evidence:
    """Look at a file that was received; harmless when it is done already.

    It is scanned, then read by a child process under limits. What is refused is not kept. Raises
    TryAgain where the virus scanner does not answer or no child can be started.
    """
    evidence = Evidence.objects.select_for_update().get(pk=evidence_id)
    if evidence.state != Evidence.State.CHECKING:
        return evidence
    content = bytes(evidence.content or b"")
    try:
        scan(content)
        found = read_limited(EXAMINE, content, {"name": evidence.name}, progress=progress).value
    except FileRefused as refused:
        return _settle(evidence, Evidence.State.REFUSED, str(refused), by, at)
    evidence.content_type, evidence.name = found["content_type"], found["name"]
    return _settle(evidence, Evidence.State.KEPT, found["asked"], by, at)


@transaction.atomic
def remove_evidence(*, evidence: Evidence, reason: str, by: Any, at: dt.datetime) -> Evidence:
    """Delete the content of a file that held what it must not; that it was there stays known.

    Raises EvidenceRefused without a reason, or when it is gone already.
    """
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.content is None:
        raise EvidenceRefused("The content of this file is not held any more.")
    if not reason.strip():
        raise EvidenceRefused("Say why the file is removed: the practice reads it.")
    if holds_nhs_number(reason):
        raise EvidenceRefused(NOT_HERE)
    return _settle(evidence, Evidence.State.REMOVED, reason.strip(), by, at)


@transaction.atomic
def drop_unused(*, evidence: Evidence, by: Any, at: dt.datetime) -> None:
    """Delete the content of a file that was taken away before anything was sent with it."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.content is not None and not is_used(evidence):
        reason = "The practice took the file away before it was sent."
        _settle(evidence, Evidence.State.REMOVED, reason, by, at)


def _check(name: str, content: bytes) -> None:
    most = settings.EVIDENCE_LIMIT_BYTES
    if not content.strip():
        raise EvidenceRefused("The file is empty. Save it again and choose it once more.")
    if len(content) > most:
        raise EvidenceRefused(
            f"The file is larger than {most / 1024**2:.3g} MB. Nothing of it was kept: send the "
            "pages that matter, or a picture of lower quality."
        )
    if holds_nhs_number(name):
        raise EvidenceRefused(
            "The name of the file holds a number that could be an NHS number. Give it another "
            "name, and never put anything about single patients here."
        )


def _check_day(practice: Practice, at: dt.datetime) -> None:
    most, since = settings.EVIDENCE_FILES_PER_DAY, at - dt.timedelta(days=1)
    if Evidence.objects.filter(practice=practice, received_at__gt=since).count() >= most:
        raise EvidenceRefused(
            f"{most} files about {practice} were received within a day, and no more are taken. "
            "Send the others tomorrow, or put several into one file."
        )


def _settle(evidence: Evidence, state: str, reason: str, by: Any, at: dt.datetime) -> Evidence:
    evidence.state, evidence.reason = state, reason
    if state != Evidence.State.KEPT:
        evidence.content = None
    evidence.full_clean(exclude=["content"])
    evidence.save()
    words = {"kept": "keep evidence", "refused": "refuse evidence", "removed": "remove evidence"}
    _record(words[state], evidence, by, at, {"reason": reason} if reason else {})
    return evidence


def _record(
    action: str, evidence: Evidence, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    owner = evidence.commissioner.code
    known = {"practice": evidence.practice.code, **details}
    record(action=action, subject=evidence, by=by, at=at, organisation=owner, details=known)
