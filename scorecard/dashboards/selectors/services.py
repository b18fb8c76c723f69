"""Reading what practices say they offer, and where they are."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from practices.models import NetworkLink
from practices.selectors import holds_on, one_of
from scorecard.cards.models import CardRun
from scorecard.dashboards.selectors.run_places import RunPlaces

# Few different texts stand at many practices.
_TEXTS = """
SELECT r.definition_id, r.text, string_agg(int8send(r.practice_id), ''::bytea)
FROM indicators_result r
JOIN indicators_rundefinition rd ON rd.definition_id = r.definition_id AND rd.part_id = r.part_id
WHERE r.part_id = ANY(%s) AND rd.run_id = %s AND r.definition_id = ANY(%s) AND r.text <> ''
GROUP BY r.definition_id, r.text
ORDER BY r.definition_id, count(*) DESC, r.text
"""


@dataclass(frozen=True)
class Answer:
    """A text, and the places (in the order of the run) of the practices that gave it."""

    text: str
    at: NDArray[np.intp]


@dataclass(frozen=True)
class NetworkPlaces:
    """Networks by name as (code, name), and which one each practice of the run is in; -1: none."""

    networks: tuple[tuple[str, str], ...]
    codes: NDArray[np.intp]


def answers_of(
    card_run: CardRun, places: RunPlaces, definitions: Sequence[int]
) -> dict[int, list[Answer]]:
    """By definition, every text with who gave it, the most frequent first."""
    found: dict[int, list[Answer]] = {one: [] for one in definitions}
    if not definitions:
        return found
    order = np.argsort(places.practices)
    ids = places.practices[order]
    with connection.cursor() as cursor:
        cursor.execute(_TEXTS, [card_run.run.parts, card_run.run_id, list(definitions)])
        for definition, text, packed in cursor.fetchall():
            own = np.frombuffer(bytes(packed), ">i8")
            at = np.minimum(np.searchsorted(ids, own), ids.size - 1)
            found[definition].append(Answer(text, order[at[ids[at] == own]]))
    return found


def networks_of_run(places: RunPlaces) -> NetworkPlaces:
    """In one statement, as they were on the last day of the period."""
    links = NetworkLink.objects.filter(
        holds_on(places.day), practice__in=one_of(places.practices.tolist())
    ).order_by("network__sort_key", "network__code")
    numbers: dict[int, int] = {}
    names: list[tuple[str, str]] = []
    codes = np.full(places.practices.size, -1, dtype=np.intp)
    for practice, pk, code, name in links.values_list(
        "practice_id", "network_id", "network__code", "network__name"
    ):
        if pk not in numbers:
            numbers[pk] = len(names)
            names.append((code, name))
        codes[places.place[practice]] = numbers[pk]
    return NetworkPlaces(tuple(names), codes)
