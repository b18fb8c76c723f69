"""What waits at one practice, in one statement; which state that is says `returns.states` alone.

`selectors.standings` reads the same for any number of practices, in more statements.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from indicators.returns.states import DONE, Facts, ReturnState, state_of
from indicators.selectors.returns import RETURN_PROFILE
from practices.models import Practice

_LOCAL = " AT TIME ZONE '" + settings.TIME_ZONE + "'"

# For `practice`, `today` and `profile`; as JSON, so that other statements can take it along.
WAITING = f"""
SELECT coalesce(jsonb_agg(waiting ORDER BY waiting.deadline, waiting.ends_on), '[]') FROM (
WITH RECURSIVE link AS (
    SELECT commissioner_id, starts_on, ends_on FROM practices_commissionerlink
    WHERE practice_id = %(practice)s
), above AS (
    SELECT commissioner_id AS id, starts_on, ends_on FROM link
    UNION
    SELECT c.parent_id, above.starts_on, above.ends_on FROM above
    JOIN practices_commissioner c ON c.id = above.id WHERE c.parent_id IS NOT NULL
)
SELECT p.code, p.name, p.commissioner_id AS asked_by, p.ends_on, c.opens_on,
    coalesce((SELECT e.deadline FROM indicators_extension e
        WHERE e.collection_id = c.id AND e.practice_id = %(practice)s
        ORDER BY e.given_at DESC, e.id DESC LIMIT 1), c.deadline) AS deadline,
    coalesce((SELECT k.locked FROM indicators_collectionlock k
        WHERE k.collection_id = c.id ORDER BY k.set_at DESC, k.id DESC LIMIT 1), false) AS locked,
    (SELECT (min(s.submitted_at){_LOCAL})::date FROM indicators_datareturn s
        WHERE s.collection_id = c.id AND s.practice_id = %(practice)s) AS sent,
    coalesce((SELECT x.decision FROM indicators_returndecision x
        WHERE x.data_return_id = (SELECT s.id FROM indicators_datareturn s
            WHERE s.collection_id = c.id AND s.practice_id = %(practice)s
            ORDER BY s.submitted_at DESC, s.id DESC LIMIT 1)
        ORDER BY x.decided_at DESC, x.id DESC LIMIT 1), '') AS decision,
    EXISTS (SELECT FROM indicators_draftreturn t
        WHERE t.collection_id = c.id AND t.practice_id = %(practice)s) AS draft,
    EXISTS (SELECT FROM indicators_receivedfile f
        WHERE f.period_id = p.id AND f.practice_id = %(practice)s AND f.profile = %(profile)s
            AND f.state = 'ready' AND f.report #> '{{figures,0}}' IS NOT NULL) AS checked,
    (SELECT count(*) FROM indicators_collectionitem n WHERE n.collection_id = c.id) AS due,
    (SELECT count(DISTINCT g.id) FROM indicators_collectionitem n
        JOIN indicators_definition d ON d.id = n.definition_id
        JOIN indicators_figure g ON g.indicator_id = d.indicator_id AND g.period_id = p.id
            AND g.practice_id = %(practice)s AND g.replaced_at IS NULL AND g.counts
        WHERE n.collection_id = c.id) AS held
FROM indicators_collection c
JOIN indicators_period p ON p.id = c.period_id
JOIN practices_practice own ON own.id = %(practice)s
WHERE c.announced_on <= %(today)s
    AND (own.opened_on IS NULL OR own.opened_on <= p.ends_on)
    AND (own.closed_on IS NULL OR own.closed_on > p.ends_on)
    AND (c.everybody OR EXISTS (SELECT FROM indicators_askedpractice a
        WHERE a.collection_id = c.id AND a.practice_id = %(practice)s))
    AND EXISTS (SELECT FROM above WHERE above.id = p.commissioner_id
        AND above.starts_on <= p.ends_on
        AND (above.ends_on IS NULL OR above.ends_on > p.ends_on))
) waiting
"""  # noqa: S608


@dataclass(frozen=True)
class Waiting:
    """One return for which something is left to do: `held` of `due` figures are there; `asked_by`
    is the id of the commissioner."""

    asked_by: int
    period_code: str
    period: str
    deadline: dt.date
    state: ReturnState
    due: int
    held: int


def waiting_returns(practice: Practice, today: dt.date) -> list[Waiting]:
    """What the practice has to do now for its returns, the earliest last day first."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, about_waiting(practice, today))
        row: Any = cursor.fetchone()
    return waiting_from(row[0], today)


def about_waiting(practice: Practice, today: dt.date) -> dict[str, Any]:
    return {"practice": practice.pk, "today": today, "profile": RETURN_PROFILE}


def waiting_from(found: str, today: dt.date) -> list[Waiting]:
    """From what WAITING gave: those for which something is left to do."""
    lines = [(_waiting(one, today), one["locked"]) for one in json.loads(found)]
    return [one for one, locked in lines if _waits(one, locked)]


def _waits(one: Waiting, locked: bool) -> bool:
    incomplete = one.state == ReturnState.SUBMITTED and not locked and one.held < one.due
    return incomplete or one.state not in (*DONE, ReturnState.NOT_SENT, ReturnState.NOT_OPEN)


def _waiting(row: dict[str, Any], today: dt.date) -> Waiting:
    deadline = dt.date.fromisoformat(row["deadline"])
    known = Facts(
        opens_on=dt.date.fromisoformat(row["opens_on"]),
        deadline=deadline,
        today=today,
        locked=row["locked"],
        first_submitted_on=dt.date.fromisoformat(row["sent"]) if row["sent"] else None,
        decision=row["decision"],
        has_draft=row["draft"],
        has_checked_file=row["checked"],
        all_held=0 < row["due"] <= row["held"],
    )
    return Waiting(
        asked_by=row["asked_by"],
        period_code=row["code"],
        period=row["name"],
        deadline=deadline,
        state=state_of(known),
        due=row["due"],
        held=row["held"],
    )
