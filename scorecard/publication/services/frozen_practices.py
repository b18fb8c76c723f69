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


def write_practices(edition: Edition) -> tuple[NDArray[np.int64], Floats]:
    """Ids of the practices in order of size, and the registered list of each; NaN: not known."""
    day = edition.release.period.ends_on
    scored = edition.card_run.scores.filter(domain=None).order_by("practice_id")
    ids = list(scored.values_list("practice_id", flat=True))
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
    lists = [float(patients.get(pk, "nan")) for pk in ids]
    return np.array(ids, np.int64), np.array(lists, np.float64)


def write_scores(edition: Edition) -> None:
    """As they are; what of them may be told depends on who reads (`selectors.told`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publication_editionscore"
            " (edition_id, practice_id, domain_id, score, band, reds)"
            " SELECT %s, practice_id, domain_id, score, band, reds FROM cards_score"
            " WHERE card_run_id = %s",
            [edition.pk, edition.card_run_id],
        )
