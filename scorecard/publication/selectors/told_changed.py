"""Reading which figures stand otherwise in an edition than in the one that it corrects.

Only of what both tell by name to the same audience, so a difference tells nothing that is not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from scorecard.calc.types import NoBand
from scorecard.publication.selectors.told import Told, ToldFigure


class Kind(StrEnum):
    """What became of a figure. `COMPARISON`: only how it compares is said otherwise, or no more."""

    CHANGED = "changed"
    GONE = "gone"
    BACK = "back"
    COMPARISON = "comparison"


@dataclass(frozen=True)
class Place:
    """One figure that is not as it was: its ids before and now."""

    kind: Kind
    practice: int
    before: int
    now: int


@dataclass(frozen=True)
class Count:
    figures: int = 0
    practices: int = 0


_FIGURE = ("value", "numerator", "denominator", "band", "no_band", "text")
_SAID = ("comparison", "close")


def _row(of: str, names: Sequence[str]) -> str:
    return f"({', '.join(f'{of}.{name}' for name in names)})"


_HIDDEN = f"{{0}}.no_band = {NoBand.WITHHELD} AND {{0}}.value IS NULL"
_DIFFERENT = f"""
SELECT f.practice_id, pair.before, pair.now,
    CASE WHEN {_HIDDEN.format("f")} AND o.value IS NOT NULL THEN 'gone'
        WHEN {_HIDDEN.format("o")} AND f.value IS NOT NULL THEN 'back'
        WHEN {_row("f", _FIGURE)} IS DISTINCT FROM {_row("o", _FIGURE)} THEN 'changed'
        ELSE 'comparison' END AS kind
FROM publication_editionfigure f JOIN publication_editionfigure o USING (practice_id)
WHERE f.edition_id = %s AND f.definition_id = pair.now
    AND o.edition_id = %s AND o.definition_id = pair.before
    AND {_row("f", _FIGURE + _SAID)} IS DISTINCT FROM {_row("o", _FIGURE + _SAID)}
OFFSET 0
"""  # noqa: S608
# One indicator after the other: their rows lie together, so that of a nation nothing is sorted.
# Of a new edition the server takes practices for few: LEFT keeps it from going through all that is
# different for each of them.
_CHANGED = f"""
WITH d AS MATERIALIZED (
    SELECT d.* FROM unnest(%s::bigint[], %s::bigint[]) AS pair(before, now)
    CROSS JOIN LATERAL ({_DIFFERENT}) d
)
SELECT (SELECT json_agg(one) FROM (
    SELECT kind, count(*) AS figures, count(DISTINCT practice_id) AS practices FROM d GROUP BY kind
) one), (SELECT json_agg(one) FROM (
    SELECT d.kind, d.practice_id AS practice, d.before, d.now FROM d
    LEFT JOIN publication_editionindicator i ON i.edition_id = %s AND i.definition_id = d.now
    LEFT JOIN publication_editionpractice p
        ON p.edition_id = %s AND p.practice_id = d.practice_id
    ORDER BY d.kind = 'comparison', i."order", p.sort_key, p.code LIMIT %s
) one)
"""  # noqa: S608


def changed(old: Told, new: Told, most: int) -> tuple[dict[Kind, Count], list[Place]]:
    """How many figures, and at how many practices, by what became of them; and the first of them,
    in the order of the scorecard and of practices' names."""
    now = {one.code: one.definition_id for one in new.named}
    pairs = [(one.definition_id, now[one.code]) for one in old.named if one.code in now]
    before, after = [one for one, _ in pairs], [one for _, one in pairs]
    pk = new.edition.pk
    with connection.cursor() as cursor:
        cursor.execute(_CHANGED, [before, after, pk, old.edition.pk, pk, pk, most])
        counts, places = (found or [] for found in cursor.fetchone())
    return (
        {Kind(one["kind"]): Count(one["figures"], one["practices"]) for one in counts},
        [Place(**{**one, "kind": Kind(one["kind"])}) for one in places],
    )


def figures_at(told: Told, places: Sequence[tuple[int, int]]) -> dict[tuple[int, int], ToldFigure]:
    """By (practice id, definition id) what is told there, read by what is fewer rows."""
    practices = {one for one, _ in places}
    items = [one for one in told.named if one.definition_id in {pk for _, pk in places}]
    if len(practices) * len(told.named) < len(items) * told.practices.count():
        rows = told.practices.filter(practice__in=practices)
        found = [one for practice in rows for one in told.of_practice(practice)]
    else:
        found = [one for item in items for one in told.of_indicator(item)]
    wanted = set(places)
    by_place = {
        (one.practice.practice_id, one.indicator.definition_id): one
        for one in found
        if one.practice
    }
    return {place: one for place, one in by_place.items() if place in wanted}
