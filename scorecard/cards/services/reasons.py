"""Saying why a draft differs from the version before."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from indicators.free_text import refuse_nhs_numbers
from scorecard.audit.services import record
from scorecard.cards.lifecycle import Act
from scorecard.cards.models import CardVersion, ChangeReason
from scorecard.cards.services.live import require


@transaction.atomic
def explain(
    *, version: CardVersion, summary: str, reasons: Mapping[str, str], by: Any, at: dt.datetime
) -> None:
    """Keep why there is this version, and why for each change by its key; empty takes it away.

    Signatures are under the content, so reasons may be mended without asking anybody again.
    """
    require(Act.CHANGE, version)
    refuse_nhs_numbers(summary, *reasons.values())
    version.summary = summary.strip()
    version.save(update_fields=["summary"])
    held = {reason.key: reason for reason in version.reasons.all()}
    changed = {}
    for key, text in reasons.items():
        why = text.strip()
        if why != (held[key].why if key in held else ""):
            _keep(held.get(key) or ChangeReason(version=version, key=key), why, by, at)
            changed[key] = why
    record(
        action="explain changes",
        subject=version,
        by=by,
        at=at,
        organisation=version.scorecard.commissioner.code,
        details={"reason": version.summary, "changes": changed},
    )


def _keep(reason: ChangeReason, why: str, by: Any, at: dt.datetime) -> None:
    if not why:
        reason.delete()
        return
    reason.why, reason.by, reason.at = why, by, at
    reason.full_clean()
    reason.save()
