"""From draft to agreed: opening a consultation, returning to draft, signing, calling it agreed."""

import datetime as dt
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import refuse_nhs_numbers
from scorecard.audit.services import record
from scorecard.cards.lifecycle import Act
from scorecard.cards.models import CardVersion, Consultation, SignOff, StatusRow
from scorecard.cards.selectors.agreement import (
    consultation_on,
    is_over,
    unsigned,
    valid_signatures,
)
from scorecard.cards.selectors.content import hash_of
from scorecard.cards.selectors.versions import version_problems
from scorecard.cards.services.live import require

Status = StatusRow.Status
LONGEST = dt.timedelta(days=366)


@transaction.atomic
def open_consultation(
    *, version: CardVersion, introduction: str, deadline: dt.date, by: Any, at: dt.datetime
) -> Consultation:
    """Ask practices, the LMC and patient groups; from now on the content is frozen.

    Raises ValidationError for a version that is not ready and a deadline in the past or
    more than a year ahead.
    """
    require(Act.CONSULT, version)
    refuse_nhs_numbers(introduction)
    if found := version_problems(version):
        raise ValidationError(found)
    if deadline < timezone.localdate(at):
        raise ValidationError(
            {"deadline": "The last day for comments is in the past. Choose today or later."}
        )
    if deadline > timezone.localdate(at) + LONGEST:
        raise ValidationError(
            {"deadline": "The last day for comments is more than a year ahead. Choose an earlier."}
        )
    consultation = Consultation(
        version=version,
        introduction=introduction,
        deadline=deadline,
        token=secrets.token_urlsafe(32),
        opened_by=by,
        opened_at=at,
    )
    consultation.full_clean()
    consultation.save()
    _take_status(version, Status.CONSULTATION, "", by, at)
    _record("open consultation", version, by, at, {"last day": f"{deadline:%-d %B %Y}"})
    return consultation


@transaction.atomic
def back_to_draft(*, version: CardVersion, reason: str, by: Any, at: dt.datetime) -> None:
    """Let a version be changed again. Comments stay; signatures count while nothing changes."""
    require(Act.RETURN, version)
    if not reason.strip():
        raise ValidationError({"reason": "Say why, so that those who commented can know."})
    refuse_nhs_numbers(reason)
    _take_status(version, Status.DRAFT, reason.strip(), by, at)
    _record("return to draft", version, by, at, {"reason": reason.strip()})


@transaction.atomic
def sign_off(
    *,
    version: CardVersion,
    party: str,
    name: str,
    position: str,
    note: str = "",
    on_behalf: bool = False,
    by: Any,
    at: dt.datetime,
) -> SignOff:
    """Sign exactly this content for a party. With both signatures, after the consultation, the
    version is agreed.

    `on_behalf`: the commissioner records what the LMC agreed in writing; then `note` says where
    that is found. Raises ValidationError where one person signs for both.
    """
    require(Act.SIGN, version)
    refuse_nhs_numbers(name, position, note)
    held = valid_signatures(version)
    _check_signature(held, party, by)
    if on_behalf and not note.strip():
        raise ValidationError({"note": "Say where the written agreement can be found."})
    signature = SignOff(
        version=version,
        party=party,
        name=name,
        position=position,
        note=note,
        content_hash=hash_of(version),
        by=by,
        at=at,
    )
    signature.full_clean()
    signature.save()
    details = {"party": signature.get_party_display(), "name": name, "position": position}
    _record("sign", version, by, at, {**details, "reason": note})
    consultation = consultation_on(version)
    if held and consultation and is_over(consultation, timezone.localdate(at)):
        _agree(version, "", by, at)
    return signature


@transaction.atomic
def agree(*, version: CardVersion, reason: str = "", by: Any, at: dt.datetime) -> None:
    """Record that a version is agreed: signed by both, and the consultation has ended.

    Before its last day has passed only with a reason. Raises ValidationError, in words.
    """
    require(Act.AGREE, version)
    refuse_nhs_numbers(reason)
    if missing := unsigned(valid_signatures(version)):
        raise ValidationError(f"Still to sign: {' and '.join(missing)}.")
    consultation = consultation_on(version)
    open_still = consultation and not is_over(consultation, timezone.localdate(at))
    if consultation and open_still and not reason.strip():
        raise ValidationError(
            {
                "reason": f"Comments can be sent until {consultation.deadline:%-d %B %Y}. "
                "Say why the consultation ends early, or wait until then."
            }
        )
    _agree(version, reason.strip(), by, at)


def _check_signature(held: dict[str, SignOff], party: str, by: Any) -> None:
    if party in held:
        raise ValidationError(f"{held[party].name} has signed this already.")
    if any(signature.by_id == by.pk for signature in held.values()):
        raise ValidationError(
            "You have signed for the other party. Somebody else has to sign for this one."
        )


def _agree(version: CardVersion, reason: str, by: Any, at: dt.datetime) -> None:
    _take_status(version, Status.AGREED, reason, by, at)
    _record("agree version", version, by, at, {"reason": reason})


def _take_status(
    version: CardVersion, status: str, note: str, by: Any, at: dt.datetime
) -> StatusRow:
    return StatusRow.objects.create(version=version, status=status, note=note, by=by, at=at)


def _record(
    action: str, version: CardVersion, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    code = version.scorecard.commissioner.code
    record(action=action, subject=version, by=by, at=at, organisation=code, details=details)
