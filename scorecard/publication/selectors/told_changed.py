"""Reading which figures stand otherwise in an edition than in the one that it corrects.

Only of what both tell by name to the same audience, so a difference tells nothing that is not told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
FROM unnest(%s::bigint[], %s::bigint[]) AS pair(before, now)
JOIN publication_editionfigure f ON f.edition_id = %s AND f.definition_id = pair.now
JOIN publication_editionfigure o ON o.edition_id = %s AND o.definition_id = pair.before
    AND o.practice_id = f.practice_id
WHERE {_row("f", _FIGURE + _SAID)} IS DISTINCT FROM {_row("o", _FIGURE + _SAID)}
"""  # noqa: S608
_COUNTS = f"""
SELECT kind, count(*), count(DISTINCT practice_id) FROM ({_DIFFERENT}) d GROUP BY kind
"""  # noqa: S608
_PLACES = f"""
SELECT d.kind, d.practice_id, d.before, d.now FROM ({_DIFFERENT}) d
JOIN publication_editionindicator i ON i.edition_id = %s AND i.definition_id = d.now
JOIN publication_editionpractice p ON p.edition_id = %s AND p.practice_id = d.practice_id
ORDER BY d.kind = 'comparison', i."order", p.sort_key, p.code LIMIT %s
"""  # noqa: S608


def counts_changed(old: Told, new: Told) -> dict[Kind, Count]:
    """How many figures, and at how many practices, by what became of them."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, _asked(old, new))
        return {Kind(kind): Count(figures, some) for kind, figures, some in cursor.fetchall()}


def places_changed(old: Told, new: Told, most: int) -> list[Place]:
    """The first of them, in the order of the scorecard and of practices' names."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [*_asked(old, new), new.edition.pk, new.edition.pk, most])
        return [Place(Kind(kind), *ids) for kind, *ids in cursor.fetchall()]


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


def _asked(old: Told, new: Told) -> list[Any]:
    now = {one.code: one.definition_id for one in new.named}
    pairs = [(one.definition_id, now[one.code]) for one in old.named if one.code in now]
    before, after = [one for one, _ in pairs], [one for _, one in pairs]
    return [before, after, new.edition.pk, old.edition.pk]
