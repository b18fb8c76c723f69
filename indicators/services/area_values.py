"""Choosing which value of the area practices are compared with: added up, or published."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.free_text import refuse_nhs_numbers
from indicators.models import AreaChoice, Indicator, Period
from indicators.selectors.area_values import choices_of, published_value
from scorecard.audit.services import record


@transaction.atomic
def choose_area_value(
    *, indicator: Indicator, period: Period, use: str, reason: str, by: Any, at: dt.datetime
) -> AreaChoice:
    """Use the published value of the area in one period, or again what its figures add up to.

    It counts when the period is banded next; runs that are there stay. Raises ValidationError
    where no value is published for the period, without a reason, or for what is in use already.
    """
    if period.commissioner_id != indicator.commissioner_id:
        raise ValidationError({"period": "The period is of another commissioner."})
    refuse_nhs_numbers(reason)
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if use == AreaChoice.Use.PUBLISHED and published_value(indicator, period) is None:
        raise ValidationError(f"No published value of the area is held for {period.name}.")
    newest = choices_of(indicator, period).first()
    if use == (newest.use if newest else AreaChoice.Use.POOLED):
        raise ValidationError({"use": "This one is chosen already. Choose the other one."})
    choice = AreaChoice(
        indicator=indicator,
        period=period,
        use=use,
        reason=reason.strip(),
        chosen_by=by,
        chosen_at=at,
    )
    choice.full_clean()
    choice.save()
    record(
        action="choose value of the area",
        subject=choice,
        by=by,
        at=at,
        organisation=indicator.commissioner.code,
        details={
            "indicator": indicator.code,
            "period": period.code,
            "use": use,
            "reason": choice.reason,
        },
    )
    return choice
