"""What waits in an area: returns, queries, comments, editions. One statement for all its numbers.

Who is asked for a return, and what is overdue, follows `indicators.selectors.rosters` and
`standings`, which name the practices; a test holds the numbers against those lists.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from practices.models import Commissioner

COLLECTIONS = 4  # the newest ones that are open or over

_WAITING = """
WITH RECURSIVE tree AS (
    SELECT %(area)s::bigint AS id
    UNION SELECT c.id FROM practices_commissioner c JOIN tree ON c.parent_id = tree.id
), asking AS (
    SELECT c.id, c.deadline, c.everybody, p.code, p.name, p.starts_on, p.ends_on,
        coalesce((
            SELECT l.locked FROM indicators_collectionlock l WHERE l.collection_id = c.id
            ORDER BY l.set_at DESC, l.id DESC LIMIT 1
        ), false) AS locked,
        (SELECT count(*) FROM indicators_collectionitem i WHERE i.collection_id = c.id) AS due
    FROM indicators_collection c JOIN indicators_period p ON p.id = c.period_id
    WHERE p.commissioner_id = %(area)s AND c.opens_on <= %(today)s
    ORDER BY p.ends_on DESC, p.starts_on DESC LIMIT %(most)s
), present AS (
    SELECT a.id AS collection, l.practice_id AS practice, min(l.starts_on) AS joined,
        CASE WHEN bool_or(l.ends_on IS NULL) THEN NULL ELSE max(l.ends_on) END AS gone
    FROM asking a JOIN practices_commissionerlink l ON l.commissioner_id IN (SELECT id FROM tree)
        AND l.starts_on <= a.ends_on AND (l.ends_on IS NULL OR l.ends_on > a.starts_on)
    GROUP BY a.id, l.practice_id
), asked AS (
    SELECT a.*, here.practice,
        coalesce((
            SELECT e.deadline FROM indicators_extension e
            WHERE e.collection_id = a.id AND e.practice_id = here.practice
            ORDER BY e.given_at DESC, e.id DESC LIMIT 1
        ), a.deadline) AS last_day,
        EXISTS (
            SELECT FROM indicators_datareturn r
            WHERE r.collection_id = a.id AND r.practice_id = here.practice
        ) AS sent
    FROM asking a JOIN present here ON here.collection = a.id
    JOIN practices_practice p ON p.id = here.practice
    WHERE greatest(here.joined, coalesce(p.opened_on, here.joined)) <= a.ends_on
        AND (here.gone IS NULL OR here.gone > a.ends_on)
        AND (p.closed_on IS NULL OR p.closed_on > a.ends_on)
        AND (a.everybody OR EXISTS (
            SELECT FROM indicators_askedpractice w
            WHERE w.collection_id = a.id AND w.practice_id = here.practice
        ))
), held AS (
    SELECT c.id AS collection, f.practice_id AS practice, count(DISTINCT f.id) AS figures
    FROM asking a JOIN indicators_collection c ON c.id = a.id
    JOIN indicators_collectionitem i ON i.collection_id = c.id
    JOIN indicators_definition d ON d.id = i.definition_id
    JOIN indicators_figure f ON f.indicator_id = d.indicator_id AND f.period_id = c.period_id
        AND f.replaced_at IS NULL AND f.counts
    GROUP BY c.id, f.practice_id
), unsent AS (
    SELECT asked.* FROM asked
    LEFT JOIN held ON held.collection = asked.id AND held.practice = asked.practice
    WHERE NOT asked.sent AND NOT asked.locked
        AND NOT (asked.due > 0 AND coalesce(held.figures, 0) >= asked.due)
), undecided AS (
    SELECT DISTINCT ON (r.collection_id, r.practice_id) r.collection_id AS collection, r.id
    FROM indicators_datareturn r JOIN asking a ON a.id = r.collection_id
    ORDER BY r.collection_id, r.practice_id, r.submitted_at DESC, r.id DESC
)
SELECT
    (SELECT count(*) FROM indicators_query q JOIN indicators_figure f ON f.id = q.figure_id
        JOIN indicators_indicator i ON i.id = f.indicator_id
        LEFT JOIN indicators_querydecision d ON d.query_id = q.id
        WHERE i.commissioner_id = %(area)s AND d.id IS NULL),
    (SELECT count(*) FROM indicators_query q JOIN indicators_figure f ON f.id = q.figure_id
        JOIN indicators_indicator i ON i.id = f.indicator_id
        LEFT JOIN indicators_querydecision d ON d.query_id = q.id
        WHERE i.commissioner_id = %(area)s AND d.id IS NULL AND q.decide_by < %(today)s),
    (SELECT coalesce(json_object_agg(one.step, one.editions), '{}') FROM (
        SELECT last.step, count(*) AS editions FROM publication_edition e
        JOIN publication_release r ON r.id = e.release_id
        JOIN cards_scorecard s ON s.id = r.scorecard_id
        CROSS JOIN LATERAL (SELECT t.step, t.until FROM publication_editionstep t
            WHERE t.edition_id = e.id ORDER BY t.number DESC LIMIT 1) last
        WHERE s.commissioner_id = %(area)s AND NOT (
            last.step = 'in preview' AND %(today)s < last.until::date)
        GROUP BY last.step) one),
    (SELECT coalesce(json_agg(json_build_array(
            a.code, a.name, a.deadline, a.locked,
            (SELECT count(*) FROM asked WHERE asked.id = a.id),
            (SELECT count(*) FROM unsent WHERE unsent.id = a.id),
            (SELECT count(*) FROM unsent
                WHERE unsent.id = a.id AND unsent.last_day < %(today)s),
            (SELECT count(*) FROM undecided u
                LEFT JOIN indicators_returndecision d ON d.data_return_id = u.id
                WHERE u.collection = a.id AND d.id IS NULL)
        ) ORDER BY a.ends_on DESC, a.starts_on DESC), '[]') FROM asking a)
"""


@dataclass(frozen=True)
class Returns:
    """One collection that is open or over: of `asked` practices `unsent` sent nothing yet,
    `overdue` of them past their own last day; `submitted` wait to be accepted or queried."""

    code: str
    period: str
    deadline: dt.date
    locked: bool
    asked: int
    unsent: int
    overdue: int
    submitted: int


@dataclass(frozen=True)
class Waiting:
    """`editions`: how many were taken how far, by the step; without those that practices still
    have time to look at."""

    queries: int
    late_queries: int
    editions: dict[str, int]
    returns: tuple[Returns, ...]

    @property
    def overdue(self) -> int:
        return sum(one.overdue for one in self.returns)

    @property
    def submitted(self) -> int:
        return sum(one.submitted for one in self.returns)


def waiting_in(commissioner: Commissioner, today: dt.date) -> Waiting:
    parameters: dict[str, Any] = {
        "area": commissioner.pk,
        "today": today,
        "most": COLLECTIONS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, parameters)
        queries, late, editions, returns = cursor.fetchone()
    return Waiting(queries, late, editions, tuple(_returns(*one) for one in returns))


def _returns(code: str, name: str, deadline: str, locked: bool, *numbers: int) -> Returns:
    return Returns(code, name, dt.date.fromisoformat(deadline), locked, *numbers)
