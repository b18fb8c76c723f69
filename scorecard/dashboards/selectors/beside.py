"""What stands beside a practice's results: lists, others, what was said; in one statement."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F

from indicators.selectors.to_verify import TO_VERIFY, ToVerify, to_verify_from
from indicators.selectors.waiting import WAITING, Waiting, about_waiting, waiting_from
from practices.models import ListKind, Practice
from scorecard.cards.around import AroundOne
from scorecard.cards.models import CardRun, Score
from scorecard.cards.selectors.around import stored_around
from scorecard.cards.selectors.runs import BandedPeriods, months_between
from scorecard.publication.selectors.notices import PREVIEWS, ToReply, to_reply_from

SHOWN_MONTHS = 24

_LIST = """
    (SELECT patients FROM practices_listsize WHERE practice_id = %(practice)s
        AND kind = '{}' AND "on" <= %(day)s ORDER BY "on" DESC LIMIT 1)
"""
# As JSON, so that it comes in the statement of the rest.
_SAID = """
SELECT 'query' AS kind, i.code, f.id AS figure_id, q.reason AS text, q.raised_at AS at, d.upheld,
    coalesce(d.reason, '') AS answer, q.decide_by
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
    (SELECT r.id FROM cards_cardrun c JOIN indicators_run r ON r.id = c.run_id
        JOIN indicators_run this ON this.id = %(run)s
        WHERE r.period_id = %(period)s AND r.pruned_at IS NULL
            AND (r.finished_at, r.id) < (this.finished_at, this.id)
        ORDER BY r.finished_at DESC, c.id DESC LIMIT 1),
    EXISTS (SELECT FROM cards_eligibility WHERE version_id = %(version)s),
    (SELECT definitions FROM cards_runaround WHERE card_run_id = %(card_run)s),
    (SELECT spreads FROM cards_runaround WHERE card_run_id = %(card_run)s),
    (SELECT similar_values.similar FROM cards_practicearound similar_values
        WHERE around_id = %(card_run)s AND practice_id = %(practice)s),
    (SELECT jsonb_agg(said ORDER BY said.at DESC) FROM ({_SAID}) said),
    ({WAITING}),
    ({TO_VERIFY}),
    ({PREVIEWS})
"""  # noqa: S608


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


@dataclass(frozen=True, slots=True)
class Beside:
    """On the period's last day. `lists` are by kind, None where none is known; `worked_out`:
    whether how certain the bands are is known; `base`: the run of the same period before, by id;
    `conditions`: whether the scorecard has any; `around` is None where it was not stored yet;
    `said`: queries and remarks about figures of the period, the newest first; `waiting`,
    `to_verify` and `to_reply`: returns, figures and previews that wait for the practice."""

    lists: tuple[Decimal | None, ...]
    atypical: str
    network: str
    worked_out: bool
    base: int | None
    conditions: bool
    around: AroundOne | None
    said: tuple[Said, ...]
    waiting: tuple[Waiting, ...]
    to_verify: tuple[ToVerify, ...]
    to_reply: tuple[ToReply, ...]


def beside(practice: Practice, card_run: CardRun, today: dt.date) -> Beside:
    run = card_run.run
    about = about_waiting(practice, today) | {
        "day": run.period.ends_on,
        "parts": run.parts,
        "period": run.period_id,
        "run": run.pk,
        "card_run": card_run.pk,
        "version": card_run.version_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, about)
        row: Any = cursor.fetchone()
    lists, (atypical, network, *flags) = row[: len(ListKind)], row[len(ListKind) :]
    worked_out, base, conditions, definitions, spreads, similar, said, *due = flags
    waiting, figures, previews = due
    return Beside(
        lists=tuple(lists),
        atypical=atypical,
        network=network or "",
        worked_out=worked_out,
        base=base,
        conditions=conditions,
        around=stored_around(definitions, spreads, similar),
        said=tuple(_said(one) for one in json.loads(said or "[]")),
        waiting=tuple(waiting_from(waiting, today)),
        to_verify=tuple(to_verify_from(figures, today)),
        to_reply=tuple(to_reply_from(previews)),
    )


def _said(one: dict[str, Any]) -> Said:
    decide_by = one.pop("decide_by")
    return Said(
        **one | {"at": dt.datetime.fromisoformat(one["at"])},
        decide_by=dt.date.fromisoformat(decide_by) if decide_by else None,
    )


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
