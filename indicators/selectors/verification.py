"""Reading verification: how far figures are trusted, any number of them in one query."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from indicators.models import Definition, Figure, Period, Run, Verification, VerificationWindow
from indicators.standing import NOTHING, Facts, FigureStanding, standing_of
from practices.models import Practice

# What `Facts` needs, for the figures `f` of a query that goes on with FACTS_FROM. A practice's
# own clock tells the days.
_LOCAL = " AT TIME ZONE '" + settings.TIME_ZONE + "'"
FACTS = f"""
    f.id, f.counts AND f.replaced_at IS NULL, f.recorded_at{_LOCAL},
    said.queried{_LOCAL}, said.upheld{_LOCAL}, said.declined{_LOCAL}, mended.decided_at{_LOCAL},
    made.own{_LOCAL}, coalesce(made.name, ''), made.latest{_LOCAL},
    w.opens_on, w.deadline, coalesce(w.silence, ''), agreed.agreed_at{_LOCAL}
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
        SELECT max(v.made_at) AS latest,
            max(v.made_at) FILTER (WHERE f.id = ANY(v.figures)) AS own,
            (array_agg(v.name ORDER BY v.made_at DESC) FILTER (WHERE f.id = ANY(v.figures)))[1]
                AS name
        FROM indicators_verification v
        WHERE v.practice_id = f.practice_id AND v.period_id = f.period_id
    ) made ON true
    LEFT JOIN LATERAL (
        SELECT a.source, a.agreed_at FROM indicators_sourceagreement a
        WHERE a.indicator_id = f.indicator_id
            AND (a.practice_id IS NULL OR a.practice_id = f.practice_id)
            AND (a.period_id IS NULL OR a.period_id = f.period_id)
        ORDER BY (a.practice_id IS NULL)::int + (a.period_id IS NULL)::int,
            a.agreed_at DESC, a.id DESC LIMIT 1
    ) agreed ON agreed.source = f.source AND EXISTS (
        SELECT FROM indicators_figure other
        WHERE other.practice_id = f.practice_id AND other.indicator_id = f.indicator_id
            AND other.period_id = f.period_id AND other.replaced_at IS NULL
            AND NOT other.counts AND other.recorded_at <= agreed.agreed_at
    )
"""

Standings = Mapping[int, FigureStanding]
NO_STANDINGS: Standings = MappingProxyType({})


_IN_RUN = """
WHERE f.id IN (
    SELECT r.figure_id FROM indicators_result r
    JOIN indicators_rundefinition rd USING (definition_id, part_id)
    WHERE r.part_id = ANY(%s) AND rd.run_id = %s
)
"""


def standings_of(figures: Iterable[int | None], today: dt.date) -> Standings:
    """By figure id; what is not there is answered by `standing_in`."""
    wanted = sorted({figure for figure in figures if figure})
    if not wanted:
        return {}
    return _standings("WHERE f.id = ANY(%s)", [wanted], today)


def standings_in_run(run: Run, today: dt.date) -> Standings:
    """By figure id: every figure that a run was made from."""
    return _standings(_IN_RUN, [run.parts, run.pk], today)


def standing_in(standings: Standings, figure_id: int | None) -> FigureStanding:
    return standings.get(figure_id or 0, NOTHING)


def read_standing(row: Iterable[Any], today: dt.date) -> tuple[int, FigureStanding]:
    """One row of FACTS: the figure's id and its standing."""
    figure, *facts = row
    return figure, standing_of(Facts._make(facts), today)


def read_packed(row: list[Any], today: dt.date) -> tuple[int, FigureStanding]:
    """The same row as JSON, in which times and days are texts."""
    return row[0], _unpacked(tuple(row[1:]), today)


@lru_cache(maxsize=20_000)
def _unpacked(facts: tuple[Any, ...], today: dt.date) -> FigureStanding:
    known = Facts._make(facts)
    times = (
        "arrived",
        "queried",
        "upheld",
        "declined",
        "corrects",
        "verified",
        "confirmed",
        "chosen",
    )
    days = ("opens_on", "deadline")
    read = {name: _read(dt.datetime, getattr(known, name)) for name in times}
    read |= {name: _read(dt.date, getattr(known, name)) for name in days}
    return standing_of(known._replace(**read), today)


