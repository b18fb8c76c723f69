"""Commenting on a version that is consulted on, and answering."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from indicators.free_text import NOT_HERE, refuse_nhs_numbers
from indicators.models import Indicator
from indicators.returns.patients import holds_nhs_number
from practices.models import Practice
from scorecard.audit.services import record
from scorecard.cards.lifecycle import Act
from scorecard.cards.models import Answer, Comment, Consultation
from scorecard.cards.selectors.agreement import is_in_force
from scorecard.cards.services.live import require

LONGEST = 3000
BY_LINK_A_DAY = 100


@transaction.atomic
def comment(
    *,
    consultation: Consultation,
    party: str,
    name: str,
    text: str,
    indicator: Indicator | None = None,
    practice: Practice | None = None,
    by: Any,
    at: dt.datetime,
) -> Comment:
    """Comment on one indicator, or on the whole. Raises ValidationError, by field, in words."""
    require(Act.COMMENT, consultation.version)
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    _check_open(consultation, timezone.localdate(at))
    _check_text(text)
    refuse_nhs_numbers(name)
    if party == Comment.Party.PATIENTS:
        _check_number(consultation, at)
    on_card = consultation.version.items.filter(definition__indicator=indicator)
    if indicator is not None and not on_card.exists():
        raise ValidationError({"about": f"{indicator} is not on this scorecard."})
    made = Comment(
        consultation=consultation,
        indicator=indicator,
        party=party,
        practice=practice,
        name=name,
        text=text.strip(),
        by=by,
        at=at,
    )
    made.full_clean()
    made.save()
    about = {"party": made.get_party_display(), "about": str(indicator or "the whole scorecard")}
    _record("comment", consultation, by, at, about)
    return made


@transaction.atomic
def answer(*, comment: Comment, text: str, by: Any, at: dt.datetime) -> Answer:
    """Answer a comment, once. Raises ValidationError, by field, in words."""
    require(Act.ANSWER, comment.consultation.version)
    if Answer.objects.filter(comment=comment).exists():
        raise ValidationError("This comment has been answered already. Read the answer there.")
    _check_text(text)
    made = Answer(comment=comment, text=text.strip(), by=by, at=at)
    made.full_clean()
    made.save()
    _record("answer comment", comment.consultation, by, at, {"comment of": comment.name})
    return made


def _check_open(consultation: Consultation, today: dt.date) -> None:
    if not is_in_force(consultation):
        raise ValidationError("A newer consultation has taken the place of this one.")
    if today > consultation.deadline:
        raise ValidationError(
            f"Comments could be sent until {consultation.deadline:%-d %B %Y}. You can still read "
            "what others said and what was answered."
        )


def _check_text(text: str) -> None:
    if len(text.strip()) > LONGEST:
        raise ValidationError({"text": f"Use at most {LONGEST:,} characters."})
    if holds_nhs_number(text):
        raise ValidationError({"text": NOT_HERE})


def _check_number(consultation: Consultation, at: dt.datetime) -> None:
    since = at - dt.timedelta(days=1)
    by_link = consultation.comments.filter(party=Comment.Party.PATIENTS, at__gt=since)
    if by_link.count() >= BY_LINK_A_DAY:
        raise ValidationError(
            f"{BY_LINK_A_DAY} comments have come by this link since yesterday, which is as many "
            "as it takes. Send yours tomorrow."
        )


def _record(
    action: str, consultation: Consultation, by: Any, at: dt.datetime, details: dict[str, Any]
) -> None:
    version = consultation.version
    code = version.scorecard.commissioner.code
    record(action=action, subject=version, by=by, at=at, organisation=code, details=details)
