"""All that a run says of one practice, in two statements: the run itself and the periods before.

Plain rows and no objects of the database: a page of 156 indicators has 12 queries and little time.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from indicators.baselines import Begun, read
from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from indicators.selectors.verification import FACTS, FACTS_FROM, read_standing
from indicators.standing import NOTHING, FigureStanding
from practices.models import Practice
from scorecard.cards.models import CardItem, CardRun

# What pages need of a definition; texts nobody reads here are left in the database.
_DEFINITION = (
    "name",
    "description",
    "kind",
    "polarity",
    "numerator",
    "denominator",
    "multiplier",
    "unit",
    "decimals",
    "sampling",
    "over_dispersed",
    "minimum_denominator",
    "valid_for_months",
    "level",
    "period_type",
    "comparator",
    "comparator_value",
    "comparator_group",
    "adjustments",
    "about",
    "source",
)
_RESULT = (
    "band",
    "no_band",
    "comparison",
    "numerator",
    "denominator",
    "value",
    "lower",
    "upper",
    "text",
    "rank",
    "percentile",
    "queried",
)
_CERTAINTY = ("red", "amber", "green", "rank_best", "rank_worst", "too_close")
_FIXED = 13  # columns before those of the definition

# The core first and by itself: the database plans two small joins in half the time of one of 20.
_CURRENT = f"""
WITH core AS MATERIALIZED (
    SELECT ci.id, ci.role, ci.domain_id, ci.weight, ci.if_missing, ci."order" AS place,
        dom."order" AS domain_place, d.id AS definition_id, d.indicator_id, i.code,
        coalesce(r.own_benchmark, rd.benchmark) AS benchmark, rd.benchmark_name,
        CASE WHEN r.rank IS NOT NULL THEN rd.ranked_of END AS ranked_of, r.own_levels, rd.levels,
        {", ".join(f"d.{name} AS d_{name}" for name in _DEFINITION)}, d.rule, d.target_profile,
        {", ".join(f"r.{name} AS r_{name}" for name in _RESULT)}, r.figure_id, rd.part_id
    FROM cards_carditem ci
    JOIN indicators_definition d ON d.id = ci.definition_id
    JOIN indicators_indicator i ON i.id = d.indicator_id
    JOIN indicators_rundefinition rd ON rd.definition_id = d.id AND rd.run_id = %(run)s
    JOIN indicators_result r ON r.part_id = rd.part_id AND r.definition_id = d.id
        AND r.practice_id = %(practice)s AND r.part_id = ANY(%(parts)s)
    LEFT JOIN cards_domain dom ON dom.id = ci.domain_id
    WHERE ci.version_id = %(version)s
)
SELECT core.id, core.role, core.domain_id, core.weight, core.if_missing, core.definition_id,
    core.indicator_id, core.code, core.benchmark, core.benchmark_name, core.ranked_of,
    core.own_levels, core.levels,
    {", ".join(f"core.d_{name}" for name in _DEFINITION)}, core.rule, core.target_profile,
    {", ".join(f"core.r_{name}" for name in _RESULT)}, coalesce(f.modelled, false),
    f.adjustments, held.name, england.value, england.name,
    {", ".join(f"c.{name}" for name in _CERTAINTY)},
    {FACTS}
FROM core
LEFT JOIN indicators_certainty c ON c.part_id = core.part_id
    AND c.definition_id = core.definition_id AND c.practice_id = %(practice)s
    AND c.part_id = ANY(%(parts)s)
LEFT JOIN indicators_figure f ON f.id = core.figure_id
LEFT JOIN indicators_period held ON held.id = f.period_id
LEFT JOIN LATERAL (
    SELECT v.value, p.name FROM indicators_benchmarkvalue v
    JOIN indicators_period p ON p.id = v.period_id
    WHERE v.indicator_id = core.indicator_id AND v.area = 'england' AND p.ends_on <= %(ends_on)s
        AND (core.d_period_type <> 'year_to_date' OR extract(month FROM p.ends_on) = %(month)s)
    ORDER BY p.ends_on DESC, v.recorded_at DESC, v.id DESC LIMIT 1
) england ON true
{FACTS_FROM}
ORDER BY core.domain_place, core.role, core.place, core.id
"""  # noqa: S608

_BEFORE = """
SELECT d.indicator_id, rd.run_id, d.id, r.value, r.lower, r.upper, r.band, r.no_band,
    r.numerator, r.denominator, (
        SELECT json_object_agg(b.indicator_id, b.begun)::text FROM (
            SELECT b.indicator_id,
                json_agg(json_build_object('day', p.starts_on, 'reason', b.reason)) AS begun
            FROM indicators_baseline b JOIN indicators_period p ON p.id = b.period_id
            WHERE b.practice_id = %(practice)s AND b.undone_at IS NULL
            GROUP BY b.indicator_id
        ) b
    )
