"""Signing what becomes of an indicator after a year."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from indicators.assessing import assess
from indicators.free_text import refuse_nhs_numbers
from indicators.models import Assessment
from practices.models import Commissioner
from scorecard.audit.services import record
from scorecard.cards.selectors.assessments import assessed_year, weighted_item
from scorecard.cards.selectors.evidence import evidence_of
from scorecard.ui.errors import NotFoundInWords

TEXTS = ("fit_with_guidance", "other_funding", "use_for_planning", "unintended_effects")


@transaction.atomic
def sign_assessment(
    *,
    commissioner: Commissioner,
    year: str,
    indicator: str,
    verdict: str,
    reason: str,
    texts: Mapping[str, str],
    by: Any,
    at: dt.datetime,
) -> Assessment:
    """Keep a person's verdict on an indicator beside what could be computed that day.

    `texts` holds what people know (TEXTS); what is left out is empty. A later signature stands
    beside the earlier ones. Raises NotFoundInWords when nothing of that year is banded or the
    indicator had no weight in it, ValidationError without one of the five classes or a reason, or
    where a text could hold an NHS number.
    """
    refuse_nhs_numbers(reason, *texts.values())
    chosen = assessed_year(commissioner, year)
    if chosen is None:
        raise NotFoundInWords(f"Nothing is banded in {commissioner} yet, so there is no year.")
    item = weighted_item(chosen, indicator)
    found = assess(evidence_of(chosen, [item])[item.definition_id])
    signed = Assessment(
        indicator=item.definition.indicator,
        period=chosen.last.run.period,
        computed={"definition": item.definition.number, **found.as_json()},
        verdict=verdict,
        reason=reason.strip(),
        signed_by=by,
        signed_at=at,
        **{name: texts.get(name, "").strip() for name in TEXTS},
    )
    signed.full_clean()
    signed.save()
    record(
        action="sign assessment",
        subject=signed,
        by=by,
        at=at,
        organisation=commissioner.code,
        details={"year": chosen.name, "class": signed.get_verdict_display(), "reason": reason},
    )
    return signed
