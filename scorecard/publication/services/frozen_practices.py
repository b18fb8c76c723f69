"""Names, places and scores of practices as they are when an edition is frozen."""

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from practices.models import ListKind, Practice
from practices.selectors import atypical_on, list_sizes, networks_by_practice
from scorecard.calc.types import Floats
from scorecard.publication.models import Edition, EditionPractice

BATCH = 2_000


def write_practices(edition: Edition) -> tuple[NDArray[np.int64], Floats]:
    """Ids of the practices in order of size, and the registered list of each; NaN: not known."""
    day = edition.release.period.ends_on
    scored = edition.card_run.scores.filter(domain=None)
    practices = list(Practice.objects.filter(pk__in=scored.values("practice")).order_by("pk"))
    ids = [one.pk for one in practices]
    networks = networks_by_practice(practices, day)
    patients = list_sizes(ids, ListKind.REGISTERED, day)
    atypical = atypical_on(ids, day)
    EditionPractice.objects.bulk_create(
        [
            EditionPractice(
                edition=edition,
                practice=one,
                code=one.code,
                name=one.name,
                sort_key=one.sort_key,
                postcode=one.postcode,
                network_code=networks[one.pk].code if one.pk in networks else "",
                network_name=networks[one.pk].name if one.pk in networks else "",
                patients=patients.get(one.pk),
                atypical=atypical.get(one.pk, ""),
            )
            for one in practices
        ],
        batch_size=BATCH,
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
