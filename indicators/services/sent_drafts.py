"""When a return was sent, what it holds is a draft no longer."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from indicators.models import Collection
from indicators.returns.figures import ReturnedFigure
from indicators.returns.typed import Asked, is_same
from indicators.selectors.drafts import Row, asked_of, draft_of, rows_of
from indicators.selectors.returns import due_return
from practices.models import Practice
from scorecard.audit.services import record


@transaction.atomic
def clear_sent(
    *,
    collection: Collection,
    practice: Practice,
    figures: Iterable[ReturnedFigure],
    by: Any,
    at: dt.datetime,
) -> None:
    """Take the rows out of the draft that were sent as they stand there; the others wait on."""
    draft = draft_of(collection, practice)
    if draft is None:
        return
    due = due_return(collection, practice)
    sent = {figure.indicator.upper(): figure for figure in figures}
    asked = {one.number: one for one in asked_of(collection, due)}
    cleared = []
    for number, row in rows_of(draft).items():
        one = asked.get(number)
        figure = sent.get(one.indicator.code.upper()) if one else None
        if one is None or (figure and _is_sent(row, one, figure)):
            draft.values.filter(definition_id=number).delete()
            cleared.append(one.indicator.code if one else "not asked for any more")
    left = draft.values.count()
    period = collection.period
    details = {"practice": practice.code, "period": period.code, "sent": cleared, "left": left}
    owner = period.commissioner.code
    record(action="clear draft", subject=draft, by=by, at=at, organisation=owner, details=details)
    if not left:
        draft.delete()


def _is_sent(row: Row, one: Asked, figure: ReturnedFigure) -> bool:
    """Whether nothing of the row would be lost: neither figure, note nor file."""
    with_file = row.evidence is None or row.evidence.pk == figure.evidence
    with_note = row.typed.get("note", "") in ("", figure.note)
    return with_file and with_note and is_same(row.typed, one.indicator, figure)
