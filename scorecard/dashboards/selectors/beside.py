"""What stands beside a practice's results: its lists, and what was said about its figures.

A statement each.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F

from practices.models import ListKind, Practice
from scorecard.cards.models import CardRun, Score
from scorecard.cards.selectors.runs import BandedPeriods, months_between

SHOWN_MONTHS = 24

_LIST = """
    (SELECT patients FROM practices_listsize WHERE practice_id = %(practice)s
        AND kind = '{}' AND "on" <= %(day)s ORDER BY "on" DESC LIMIT 1)
"""
_BESIDE = f"""
SELECT {", ".join(_LIST.format(kind.value) for kind in ListKind)},
    coalesce((SELECT reason FROM practices_atypical WHERE practice_id = %(practice)s
        AND starts_on <= %(day)s AND (ends_on IS NULL OR ends_on > %(day)s) LIMIT 1), ''),
    (SELECT n.name FROM practices_networklink l JOIN practices_network n ON n.id = l.network_id
        WHERE l.practice_id = %(practice)s AND l.starts_on <= %(day)s
            AND (l.ends_on IS NULL OR l.ends_on > %(day)s) LIMIT 1),
    NOT EXISTS (SELECT FROM indicators_runpart
        WHERE id = ANY(%(parts)s) AND certain_at IS NULL),
    EXISTS (SELECT FROM cards_cardrun c JOIN indicators_run r ON r.id = c.run_id
        WHERE r.period_id = %(period)s AND r.id <> %(run)s)
"""  # noqa: S608

_SAID = """
SELECT 'query', i.code, f.id, q.reason, q.raised_at, d.upheld, coalesce(d.reason, ''), q.decide_by
FROM indicators_query q
JOIN indicators_figure f ON f.id = q.figure_id
JOIN indicators_indicator i ON i.id = f.indicator_id
LEFT JOIN indicators_querydecision d ON d.query_id = q.id
WHERE f.practice_id = %(practice)s AND f.period_id = %(period)s
UNION ALL
SELECT 'remark', i.code, f.id, m.text, m.made_at, NULL, '', NULL
FROM indicators_figureremark m
JOIN indicators_figure f ON f.id = m.figure_id
JOIN indicators_indicator i ON i.id = f.indicator_id
WHERE f.practice_id = %(practice)s AND f.period_id = %(period)s AND m.text <> ''
ORDER BY 5 DESC
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """On the period's last day. `lists` are by kind, None where none is known; `worked_out`:
    whether how certain the bands are is known; `again`: whether the period was banded before."""

    lists: tuple[Decimal | None, ...]
    atypical: str
    network: str
    worked_out: bool
    again: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A query or a remark about a figure of the period; `upheld` is None while a query waits."""

    kind: str
    code: str
    figure_id: int
    text: str
    at: dt.datetime
    upheld: bool | None
    answer: str
    decide_by: dt.date | None


def beside(practice: Practice, card_run: CardRun) -> Beside:
    run = card_run.run
    about: dict[str, Any] = {
        "practice": practice.pk,
        "day": run.period.ends_on,
        "parts": run.parts,
        "period": run.period_id,
        "run": run.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, about)
        row: Any = cursor.fetchone()
    *lists, atypical, network, worked_out, again = row
    return Beside(tuple(lists), atypical, network or "", worked_out, again)


def said_about(practice: Practice, card_run: CardRun) -> list[Said]:
    """Queries and remarks, the newest first."""
    about: dict[str, Any] = {"practice": practice.pk, "period": card_run.run.period_id}
    with connection.cursor() as cursor:
        cursor.execute(_SAID, about)
        return [Said(*row) for row in cursor.fetchall()]


def runs_up_to(periods: BandedPeriods) -> tuple[CardRun, ...]:
    """The newest run of every period up to the one being read, the oldest first."""
    last = periods.current.run.period.ends_on
    return tuple(one for one in reversed(periods.runs) if one.run.period.ends_on <= last)


def scores_in(periods: BandedPeriods, practice: Practice) -> dict[int, list[Score]]:
    """By card run, overall and then domain by domain: two years up to the period being read."""
    last = periods.current.run.period.ends_on
    runs: Sequence[CardRun] = [
        one
        for one in runs_up_to(periods)
        if months_between(one.run.period.ends_on, last) < SHOWN_MONTHS
    ]
    found: dict[int, list[Score]] = {}
    scores = Score.objects.filter(card_run__in=[one.pk for one in runs], practice=practice)
    order = F("domain__order").asc(nulls_first=True)
    for score in scores.select_related("domain").order_by("card_run_id", order):
        found.setdefault(score.card_run_id, []).append(score)
    return found
