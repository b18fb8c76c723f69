"""Beginning a new baseline of a practice's control chart, and undoing that."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Baseline, Indicator, Period
from practices.models import Practice
from scorecard.audit.services import record


@transaction.atomic
def set_baseline(
    *,
    practice: Practice,
    indicator: Indicator,
    period: Period,
    reason: str,
    by: Any,
    at: dt.datetime,
) -> Baseline:
    """From `period` on the practice is judged by its own figures since then. ValidationError, by
    field, without a reason or where that is so already."""
    refuse_nhs_numbers(reason)
    if period.commissioner_id != indicator.commissioner_id:
        raise ValidationError({"period": [f"{period} is not a period of this area."]})
    # Two people at once: the second waits and is told.
    Practice.objects.select_for_update().get(pk=practice.pk)
    same = Baseline.objects.filter(practice=practice, indicator=indicator, period=period)
    if same.filter(undone_at__isnull=True).exists():
        said = f"A new baseline begins in {period.name} already. Undo it first, or choose another."
        raise ValidationError({"period": [said]})
    baseline = Baseline(
        practice=practice,
        indicator=indicator,
        period=period,
        reason=reason.strip(),
        set_by=by,
        set_at=at,
    )
    baseline.full_clean()
    baseline.save()
    _record("begin new baseline", baseline, by, at)
    return baseline


@transaction.atomic
def undo_baseline(*, baseline: Baseline, by: Any, at: dt.datetime) -> Baseline:
    """As if it had never been set; the row stays. ValidationError where it is undone already."""
    held = Baseline.objects.select_for_update(of=("self",)).get(pk=baseline.pk)
    if held.undone_at is not None:
        raise ValidationError(f"This was undone on {held.undone_at:%-d %B %Y} already.")
    held.undone_by, held.undone_at = by, at
    held.save(update_fields=["undone_by", "undone_at"])
    _record("undo baseline", held, by, at)
    return held


def _record(action: str, baseline: Baseline, by: Any, at: dt.datetime) -> None:
    record(
        action=action,
        subject=baseline,
        by=by,
        at=at,
        organisation=baseline.indicator.commissioner.code,
        details={
            "indicator": baseline.indicator.code,
            "period": baseline.period.code,
            "reason": baseline.reason,
        },
    )
