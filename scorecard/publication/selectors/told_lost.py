"""Reading what an edition told and its correction does not."""

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.models import Result
from scorecard.calc.types import NoBand
from scorecard.publication.models import Edition, EditionFigure, EditionIndicator, EditionPractice

_COUNTS = ("numerator", "denominator")
Counts = tuple[float | None, float | None]


@dataclass(frozen=True)
class Counted:
    """A figure with its counts as they were told (`then`) and as they are (`now`): numerator,
    denominator, and for a proportion what is left of it."""

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
    practices = {practice for practice, _ in places}
    # What its definition was then: a later version of it is another measure.
    told = EditionFigure.objects.filter(edition=before, definition__in={one for _, one in places})
    told = told.filter(practice__in=practices).exclude(no_band=NoBand.WITHHELD)
    then = {
        (practice, definition): (above, below)
        for practice, definition, value, above, below in told.values_list(
            "practice_id", "definition_id", "value", *_COUNTS
        )
        if value is not None and (practice, definition) in places
    }
    exact = _exact(edition, set(then))
    return [
        Counted(
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