FROM indicators_result r
JOIN indicators_rundefinition rd ON rd.definition_id = r.definition_id AND rd.part_id = r.part_id
JOIN indicators_definition d ON d.id = r.definition_id
WHERE r.part_id = ANY(%(parts)s) AND rd.run_id = ANY(%(runs)s) AND r.practice_id = %(practice)s
    AND d.kind NOT IN ('fact', 'yes_no')
"""


class Place(NamedTuple):
    """The place of an indicator on the card: what pages need of a `CardItem`."""

    pk: int
    role: str
    domain_id: int | None
    weight: Decimal
    if_missing: str


class Sure(NamedTuple):
    """What pages need of a `Certainty`."""

    red: float | None
    amber: float | None
    green: float | None
    rank_best: int | None
    rank_worst: int | None
    too_close: bool


class Held(NamedTuple):
    """One indicator of the card at one practice. `england` is the published value in force;
    `period` is the figure's own, which may be an earlier one."""

    item: Place
    definition_id: int
    indicator_id: int
    code: str
    data: DefinitionData
    outcome: Outcome
    adjustments: Mapping[str, int] | None
    period: str
    england: float | None
    england_period: str
    certainty: Sure | None
    figure_id: int | None
    standing: FigureStanding

    @property
    def says_who_is_alike(self) -> bool:
        """As `CardItem` says it."""
        return self.item.role == CardItem.Role.CONTEXT and self.data.about != "workforce"


class Point(NamedTuple):
    """The same indicator in another period; `definition_id` tells whether it means the same."""

    definition_id: int
    value: float | None
    lower: float | None
    upper: float | None
    band: int
    no_band: int
    numerator: float | None
    denominator: float | None


def held_in(card_run: CardRun, practice: Practice, today: dt.date) -> list[Held]:
    """Every indicator of the card that the run has for the practice, in the order of the card."""
    run = card_run.run
    about: dict[str, Any] = {
        "run": run.pk,
        "parts": run.parts,
        "practice": practice.pk,
        "version": card_run.version_id,
        "ends_on": run.period.ends_on,
        "month": run.period.ends_on.month,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CURRENT, about)
        return [_held(row, today) for row in cursor.fetchall()]


class Before(NamedTuple):
    """By indicator id: by run id what runs say of the practice, and its new baselines."""

    points: dict[int, dict[int, Point]]
    begun: dict[int, tuple[Begun, ...]]


def points_before(runs: Sequence[CardRun], practice: Practice) -> Before:
    """What other runs say of the practice, and where somebody began anew."""
    parts = sorted({part for one in runs for part in one.run.parts})
    found = Before({}, {})
    if not parts:
        return found
    asked: dict[str, Any] = {
        "parts": parts,
        "runs": [one.run_id for one in runs],
        "practice": practice.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, asked)
        rows = cursor.fetchall()
    for indicator, run, *point, _ in rows:
        found.points.setdefault(indicator, {})[run] = Point(*point)
    # Each row brings the same.
    for indicator, stored in (_read(rows[0][-1]) or {} if rows else {}).items():
        found.begun[int(indicator)] = read(stored)
    return found


def _held(row: tuple[Any, ...], today: dt.date) -> Held:
    item, role, domain, weight, if_missing, definition, indicator, code = row[:8]
    benchmark, benchmark_name, ranked_of, own_levels, period_levels = row[8:_FIXED]
    at = _FIXED + len(_DEFINITION)
    data = _data(row[_FIXED:at], *row[at : at + 2])
    at += 2
    result = dict(zip(_RESULT, row[at:], strict=False))
    at += len(_RESULT)
    modelled, adjustments, held_period, england, england_period = row[at : at + 5]
    at += 5
    certain = row[at : at + len(_CERTAINTY)]
    facts = row[at + len(_CERTAINTY) :]
    figure, standing = read_standing(facts, today) if facts[0] else (None, NOTHING)
    return Held(
        item=Place(item, role, domain, weight, if_missing),
        definition_id=definition,
        indicator_id=indicator,
        code=code,
        data=data,
        outcome=Outcome(
            **result,
            ranked_of=ranked_of,
            benchmark=benchmark,
            benchmark_name=benchmark_name,
            modelled=modelled,
            own_levels=_read(own_levels),
            period_levels=_read(period_levels),
        ),
        adjustments=_read(adjustments),
        period=held_period or "",
        england=england,
        england_period=england_period or "",
        certainty=None if certain[-1] is None else Sure(*certain),
        figure_id=figure,
        standing=standing,
    )


# Definitions never change, and every reader's page has the same ones.
@lru_cache(maxsize=5_000)
def _data(columns: tuple[Any, ...], rule: str, target_profile: str) -> DefinitionData:
    named = dict(zip(_DEFINITION, columns, strict=True))
    return DefinitionData(**named, rule=json.loads(rule), target_profile=json.loads(target_profile))


def _read(text: str | None) -> Any:
    return json.loads(text) if text else None
