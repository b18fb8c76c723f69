"""Agreeing whose figure counts where two sources say different things of the same."""

import datetime as dt
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from indicators.free_text import refuse_nhs_numbers
from indicators.models import Figure, Indicator, Period, SourceAgreement
from indicators.services.figures import CORRECTION
from practices.models import Practice
from scorecard.audit.services import record


class Agreed(NamedTuple):
    """The agreement, and how many places count another figure since."""

    agreement: SourceAgreement
    switched: int


@transaction.atomic
def agree_source(
    *,
    indicator: Indicator,
    source: str,
    reason: str,
    agreed_with: str,
    practice: Practice | None = None,
    period: Period | None = None,
    by: Any,
    at: dt.datetime,
) -> Agreed:
    """From now on the figures of `source` count: of one practice or all, in one period or all.

    Figures that are held change places at once, those that come later follow. A place where that
    source has no figure keeps what it has; a correction after a query stays; an agreement about
    one practice or period holds against one about all. Undone by another agreement. Raises
    ValidationError without a reason and for a source that has no figure in any such place.
    """
    refuse_nhs_numbers(reason, agreed_with)
    # Files that arrive meanwhile wait, as they do for each other.
    Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    held = Figure.objects.filter(indicator=indicator, source=source, replaced_at__isnull=True)
    held = held.filter(practice=practice) if practice else held
    held = held.filter(period=period) if period else held
    if source == CORRECTION or not held.exists():
        raise ValidationError({"source": "This source has no figure here. Choose another one."})
    agreement = SourceAgreement(
        commissioner=indicator.commissioner,
        indicator=indicator,
        practice=practice,
        period=period,
        source=source,
        reason=reason.strip(),
        agreed_with=agreed_with.strip(),
        agreed_by=by,
        agreed_at=at,
    )
    agreement.full_clean()
    agreement.save()
    switched = _switch(indicator, practice, period)
    details = {
        "indicator": indicator.code,
        "source": source,
        "practice": practice.code if practice else "all",
        "period": period.code if period else "all",
        "reason": agreement.reason,
        "agreed with": agreement.agreed_with,
        "figures switched": switched,
    }
    owner = indicator.commissioner.code
    record(
        action="agree source", subject=agreement, by=by, at=at, organisation=owner, details=details
    )
    return Agreed(agreement, switched)


# As in `record_figures`: the most particular agreement, of those the newest.
_AGREED = (
    "SELECT agreed.source FROM indicators_sourceagreement agreed"
    " WHERE agreed.indicator_id = chosen.indicator_id"
    " AND (agreed.practice_id IS NULL OR agreed.practice_id = chosen.practice_id)"
    " AND (agreed.period_id IS NULL OR agreed.period_id = chosen.period_id)"
    " ORDER BY (agreed.practice_id IS NULL)::int + (agreed.period_id IS NULL)::int,"
    " agreed.agreed_at DESC, agreed.id DESC LIMIT 1"
)


def _switch(indicator: Indicator, practice: Practice | None, period: Period | None) -> int:
    """Let the agreed figures count that do not, in place of those that do."""
    scope = {
        "indicator": indicator.pk,
        "practice": practice.pk if practice else None,
        "period": period.pk if period else None,
        "correction": CORRECTION,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE switched AS SELECT held.id AS old, chosen.id AS new"  # noqa: S608
            " FROM indicators_figure chosen JOIN indicators_figure held"
            " ON held.practice_id = chosen.practice_id AND held.indicator_id = chosen.indicator_id"
            " AND held.period_id = chosen.period_id AND held.replaced_at IS NULL AND held.counts"
            " WHERE chosen.indicator_id = %(indicator)s AND chosen.replaced_at IS NULL"
            " AND NOT chosen.counts AND held.source <> %(correction)s"
            " AND (%(practice)s::bigint IS NULL OR chosen.practice_id = %(practice)s)"
            " AND (%(period)s::bigint IS NULL OR chosen.period_id = %(period)s)"
            f" AND chosen.source = ({_AGREED})",
            scope,
        )
        # First the one, then the other: at no moment may two of them count.
        cursor.execute(
            "UPDATE indicators_figure SET counts = false FROM switched"
            " WHERE indicators_figure.id = switched.old"
        )
        cursor.execute(
            "UPDATE indicators_figure SET counts = true FROM switched"
            " WHERE indicators_figure.id = switched.new"
        )
        switched = int(cursor.rowcount)
        cursor.execute("DROP TABLE switched")
    return switched
