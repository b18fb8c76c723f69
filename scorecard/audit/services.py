"""Writing the trail. Every service calls `record` inside its own transaction."""

import datetime as dt
from typing import Any

import structlog
from django.db import models

from scorecard.audit.models import AuditEvent


def record(
    *,
    action: str,
    subject: models.Model,
    by: Any,
    at: dt.datetime,
    organisation: str = "",
    details: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one event. `by` is a user, or None for the system itself."""
    return AuditEvent.objects.create(
        at=at,
        actor_id=by.pk if by else None,
        actor_email=by.email if by else "",
        action=action,
        subject_type=subject._meta.label,
        subject_id=str(subject.pk),
        subject_name=str(subject)[:300],
        organisation=organisation,
        details=details or {},
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
    )