def _read(kind: Any, text: str | None) -> Any:
    return kind.fromisoformat(text) if text else None


def _standings(scope: str, parameters: list[Any], today: dt.date) -> Standings:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FACTS} FROM indicators_figure f {FACTS_FROM} {scope}", parameters)  # noqa: S608
        return dict(read_standing(row, today) for row in cursor.fetchall())


def window_of(period: Period) -> VerificationWindow | None:
    return VerificationWindow.objects.filter(period=period).first()


def figures_held(practice: Practice, period: Period) -> QuerySet[Figure]:
    """What counts for the practice in the period, from whatever source, in order of code."""
    return (
        Figure.objects.current()
        .filter(practice=practice, period=period)
        .select_related("indicator", "file", "period")
        .defer("file__content", "file__report", "file__outcome")
        .order_by("indicator__code")
    )


def figures_of(practice: Practice, periods: Iterable[int]) -> dict[int, list[int]]:
    """The ids of the figures that count, by period id."""
    held = Figure.objects.current().filter(practice=practice, period__in=list(periods))
    found: dict[int, list[int]] = defaultdict(list)
    for period, figure in held.values_list("period_id", "pk"):
        found[period].append(figure)
    return found


def figures_before(practice: Practice, period: Period) -> dict[int, Figure]:
    """The practice's newest figure of an earlier period, by indicator id."""
    earlier = (
        Figure.objects.current()
        .filter(
            practice=practice,
            period__commissioner=period.commissioner_id,
            period__ends_on__lt=period.ends_on,
        )
        .order_by("indicator_id", "-period__ends_on")
        .distinct("indicator_id")
        .select_related("period")
    )
    return {figure.indicator_id: figure for figure in earlier}


def beside(practice: Practice, period: Period) -> dict[int, list[Figure]]:
    """What other sources say and does not count, by indicator id."""
    held = Figure.objects.filter(
        practice=practice, period=period, replaced_at__isnull=True, counts=False
    )
    found: dict[int, list[Figure]] = defaultdict(list)
    for figure in held.select_related("file").defer("file__content", "file__report"):
        found[figure.indicator_id].append(figure)
    return found


def newest_definitions(indicators: Iterable[int]) -> dict[int, Definition]:
    """The newest definition of each indicator, by its id."""
    found = (
        Definition.objects.filter(indicator__in=set(indicators))
        .order_by("indicator_id", "-number")
        .distinct("indicator_id")
        .select_related("indicator")
    )
    return {definition.indicator_id: definition for definition in found}


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


class Answered(NamedTuple):
    """A practice of a period; `made_at` is when somebody last confirmed figures, by `name`."""

    practice: str
    code: str
    held: int
    confirmed: int
    queried: int
    name: str
    made_at: dt.datetime | None


_ANSWERED = """
WITH held AS (
    SELECT id, practice_id FROM indicators_figure
    WHERE period_id = %(period)s AND counts AND replaced_at IS NULL
), made AS (
    SELECT DISTINCT ON (practice_id) practice_id, name, made_at FROM indicators_verification
    WHERE period_id = %(period)s ORDER BY practice_id, made_at DESC, id DESC
), confirmed AS (
    SELECT DISTINCT unnest(figures) AS id FROM indicators_verification
    WHERE period_id = %(period)s
), queried AS (
    SELECT DISTINCT q.figure_id AS id FROM indicators_query q
    LEFT JOIN indicators_querydecision d ON d.query_id = q.id WHERE d.id IS NULL
)
SELECT p.name, p.code, count(*),
    count(*) FILTER (WHERE confirmed.id IS NOT NULL AND queried.id IS NULL),
    count(queried.id), coalesce(min(made.name), ''), min(made.made_at)
FROM held JOIN practices_practice p ON p.id = held.practice_id
LEFT JOIN confirmed ON confirmed.id = held.id
LEFT JOIN queried ON queried.id = held.id
LEFT JOIN made ON made.practice_id = p.id
GROUP BY p.id ORDER BY min(made.made_at) IS NOT NULL, p.sort_key, p.code
"""


def answered_in(period: Period) -> list[Answered]:
    """Each practice with figures in the period; those that have not answered come first."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERED, {"period": period.pk})
        return [Answered(*row) for row in cursor.fetchall()]
