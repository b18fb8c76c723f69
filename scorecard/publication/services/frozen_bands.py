"""Which bands of domains and wholes an edition may tell beside what it hides; written once."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from scorecard.calc.told_bands import Settled
from scorecard.cards.models import CardItem
from scorecard.cards.schemes import scheme_of_version
from scorecard.publication.columns import Columns
from scorecard.publication.models import Edition
from scorecard.publication.settling import BandsTold

# Of a nation few are not: every score says that it is settled when it is written.
_UNSETTLED = """
UPDATE publication_editionscore s SET settled = false
FROM unnest(%(practices)s::bigint[], %(domains)s::bigint[]) one (practice, domain)
WHERE s.edition_id = %(edition)s AND s.practice_id = one.practice
    AND coalesce(s.domain_id, 0) = one.domain
"""


class SettledBands:
    """Takes the columns of an edition's indicators from what passes by; `items` in their order.

    When all have passed, `thread` works out what is settled, while the database builds its keys.
    """

    def __init__(
        self,
        edition: Edition,
        items: Sequence[CardItem],
        practices: NDArray[np.int64],
        thread: ThreadPoolExecutor,
    ) -> None:
        version = edition.card_run.version
        self._edition, self._practices = edition, practices
        self._domains = list(version.domains.all())
        scored = {at: item for at, item in enumerate(items) if item.domain_id}
        self._places = {at: place for place, at in enumerate(scored)}
        self._thread, self._found = thread, Future[tuple[NDArray[np.intp], Settled]]()
        self._told = BandsTold(
            scheme_of_version(version, self._domains, list(scored.values())),
            [item.if_missing == CardItem.IfMissing.RED for item in scored.values()],
            practices.size,
        )

    def passing(self, told: Iterable[tuple[int, Columns]]) -> Iterator[tuple[int, Columns]]:
        for at, columns in told:
            if at in self._places:
                self._told.take(self._places[at], columns)
            yield at, columns
        self._found = self._thread.submit(self._told.settled)

    def write(self) -> None:
        at, found = self._found.result()
        rows, columns = np.nonzero(~np.column_stack([found.overall, found.domains]))
        numbers = np.array([0, *(one.pk for one in self._domains)], np.int64)
        pairs = {
            "practices": self._practices[at][rows].tolist(),
            "domains": numbers[columns].tolist(),
        }
        with connection.cursor() as cursor:
            cursor.execute(_UNSETTLED, {**pairs, "edition": self._edition.pk})
