"""Names, places and scores of practices as they are when an edition is frozen."""

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from practices.models import ListKind
from practices.selectors import atypical_on, list_sizes, network_ids
from scorecard.calc.types import Floats
from scorecard.publication.models import Edition

_PRACTICES = """
INSERT INTO publication_editionpractice (edition_id, practice_id, code, name, sort_key, postcode,
    network_code, network_name, patients, atypical)
SELECT %(edition)s, p.id, p.code, p.name, p.sort_key, p.postcode,
    coalesce(n.code, ''), coalesce(n.name, ''), one.patients, one.atypical
FROM unnest(
    %(ids)s::bigint[], %(networks)s::bigint[], %(patients)s::numeric[], %(atypical)s::text[]
) one (id, network, patients, atypical)
JOIN practices_practice p ON p.id = one.id LEFT JOIN practices_network n ON n.id = one.network
"""


def scored_practices(edition: Edition) -> NDArray[np.int64]:
    """Ids of the practices in order of size."""
    scored = edition.card_run.scores.filter(domain=None).order_by("practice_id")
    return np.array(scored.values_list("practice_id", flat=True), np.int64)


def write_practices(edition: Edition, practices: NDArray[np.int64]) -> Floats:
    """The registered list of each of these practices; NaN: not known."""
    day, ids = edition.release.period.ends_on, practices.tolist()
    networks = network_ids(ids, day)
    patients = list_sizes(ids, ListKind.REGISTERED, day)
    atypical = atypical_on(ids, day)
    with connection.cursor() as cursor:
        cursor.execute(
            _PRACTICES,
            {
                "edition": edition.pk,
                "ids": ids,
                "networks": [networks.get(one) for one in ids],
                "patients": [patients.get(one) for one in ids],
                "atypical": [atypical.get(one, "") for one in ids],
            },
        )
    return np.array([float(patients.get(pk, "nan")) for pk in ids], np.float64)


def write_scores(edition: Edition) -> None:
    """As they are; what of them may be told depends on who reads (`selectors.told`). That nothing
    hidden changes their bands is true of most, and taken back of the others (`frozen_bands`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publication_editionscore"
            " (edition_id, practice_id, domain_id, score, band, reds, settled)"
            " SELECT %s, practice_id, domain_id, score, band, reds, true FROM cards_score"
            " WHERE card_run_id = %s",
            [edition.pk, edition.card_run_id],
        )
