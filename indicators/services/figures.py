"""Keeping figures: many at once, every earlier version kept.

The rows are copied into a temporary table and merged there, so that a million of them take
seconds, not minutes. The same file twice leaves everything as it is.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import connection, transaction

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


class Recorded(NamedTuple):
    """How many figures were new, the same as the one held, or put in place of another."""

    stored: int
    unchanged: int
    replaced: int


class FiguresRefused(ValueError):
    """The rows contradict themselves; nothing was kept."""


@transaction.atomic
def record_figures(
    *, rows: Iterable[FigureRow], file: ReceivedFile | None, by: Any, at: dt.datetime
) -> Recorded:
    """Keep figures as the current ones. A different one held before gets `replaced_at` and stays.

    Raises FiguresRefused when a practice has two figures for one indicator and period, when a
    number is not finite, or when an indicator and a period belong to different commissioners.
    """
    with connection.cursor() as cursor:
        _copy(cursor, rows)
        _check(cursor)
        commissioner_id = _commissioner(cursor)
        counts = _merge(cursor, file.pk if file else None, by.pk if by else None, at)
        cursor.execute("DROP TABLE incoming_figure")
    _audit(counts, commissioner_id, file, by, at)
    return counts


def _copy(cursor: Any, rows: Iterable[FigureRow]) -> None:
    cursor.execute(
        "CREATE TEMP TABLE incoming_figure (practice_id bigint, indicator_id bigint,"
        " period_id bigint, state text, numerator float8, denominator float8, value float8,"
        " spread float8, text text, row int)"
    )
    with cursor.copy("COPY incoming_figure FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
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


_SAME_PLACE = (
    "held.practice_id = given.practice_id AND held.indicator_id = given.indicator_id"
    " AND held.period_id = given.period_id AND held.replaced_at IS NULL"
)
_SAME_FIGURE = (
    "(held.state, held.numerator, held.denominator, held.value, held.spread, held.text)"
    " IS NOT DISTINCT FROM"
    " (given.state, given.numerator, given.denominator, given.value, given.spread, given.text)"
)


def _merge(cursor: Any, file_id: int | None, user_id: int | None, at: dt.datetime) -> Recorded:
    # Two files that arrive at once wait for each other here, indicator by indicator.
    cursor.execute(
        "SELECT id FROM indicators_indicator WHERE id IN"
        " (SELECT indicator_id FROM incoming_figure) ORDER BY id FOR NO KEY UPDATE"
    )
    _find_held(cursor)
    cursor.execute(
        f"DELETE FROM placed_figure given USING indicators_figure held"  # noqa: S608
        f" WHERE held.id = given.held_id AND {_SAME_FIGURE}"
    )
    unchanged = cursor.rowcount
    cursor.execute(
        "UPDATE indicators_figure held SET replaced_at = %s"
        " FROM placed_figure given WHERE held.id = given.held_id",
        [at],
    )
    replaced = cursor.rowcount
    cursor.execute(
        "INSERT INTO indicators_figure (practice_id, indicator_id, period_id, state, numerator,"
        " denominator, value, spread, text, row, file_id, recorded_by_id, recorded_at)"
        " SELECT practice_id, indicator_id, period_id, state, numerator, denominator, value,"
        " spread, text, row, %s, %s, %s FROM placed_figure",
        [file_id, user_id, at],
    )
    stored = cursor.rowcount - replaced
    cursor.execute("DROP TABLE placed_figure")
    return Recorded(stored, unchanged, replaced)


def _find_held(cursor: Any) -> None:
    """The figure that each given one would replace, looked up by the unique index.

    LIMIT 1 keeps the planner from making a join of it: for a period that was filled a moment ago
    its statistics are stale, and it then joins by period alone, which takes hours for a million.
    """
    cursor.execute(
        "CREATE TEMP TABLE placed_figure AS SELECT given.*, (SELECT held.id"  # noqa: S608
        f" FROM indicators_figure held WHERE {_SAME_PLACE} LIMIT 1) AS held_id"
        " FROM incoming_figure given"
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
