"""Reading what a correction tells otherwise than the edition that it corrects, or not at all.

Figures are an indicator's: one whose definition was worded anew is the same to its readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from indicators.models import Result
from scorecard.calc.types import NoBand
from scorecard.publication.models import Edition, EditionFigure, EditionIndicator, EditionPractice

_COUNTS = ("numerator", "denominator")
Counts = tuple[float | None, float | None]


@dataclass(frozen=True)
class Counted:
    """A figure with its counts as they were told (`then`) and as they are (`now`): numerator,
    denominator, and for a proportion what is left of it."""

    code: str
    indicator: str
    practice: str
    told: Counts
    exact: Counts
    has_rest: bool

    @property
    def now(self) -> list[float]:
        return [now for now, _ in self._both() if now is not None]

    @property
    def pairs(self) -> list[tuple[float, float]]:
        """Now and then, where both are known."""
        return [(now, then) for now, then in self._both() if now is not None and then is not None]

    def _both(self) -> Iterator[tuple[float | None, float | None]]:
        yield from zip(self.exact, self.told, strict=True)
        if self.has_rest:
            yield _rest(self.exact), _rest(self.told)


def _rest(counts: Counts) -> float | None:
    above, below = counts
    return None if above is None or below is None else below - above


def now_hidden(before: Edition, edition: Edition) -> list[Counted]:
    """Told in `before`, withheld in `edition`; by indicator, in the order of practices' names."""
    hidden = EditionFigure.objects.filter(edition=edition, no_band=NoBand.WITHHELD)
    places = set(hidden.values_list("practice_id", "definition_id"))
    indicators = {
        one.definition_id: one
        for one in EditionIndicator.objects.filter(edition=edition).select_related("definition")
    }
    names = {one.practice_id: one for one in EditionPractice.objects.filter(edition=edition)}
    practices, now = {practice for practice, _ in places}, _now_by_then(before, edition)
    told = EditionFigure.objects.filter(edition=before, definition__in=list(now))
    told = told.filter(practice__in=practices).exclude(no_band=NoBand.WITHHELD)
    then = {
        (practice, now[definition]): (above, below)
        for practice, definition, value, above, below in told.values_list(
            "practice_id", "definition_id", "value", *_COUNTS
        )
        if value is not None and (practice, now[definition]) in places
    }
    exact = _exact(edition, set(then))
    return [
        Counted(
            indicators[definition].code,
            indicators[definition].name,
            names[practice].name,
            counts,
            exact.get((practice, definition), (None, None)),
            indicators[definition].definition.kind == "proportion",
        )
        for (practice, definition), counts in sorted(
            then.items(),
            key=lambda one: (indicators[one[0][1]].order, names[one[0][0]].sort_key),
        )
    ]


_DIFFERENT = """
SELECT pair.now, count(*) FROM unnest(%s::bigint[], %s::bigint[]) AS pair(before, now)
JOIN publication_editionfigure f ON f.edition_id = %s AND f.definition_id = pair.now
JOIN publication_editionfigure o ON o.edition_id = %s AND o.definition_id = pair.before
    AND o.practice_id = f.practice_id
WHERE (f.value, f.band, f.no_band, f.text) IS DISTINCT FROM (o.value, o.band, o.no_band, o.text)
GROUP BY pair.now
"""


def different(before: Edition, edition: Edition) -> dict[int, int]:
    """By definition id of `edition` how many figures or their bands are not as they were."""
    now = _now_by_then(before, edition)
    with connection.cursor() as cursor:
        pairs = [list(now), list(now.values())]
        cursor.execute(_DIFFERENT, [*pairs, edition.pk, before.pk])
        return dict(cursor.fetchall())


def _now_by_then(before: Edition, edition: Edition) -> dict[int, int]:
    """By definition id of `before` that of the same indicator in `edition`."""
    of = EditionIndicator.objects
    now = dict(of.filter(edition=edition).values_list("code", "definition_id"))
    then = of.filter(edition=before, code__in=list(now)).values_list("definition_id", "code")
    return {definition: now[code] for definition, code in then}


def _exact(edition: Edition, places: set[tuple[int, int]]) -> dict[tuple[int, int], Counts]:
    results = Result.objects.of_run(edition.card_run.run).filter(
        practice__in={one for one, _ in places}, definition__in={one for _, one in places}
    )
    rows = results.values_list("practice_id", "definition_id", *_COUNTS)
    return {
        (practice, definition): (above, below)
        for practice, definition, above, below in rows
        if (practice, definition) in places
    }
