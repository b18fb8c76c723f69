"""Keeping figures: many at once, every earlier version kept.

The rows are copied into a temporary table and merged there, so that a million of them take
seconds, not minutes. The same file twice leaves everything as it is.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction
from psycopg.types.json import Json

from indicators.models import FigureState, ReceivedFile
from practices.models import Commissioner
from scorecard.audit.services import record


class FigureRow(NamedTuple):
    """One figure as it is given. `value` is in the unit shown; `row` is the row of the file."""

    practice_id: int
    indicator_id: int
    period_id: int
    state: str = "present"
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    spread: float | None = None
    text: str = ""
    row: int | None = None
    modelled: bool = False
    adjustments: dict[str, int] | None = None


class Recorded(NamedTuple):
    """How many figures were new, the same as the one held, or put in place of another.

    `beside`: of the new ones, those that do not count because another source's figure does.
    """

    stored: int
    unchanged: int
    replaced: int
    beside: int = 0


class FiguresRefused(ValueError):
    """The rows contradict themselves; nothing was kept."""


@transaction.atomic
def record_figures(
    *,
    rows: Iterable[FigureRow],
    file: ReceivedFile | None,
    source: str = "",
    decides: bool = False,
    by: Any,
    at: dt.datetime,
) -> Recorded:
    """Keep figures of one source. A different one it gave before gets `replaced_at` and stays.

    Where another source holds the place already, its figure goes on counting and the new one is
    held beside it; unless it `decides` (a correction after a query), an agreement names its
    source, or the other has no value and this one has.

    Raises FiguresRefused when a practice has two figures for one indicator and period, when a
    number is not finite, or when an indicator and a period belong to different commissioners.
    """
    with connection.cursor() as cursor:
        _copy(cursor, rows)
        _check(cursor)
        commissioner_id = _commissioner(cursor)
        given_by = _Given(file.pk if file else None, source, decides, by.pk if by else None, at)
        counts = _merge(cursor, given_by)
        cursor.execute("DROP TABLE incoming_figure")
    _audit(counts, commissioner_id, file, by, at)
    return counts


def _copy(cursor: Any, rows: Iterable[FigureRow]) -> None:
    cursor.execute(
        "CREATE TEMP TABLE incoming_figure (practice_id bigint, indicator_id bigint,"
        " period_id bigint, state text, numerator float8, denominator float8, value float8,"
        " spread float8, text text, row int, modelled boolean, adjustments jsonb)"
    )
    with cursor.copy("COPY incoming_figure FROM STDIN") as copy:
        for row in rows:
            copy.write_row((*row[:-1], None if row.adjustments is None else Json(row.adjustments)))
    cursor.execute("ANALYZE incoming_figure")


def _check(cursor: Any) -> None:
    _refuse(
        cursor,
        "SELECT practice_id, indicator_id, period_id FROM incoming_figure"
        " GROUP BY 1, 2, 3 HAVING count(*) > 1",
        "Practice {} has more than one figure for indicator {} and period {}.",
    )
    _refuse(
        cursor,
        "SELECT practice_id, indicator_id, period_id FROM incoming_figure WHERE 'NaN' IN"
        " (numerator, denominator, value, spread) OR 'Infinity' IN"
        " (abs(numerator), abs(denominator), abs(value), abs(spread))",
        "Practice {} has a number that is not finite for indicator {} and period {}; "
        "give no number and the state that says why.",
    )
    _refuse(
        cursor,
        "SELECT DISTINCT state FROM incoming_figure WHERE state <> ALL(%s)",
        "A figure cannot have the state {!r}.",
        [list(FigureState.values)],
    )
    _refuse(
        cursor,
        "SELECT practice_id, indicator_id, period_id FROM incoming_figure WHERE state = 'present'"
        " AND numerator IS NULL AND value IS NULL AND text = ''",
        "Practice {} has nothing for indicator {} and period {}: missing is a state of its own.",
    )
    _refuse(
        cursor,
        "SELECT DISTINCT i.code, p.code FROM incoming_figure f"
        " JOIN indicators_indicator i ON i.id = f.indicator_id"
        " JOIN indicators_period p ON p.id = f.period_id"
        " WHERE i.commissioner_id <> p.commissioner_id",
        "Indicator {} and period {} belong to different commissioners.",
    )


def _refuse(cursor: Any, query: str, sentence: str, arguments: list[Any] | None = None) -> None:
    cursor.execute(f"{query} LIMIT 1", arguments or [])
    found = cursor.fetchone()
    if found:
        raise FiguresRefused(sentence.format(*found))


# The source of a figure that corrects another after a query.
CORRECTION = "query"


class _Given(NamedTuple):
    """What is the same for all figures of one call."""

    file_id: int | None
    source: str
    decides: bool
    user_id: int | None
    at: dt.datetime


_SAME_PLACE = (
    "held.practice_id = given.practice_id AND held.indicator_id = given.indicator_id"
    " AND held.period_id = given.period_id AND held.replaced_at IS NULL"
)
_CONTENT = "state, numerator, denominator, value, spread, text, modelled, adjustments"
_SAME_FIGURE = "({}) IS NOT DISTINCT FROM ({})".format(
    *(", ".join(f"{of}.{name}" for name in _CONTENT.split(", ")) for of in ("held", "given"))
)
# The most particular agreement first, then the newest.
_AGREED = (
    "SELECT agreed.source FROM indicators_sourceagreement agreed"
    " WHERE agreed.indicator_id = given.indicator_id"
    " AND (agreed.practice_id IS NULL OR agreed.practice_id = given.practice_id)"
    " AND (agreed.period_id IS NULL OR agreed.period_id = given.period_id)"
    " ORDER BY (agreed.practice_id IS NULL)::int + (agreed.period_id IS NULL)::int,"
    " agreed.agreed_at DESC, agreed.id DESC LIMIT 1"
)
_COUNTS = (
    "CASE WHEN %(decides)s OR given.counting_id IS NULL THEN true"
    " WHEN given.counting_id = given.held_id THEN true"
    " WHEN given.counting_source = %(correction)s THEN false"
    " WHEN given.agreed IS NOT NULL THEN given.agreed = %(source)s"
    " ELSE given.state = 'present' AND given.counting_state <> 'present' END"
)


def _merge(cursor: Any, given: _Given) -> Recorded:
    # Two files that arrive at once wait for each other here, indicator by indicator.
    cursor.execute(
        "SELECT id FROM indicators_indicator WHERE id IN"
        " (SELECT indicator_id FROM incoming_figure) ORDER BY id FOR NO KEY UPDATE"
    )
    _find_held(cursor, given)
    cursor.execute(
        f"DELETE FROM placed_figure given USING indicators_figure held"  # noqa: S608
        f" WHERE held.id = given.held_id AND {_SAME_FIGURE} AND (held.counts OR NOT %s)",
        [given.decides],
    )
    unchanged = cursor.rowcount
    cursor.execute(
        "UPDATE indicators_figure held SET replaced_at = %s"
        " FROM placed_figure given WHERE held.id = given.held_id",
        [given.at],
    )
    replaced = cursor.rowcount
    cursor.execute(
        "UPDATE indicators_figure held SET counts = false FROM placed_figure given"
        " WHERE held.id = given.counting_id AND given.counts"
        " AND held.id IS DISTINCT FROM given.held_id"
    )
    cursor.execute(
        f"INSERT INTO indicators_figure (practice_id, indicator_id, period_id, {_CONTENT}, row,"  # noqa: S608
        " counts, source, file_id, recorded_by_id, recorded_at)"
        f" SELECT practice_id, indicator_id, period_id, {_CONTENT}, row, counts,"
        " %(source)s, %(file_id)s, %(user_id)s, %(at)s FROM placed_figure",
        given._asdict(),
    )
    stored = cursor.rowcount - replaced
    cursor.execute("SELECT count(*) FROM placed_figure WHERE held_id IS NULL AND NOT counts")
    beside = cursor.fetchone()[0]
    cursor.execute("DROP TABLE placed_figure")
    return Recorded(stored, unchanged, replaced, beside)


def _find_held(cursor: Any, given: _Given) -> None:
    """The figure that each given one would replace, and the one that counts in its place.

    LIMIT 1 keeps the planner from making a join of it: for a period that was filled a moment ago
    its statistics are stale, and it then joins by period alone, which takes hours for a million.
    """
    cursor.execute(
        "CREATE TEMP TABLE placed_figure AS"  # noqa: S608
        f" SELECT given.*, ({_COUNTS}) AS counts FROM (SELECT given.*, (SELECT held.id"
        f" FROM indicators_figure held WHERE {_SAME_PLACE} AND held.source = %(source)s LIMIT 1)"
        f" AS held_id, counting.*, ({_AGREED}) AS agreed FROM incoming_figure given"
        " LEFT JOIN LATERAL (SELECT held.id AS counting_id, held.state AS counting_state,"
        " held.source AS counting_source FROM indicators_figure held"
        f" WHERE {_SAME_PLACE} AND held.counts LIMIT 1) counting ON true) given",
        {**given._asdict(), "correction": CORRECTION},
    )
    cursor.execute("ANALYZE placed_figure")


def _commissioner(cursor: Any) -> int | None:
    """Whose indicators were given; none when there were no rows."""
    cursor.execute(
        "SELECT i.commissioner_id FROM incoming_figure f"
        " JOIN indicators_indicator i ON i.id = f.indicator_id LIMIT 1"
    )
    found = cursor.fetchone()
    return found[0] if found else None


def _audit(
    counts: Recorded,
    commissioner_id: int | None,
    file: ReceivedFile | None,
    by: Any,
    at: dt.datetime,
) -> None:
    """One event for the whole file; without a file and without a row there is nothing to say."""
    commissioner = Commissioner.objects.filter(pk=commissioner_id or 0).first()
    subject = file or commissioner
    if subject is None:
        return
    owner = file.commissioner if file else commissioner
    record(
        action="record figures",
        subject=subject,
        by=by,
        at=at,
        organisation=owner.code if owner else "",
        details=counts._asdict(),
    )
