"""Putting a version in force for chosen periods, and closing one."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from scorecard.audit.services import record
from scorecard.cards.lifecycle import Act, refusal
from scorecard.cards.models import CardVersion, Scorecard, StatusRow
from scorecard.cards.selectors.agreement import covers_all, in_force_beside
from scorecard.cards.selectors.versions import status_of, version_problems

Status = StatusRow.Status


def require(act: Act, version: CardVersion) -> None:
    """Lock a version. Raises ValidationError, in words, where its state does not allow `act`."""
    CardVersion.objects.select_for_update().get(pk=version.pk)
    if said := refusal(act, status_of(version), str(version)):
        raise ValidationError(said)


@transaction.atomic
def make_live(
    *,
    version: CardVersion,
    covers_from: dt.date | None = None,
    covers_to: dt.date | None = None,
    note: str = "",
    unagreed_reason: str = "",
    by: Any,
    at: dt.datetime,
) -> None:
    """Put a version in force for the periods that start from `covers_from` to `covers_to`.

    It has been agreed, or `unagreed_reason` says why not. Earlier versions stay in force for the
    periods that it does not cover. Raises ValidationError, in words.
    """
    commissioner = version.scorecard.commissioner
    list(Scorecard.objects.select_for_update().filter(commissioner=commissioner))
    require(Act.GO_LIVE_UNAGREED if unagreed_reason.strip() else Act.GO_LIVE, version)
    if found := version_problems(version):
        raise ValidationError(found)
    row = StatusRow(
        version=version,
        status=Status.LIVE,
        note=unagreed_reason.strip() or note,
        covers_from=covers_from,
        covers_to=covers_to,
        by=by,
        at=at,
    )
    _check_order(row)
    _close_covered(row, by, at)
    row.full_clean()
    row.save()
    details = {
        "covers from": f"{covers_from:%-d %B %Y}" if covers_from else "the first period",
        "covers to": f"{covers_to:%-d %B %Y}" if covers_to else "further notice",
        "agreed": not unagreed_reason.strip(),
        "reason": row.note,
    }
    _record("make live", version, by, at, details)


@transaction.atomic
def close_version(*, version: CardVersion, reason: str, by: Any, at: dt.datetime) -> None:
    """Take a live version out of force. What was banded by it stays. Raises ValidationError."""
    require(Act.CLOSE, version)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is closed."})
    _close(version, reason.strip(), by, at)


def _check_order(row: StatusRow) -> None:
    if row.covers_from and row.covers_to and row.covers_to < row.covers_from:
        raise ValidationError(
            {"covers_to": "The last period must not be before the first. Choose a later one."}
        )


def _close_covered(new: StatusRow, by: Any, at: dt.datetime) -> None:
    """Close every live version all of whose periods the new one covers."""
    for old in in_force_beside(new.version):
        if covers_all(new, old):
            _close(old.version, f"{new.version} covers all its periods.", by, at)


def _close(version: CardVersion, reason: str, by: Any, at: dt.datetime) -> None:
    StatusRow.objects.create(version=version, status=Status.CLOSED, note=reason, by=by, at=at)
    _record("close version", version, by, at, {"reason": reason})


def _record(
    action: str, version: CardVersion, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    code = version.scorecard.commissioner.code
    record(action=action, subject=version, by=by, at=at, organisation=code, details=details)
