"""What an audience may be told of an edition. The one way to its figures: every page, file, feed,
search and API reads through here, so that none can tell more than another.

Small numbers were dealt with when the edition was frozen (`services.freezing`); here the levels
are: an indicator that an audience is told nothing of is not there at all, one that it is told of
without names has no practices, and of scores nothing is told from which a band that is withheld
would follow.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Count, QuerySet

from practices.models import Practice
from scorecard.calc.types import NoBand
from scorecard.cards.selectors.around import STORED
from scorecard.publication.levels import Audience, Detail, Levels
from scorecard.publication.models import (
    Edition,
    EditionBeside,
    EditionFigure,
    EditionIndicator,
    EditionPractice,
    EditionScore,
    EditionSimilar,
)
from scorecard.publication.selectors.editions import levels_of
from scorecard.publication.selectors.told_comments import CommentsTold
from scorecard.publication.selectors.told_figures import figure_told, reds_among
from scorecard.publication.selectors.told_parts import (
    FEWEST_BEHIND,
    BesideTold,
    Hidden,
    by_name,
    by_value,
)
from scorecard.publication.selectors.told_parts import ToldFigure as ToldFigure
from scorecard.publication.selectors.told_parts import ToldRow as ToldRow
from scorecard.publication.selectors.told_rows import ROW, rows_told

WEIGHTED = "weighted"


def named_to_the_public(editions: Iterable[Edition]) -> QuerySet[EditionPractice]:
    """The practices that the public is told of by name in any of these editions."""
    open_to_all = [one.pk for one in editions if one.public_detail == Detail.NAMED]
    return EditionPractice.objects.filter(edition__in=open_to_all)


@dataclass(frozen=True)
class Told:
    """An edition in the eyes of one audience. `own` is the practice that reads of itself."""

    edition: Edition
    audience: Audience
    own: Practice | None = None

    @cached_property
    def levels(self) -> Levels:
        return levels_of(self.edition.rules)

    def detail(self, indicator: EditionIndicator) -> Detail:
        """What is told of an indicator. What the scorecard keeps from the public stays there."""
        if indicator.capped and self.audience is Audience.PUBLIC:
            return Detail.NOTHING
        return self.levels.detail(self.audience, indicator.code)

    @cached_property
    def indicators(self) -> tuple[EditionIndicator, ...]:
        """Those of which anything is told, in the order of the scorecard."""
        return tuple(self._whole(one) for one in self._all if self.detail(one) > Detail.NOTHING)

    def _whole(self, one: EditionIndicator) -> EditionIndicator:
        """Without the value that all make together, where it is that of one or two unnamed."""
        few = one.behind is not None and one.behind < FEWEST_BEHIND
        if few and self.detail(one) is not Detail.NAMED:
            one.benchmark, one.benchmark_name = None, ""
        return one

    @cached_property
    def named(self) -> tuple[EditionIndicator, ...]:
        """Those whose figures are told practice by practice, by name."""
        return tuple(one for one in self.indicators if self.detail(one) is Detail.NAMED)

    @cached_property
    def _all(self) -> tuple[EditionIndicator, ...]:
        found = EditionIndicator.objects.filter(edition=self.edition)
        return tuple(found.select_related("definition__indicator", "domain"))

    @property
    def share(self) -> tuple[int, int]:
        """How many of the indicators that count are told by name, and how many count."""
        count = [one for one in self._all if one.role == WEIGHTED]
        return sum(self.detail(one) is Detail.NAMED for one in count), len(count)

    @property
    def tells_scores(self) -> bool:
        """Whether the level for the whole lets a practice's scores be told by its name."""
        return self.levels.detail(self.audience) is Detail.NAMED

    def indicator(self, code: str) -> EditionIndicator | None:
        return next((one for one in self.indicators if one.code == code), None)

    @property
    def practices(self) -> QuerySet[EditionPractice]:
        """Those that are named to the audience."""
        found = EditionPractice.objects.filter(edition=self.edition)
        if self.audience is Audience.OWN:
            return found.filter(practice=self.own)
        return found if self.named else found.none()

    def practice(self, code: str) -> EditionPractice | None:
        return self.practices.filter(code=code).first()

    def of_practice(self, practice: EditionPractice) -> list[ToldFigure]:
        """What is told of one practice by name, in the order of the scorecard."""
        by_definition = {one.definition_id: one for one in self.named}
        rows = self._figures.filter(practice=practice.practice_id, definition__in=by_definition)
        said = self.comments.of_practice(practice.practice_id)
        found = [figure_told(row, by_definition[row.definition_id], practice, said) for row in rows]
        return sorted(found, key=lambda one: one.indicator.order)

    def of_indicator(self, indicator: EditionIndicator) -> list[ToldFigure]:
        """Every practice on one indicator, in the order of names; without names and in the order
        of values where none are told; empty where only the whole is."""
        detail = self.detail(indicator)
        if detail < Detail.ANONYMISED:
            return []
        rows = self._figures.filter(definition=indicator.definition_id)
        if detail is Detail.ANONYMISED:
            anonymous = [figure_told(row, indicator, None) for row in rows]
            known = sum(one.outcome.value is not None for one in anonymous)
            return sorted(anonymous, key=by_value) if known >= self._fewest else []
        names = {one.practice_id: one for one in self.practices}
        said = self.comments.all(definition=indicator.definition_id)
        named = [
            figure_told(row, indicator, names[row.practice_id], said)
            for row in rows
            if row.practice_id in names
        ]
        return sorted(named, key=by_name)

    def rows(self, indicator: EditionIndicator) -> Iterator[ToldRow]:
        """The same figures as `of_indicator`, in its order, as plain rows: for long files."""
        rows = self._figures.filter(definition=indicator.definition_id)
        plain = rows.values_list("practice_id", *ROW)
        return rows_told(plain, self.detail(indicator), self._named_practices, self._fewest)

    @property
    def _fewest(self) -> int:
        """Practices that must stand behind what has no names; one that reads knows its own."""
        return FEWEST_BEHIND + (self.audience is Audience.PRACTICES)

    @cached_property
    def _named_practices(self) -> dict[int, EditionPractice]:
        """The practices that are named, by their id, in the order of names."""
        return {one.practice_id: one for one in self.practices}

    @cached_property
    def comments(self) -> CommentsTold:
        """What practices put beside what this audience is told of them by name."""
        named = [one.definition_id for one in self.named]
        withheld = self._figures.filter(no_band=NoBand.WITHHELD)
        return CommentsTold(self.edition, named, withheld, self.tells_scores, self.own)

    def bands(self, indicators: Iterable[EditionIndicator]) -> dict[int, Counter[int]]:
        """By definition id how many practices there are in each band (0: in none).

        Of an indicator of which only the whole is told nothing, where one or two share a band.
        """
        told = {one.definition_id for one in indicators} & {
            one.definition_id for one in self.indicators
        }
        found: dict[int, Counter[int]] = {one: Counter() for one in told}
        rows = self._figures.filter(definition__in=told).values_list("definition", "band")
        for definition, band, count in rows.annotate(count=Count("*")).order_by():
            found[definition][band] += count
        named = {
            one.definition_id for one in self.indicators if self.detail(one) > Detail.AGGREGATE
        }
        for definition in found.keys() - named:
            if any(0 < count < FEWEST_BEHIND for count in found[definition].values()):
                found[definition] = Counter()
        return found

    def states(self) -> list[tuple[int, int, int]]:
        """How many figures of each definition are in which state (`NoBand`), told or not."""
        rows = self._figures.values_list("definition", "no_band").order_by()
        return list(rows.annotate(count=Count("*")))

    def together(self) -> dict[int, float]:
        """By definition id what all practices add up to, of what is told as a whole alone."""
        whole = [i.definition_id for i in self.indicators if self.detail(i) is Detail.AGGREGATE]
        held = EditionBeside.objects.filter(edition=self.edition, definition__in=whole)
        return {one.definition_id: one.area for one in held if one.area is not None}

    def beside(self, practice: EditionPractice) -> Mapping[int, BesideTold]:
        """By definition id what the figures of one practice can be put beside."""
        held = EditionBeside.objects.filter(edition=self.edition).order_by("definition_id")
        rows = list(held)
        packed = EditionSimilar.objects.filter(
            edition=self.edition, practice=practice.practice_id
        ).values_list("similar", flat=True)
        similar = np.frombuffer(bytes(packed.first() or b""), dtype=STORED).tolist()
        if len(similar) != len(rows):
            similar = [np.nan] * len(rows)
        named = {one.definition_id for one in self.named}
        return {
            row.definition_id: BesideTold(
                None if near != near else near, row.area, row.england, row.england_of
            )
            for row, near in zip(rows, similar, strict=True)
            if row.definition_id in named
        }

    def scores(
        self, practices: Sequence[EditionPractice], *, whole: bool = False
    ) -> dict[int, list[EditionScore]]:
        """By practice id its scores, overall first, then in the order of domains; or that of the
        `whole` alone."""
        found: dict[int, list[EditionScore]] = {one.practice_id: [] for one in practices}
        rows = EditionScore.objects.filter(edition=self.edition, practice__in=list(found))
        rows = rows.filter(domain=None) if whole else rows
        for row in rows.select_related("domain"):
            found[row.practice_id].append(row)
        for scores in found.values():
            scores.sort(key=lambda one: one.domain.order if one.domain else -1)
        return found

    def reds(self, practices: Iterable[EditionPractice]) -> dict[int, int]:
        """By practice id the reds that count in the whole and are told by name."""
        found = {one.practice_id: 0 for one in practices}
        rows = self._figures.filter(reds_among(self.named), practice__in=list(found))
        counts = rows.values_list("practice").annotate(count=Count("*")).order_by()
        return found | dict(counts)

    def hidden(self, practices: Iterable[EditionPractice]) -> dict[int, Hidden]:
        """By practice id the scored indicators whose band this audience is not told."""
        scored = {one.definition_id: one for one in self._all if one.domain_id}
        levelled = [one for one in scored.values() if self.detail(one) is not Detail.NAMED]
        found = {one.practice_id: Hidden(levelled) for one in practices}
        rows = self._figures.filter(
            practice__in=list(found), definition__in=scored, no_band=NoBand.WITHHELD
        )
        for practice, definition in rows.values_list("practice_id", "definition_id"):
            found[practice].small.append(scored[definition])
            if scored[definition] not in levelled:
                found[practice].append(scored[definition])
        return found

    @property
    def _figures(self) -> QuerySet[EditionFigure]:
        return EditionFigure.objects.filter(edition=self.edition)
