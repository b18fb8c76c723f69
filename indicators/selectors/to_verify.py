"""Which figures of a practice wait to be verified, in one statement.

`presenters.verification.held_periods` reads every period with figures, in more statements.
"""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from indicators.selectors.verification import FACTS, FACTS_FROM, read_packed
from indicators.standing import FigureStanding
from practices.models import Practice
from scorecard.ui.standing import StandingKind

WAITING = (StandingKind.OPEN, StandingKind.CHANGED)

# As JSON, so that it can come in a statement of more.
TO_VERIFY = f"""
SELECT jsonb_agg(
    jsonb_build_array(p.commissioner_id, p.code, p.name, w.deadline, {FACTS})
    ORDER BY w.deadline, p.ends_on DESC, f.id
)
FROM indicators_figure f {FACTS_FROM}
JOIN indicators_period p ON p.id = f.period_id
WHERE f.practice_id = %(practice)s AND f.counts AND f.replaced_at IS NULL
    AND w.opens_on <= %(today)s AND w.deadline >= %(today)s
"""  # noqa: S608


@dataclass(frozen=True)
class ToVerify:
    """A period with figures that can be confirmed until the end of the day `deadline`; `asked_by`
    is the id of the commissioner, `standings` are those of all figures held."""

    asked_by: int
    period_code: str
    period: str
    deadline: dt.date
    standings: tuple[FigureStanding, ...]


def figures_to_verify(practice: Practice, today: dt.date) -> list[ToVerify]:
    """What the practice can confirm now, the earliest last day first."""
    with connection.cursor() as cursor:
        cursor.execute(TO_VERIFY, {"practice": practice.pk, "today": today})
        (packed,) = cursor.fetchone() or (None,)
    return to_verify_from(packed, today)


def to_verify_from(packed: str | None, today: dt.date) -> list[ToVerify]:
    """The same from what TO_VERIFY answered."""
    held: dict[tuple[int, str, str, str], list[FigureStanding]] = defaultdict(list)
    for asked_by, code, period, deadline, *facts in json.loads(packed or "[]"):
        held[asked_by, code, period, deadline].append(read_packed(facts, today)[1])
    return [
        ToVerify(asked_by, code, period, dt.date.fromisoformat(deadline), tuple(found))
        for (asked_by, code, period, deadline), found in held.items()
        if any(one.kind in WAITING for one in found)
    ]
