"""Keeping what is agreed with single practices, and the values of England and the region."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from indicators import agreed as agreed_levels
from indicators.free_text import refuse_nhs_numbers
from indicators.models import BenchmarkValue, Definition, Indicator, Objective, Period
from indicators.sources.outside import OutsideRow
from practices.models import Commissioner, Practice
from practices.selectors import practices_ever_of
from scorecard.audit.services import record


@transaction.atomic
def agree_objective(
    *,
    definition: Definition,
    practice: Practice,
    words: str = "",
    levels: Mapping[str, Any] | None = None,
    agreed: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    by: Any,
    at: dt.datetime,
) -> Objective:
    """Record what a practice agreed on an indicator. Levels are those of the definition's rule,
    by quarter where that has levels for each.

    It counts when a period is banded next; runs that are there stay. Raises ValidationError where
    nothing was agreed, the levels do not fit the rule, the practice is of another area or has
    levels of its own on some of these days already.
    """
    commissioner = definition.indicator.commissioner
    given = dict(levels or {})
    refuse_nhs_numbers(words, agreed)
    if not practices_ever_of(commissioner).filter(pk=practice.pk).exists():
        raise ValidationError({"practice": f"{practice} is not a practice of {commissioner}."})
    if not given and not words.strip():
        raise ValidationError("Say what was agreed: in words, in levels or in both.")
    if given and (found := agreed_levels.problems(definition, given)):
        raise ValidationError(found)
    if given:
        _refuse_overlap(definition.indicator_id, practice, starts_on, ends_on)
    objective = Objective(
        practice=practice,
        indicator=definition.indicator,
        words=words.strip(),
        levels=given,
        agreed=agreed,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
        recorded_at=at,
    )
    objective.full_clean()
    objective.save()
    record(
        action="agree objective",
        subject=objective,
        by=by,
        at=at,
        organisation=commissioner.code,
        details={"practice": practice.code, "indicator": definition.code, "words": words, **given},
    )
    return objective


@transaction.atomic
def end_objective(*, objective: Objective, ends_on: dt.date, by: Any, at: dt.datetime) -> Objective:
    """Set the last day of an objective, or bring it forward.

    Raises ValidationError for a day before it started, or from its last day on.
    """
    objective = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    if objective.ends_on and ends_on >= objective.ends_on:
        raise ValidationError(
            f"It ends on {objective.ends_on:%-d %B %Y} already. Enter an earlier day, or record a"
            " new objective for the time after it."
        )
    if ends_on < objective.starts_on:
        raise ValidationError(
            f"It started on {objective.starts_on:%-d %B %Y}, so it cannot end before that day."
        )
    objective.ends_on = ends_on
    objective.full_clean()
    objective.save(update_fields=["ends_on"])
    record(
        action="end objective",
        subject=objective,
        by=by,
        at=at,
        organisation=objective.indicator.commissioner.code,
        details={"practice": objective.practice.code, "ends_on": ends_on.isoformat()},
    )
    return objective


def _refuse_overlap(
    indicator: int, practice: Practice, starts_on: dt.date, ends_on: dt.date | None
) -> None:
    """One practice has one set of levels on an indicator on any day; the indicator is locked."""
    Indicator.objects.select_for_update().get(pk=indicator)
    there = Objective.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on),
        Q() if ends_on is None else Q(starts_on__lte=ends_on),
        practice=practice,
        indicator=indicator,
    ).exclude(levels={})
    for one in there[:1]:
        last = f"to {one.ends_on:%-d %B %Y}" if one.ends_on else "until further notice"
        raise ValidationError(
            f"{practice.name} has levels agreed from {one.starts_on:%-d %B %Y} {last}. End that"
            " objective first, or enter days outside that time."
        )


@transaction.atomic
def record_outside_value(
    *,
    indicator: Indicator,
    period: Period,
    area: str,
    value: float,
    source: str,
    by: Any,
    at: dt.datetime,
) -> BenchmarkValue:
    """Keep the published value of England, the region or the area, in the unit of the indicator.

    A later value for the same period stands in for an earlier one; both are kept.
    """
    if period.commissioner_id != indicator.commissioner_id:
        raise ValidationError({"period": "The period is of another commissioner."})
    row = BenchmarkValue(
        indicator=indicator,
        period=period,
        area=area,
        value=value,
        source=source,
        recorded_by=by,
        recorded_at=at,
    )
    row.full_clean()
    row.save()
    record(
        action="record outside value",
        subject=row,
        by=by,
        at=at,
        organisation=indicator.commissioner.code,
        details={"indicator": indicator.code, "period": period.code, "area": area, "value": value},
    )
    return row


@transaction.atomic
def import_outside_values(
    *, commissioner: Commissioner, rows: Sequence[OutsideRow], by: Any, at: dt.datetime
) -> tuple[int, int]:
    """Keep the values of a file, all or none; how many were kept and how many were as before.

    Raises ValidationError, which names every row whose indicator or period is not there.
    """
    indicators = {
        one.code.upper(): one for one in Indicator.objects.filter(commissioner=commissioner)
    }
    periods = {one.code: one for one in Period.objects.filter(commissioner=commissioner)}
    problems = [
        f"Row {row.row}: {commissioner} has no {what} {code}."
        for row in rows
        for what, code, known in (
            ("indicator", row.indicator, row.indicator.upper() in indicators),
            ("period", row.period, row.period in periods),
        )
        if not known
    ]
    if problems:
        raise ValidationError(problems)
    kept = 0
    for row in rows:
        indicator, period = indicators[row.indicator.upper()], periods[row.period]
        newest = BenchmarkValue.objects.filter(indicator=indicator, period=period, area=row.area)
        if (held := newest.first()) and (held.value, held.source) == (row.value, row.source):
            continue
        record_outside_value(
            indicator=indicator,
            period=period,
            area=row.area,
            value=row.value,
            source=row.source,
            by=by,
            at=at,
        )
        kept += 1
    return kept, len(rows) - kept
