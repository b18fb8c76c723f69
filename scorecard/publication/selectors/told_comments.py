"""What an audience reads of what practices put beside their figures. `Told.comments` makes it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from practices.models import Practice
from scorecard.publication.models import Edition
from scorecard.publication.selectors.comments import accepted, taken_off

# By practice and definition id; the definition None is the practice's side of the whole.
Said = Mapping[tuple[int, int | None], str]


@dataclass(frozen=True)
class CommentsTold:
    """`named` are the definitions that are told by name, `whole` whether results as a whole are;
    `withheld` the figures that are not told: beside them nothing is said, for words might tell
    them. `own` is the practice that reads of itself."""

    edition: Edition
    named: Collection[int]
    withheld: QuerySet[Any]
    whole: bool
    own: Practice | None = None
    _held: dict[int, Said] = field(default_factory=dict)

    def all(self, **where: int | None) -> Said:
        """Narrowed by `practice` or `definition`."""
        found = accepted(self.edition).filter(self._told, **where)
        if self.own:
            found = found.filter(practice=self.own)
        # In no order: names of practices as they are now are nothing that a page rests on.
        rows = found.order_by().values_list("practice_id", "definition_id", "text")
        return {(practice, definition): text for practice, definition, text in rows}

    def taken_off(self) -> list[int]:
        """Ids of what this audience read once and reads no more."""
        found = taken_off(self.edition).filter(self._told).order_by()
        return sorted(found.values_list("pk", flat=True))

    @property
    def _told(self) -> Q:
        here = self.withheld.filter(
            practice=OuterRef("practice"), definition=OuterRef("definition")
        )
        told = Q(Q(definition__in=self.named), ~Exists(here))
        return told | (Q(definition=None) if self.whole else Q(pk__in=()))

    def of_practice(self, practice: int) -> Said:
        """Asked for once: a page shows what stands beside figures, and what is said of all."""
        if practice not in self._held:
            self._held[practice] = self.all(practice=practice)
        return self._held[practice]

    def of_whole(self, practice: int) -> str:
        """A practice's side of its results as a whole; "" where there is none or it is not told."""
        return self.of_practice(practice).get((practice, None), "")
