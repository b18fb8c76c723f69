"""Reading verification: how far figures are trusted, any number of them in one query."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from indicators.models import Figure, Period, Verification, VerificationWindow
from indicators.standing import NOTHING, Facts, FigureStanding, standing_of
from practices.models import Commissioner, Practice

# What `Facts` needs, for the figures `f` of a query that goes on with FACTS_FROM. A practice's
# own clock tells the days.
_LOCAL = " AT TIME ZONE '" + settings.TIME_ZONE + "'"
FACTS = f"""
    f.id, f.counts AND f.replaced_at IS NULL, f.recorded_at{_LOCAL},
    said.queried{_LOCAL}, said.upheld{_LOCAL}, said.declined{_LOCAL}, mended.decided_at{_LOCAL},
    own.made_at{_LOCAL}, coalesce(own.name, ''), latest.made_at{_LOCAL},
    w.opens_on, w.deadline, coalesce(w.silence, '')
"""
FACTS_FROM = """
    LEFT JOIN indicators_verificationwindow w ON w.period_id = f.period_id
    LEFT JOIN indicators_querydecision mended ON mended.correction_id = f.id
    LEFT JOIN LATERAL (
        SELECT min(q.raised_at) FILTER (WHERE d.id IS NULL) AS queried,
            max(d.decided_at) FILTER (WHERE d.upheld) AS upheld,
            max(d.decided_at) FILTER (WHERE NOT d.upheld) AS declined
        FROM indicators_query q LEFT JOIN indicators_querydecision d ON d.query_id = q.id
        WHERE q.figure_id = f.id
    ) said ON true
    LEFT JOIN LATERAL (
        SELECT v.made_at, v.name FROM indicators_verification v
        WHERE v.practice_id = f.practice_id AND v.period_id = f.period_id
            AND f.id = ANY(v.figures)
        ORDER BY v.made_at DESC LIMIT 1
    ) own ON true
    LEFT JOIN LATERAL (
        SELECT max(v.made_at) AS made_at FROM indicators_verification v
        WHERE v.practice_id = f.practice_id AND v.period_id = f.period_id
    ) latest ON true
"""

Standings = Mapping[int, FigureStanding]


def standings_of(figures: Iterable[int | None], today: dt.date) -> Standings:
    """By figure id; what is not there is answered by `standing_in`."""
    wanted = sorted({figure for figure in figures if figure})
    if not wanted:
        return {}
    return _standings("WHERE f.id = ANY(%s)", [wanted], today)


def standings_in_run(run_id: int, today: dt.date) -> Standings:
    """By figure id: every figure that a run was made from."""
    scope = "WHERE f.id IN (SELECT figure_id FROM indicators_result WHERE run_id = %s)"
    return _standings(scope, [run_id], today)


def standing_in(standings: Standings, figure_id: int | None) -> FigureStanding:
    return standings.get(figure_id or 0, NOTHING)


def read_standing(row: Iterable[Any], today: dt.date) -> tuple[int, FigureStanding]:
    """One row of FACTS: the figure's id and its standing."""
    figure, *facts = row
    return figure, standing_of(Facts._make(facts), today)


def _standings(scope: str, parameters: list[Any], today: dt.date) -> Standings:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FACTS} FROM indicators_figure f {FACTS_FROM} {scope}", parameters)  # noqa: S608
        return dict(read_standing(row, today) for row in cursor.fetchall())


def window_of(period: Period) -> VerificationWindow | None:
    return VerificationWindow.objects.filter(period=period).first()


def windows_of(commissioner: Commissioner) -> dict[int, VerificationWindow]:
    """By period id."""
    found = VerificationWindow.objects.filter(period__commissioner=commissioner)
    return {window.period_id: window for window in found}


def figures_held(practice: Practice, period: Period) -> QuerySet[Figure]:
    """What counts for the practice in the period, from whatever source, in order of code."""
    return (
        Figure.objects.current()
        .filter(practice=practice, period=period)
        .select_related("indicator", "file", "period")
        .defer("file__content", "file__report", "file__outcome")
        .order_by("indicator__code")
    )


def periods_held(practice: Practice) -> QuerySet[Period]:
    """The periods for which any figure is held on the practice, the newest first."""
    held = Figure.objects.current().filter(practice=practice).values("period")
    return Period.objects.filter(pk__in=held).select_related(
        "commissioner", "collection", "verificationwindow"
    )


def period_held(practice: Practice, code: str) -> Period | None:
    return periods_held(practice).filter(code=code).first()


def verifications_of(practice: Practice, period: Period) -> QuerySet[Verification]:
    """The newest first."""
    return Verification.objects.filter(practice=practice, period=period).select_related("made_by")
