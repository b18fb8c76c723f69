"""What scores refer to is there and stays: the database sees to it, without foreign keys."""

import pytest
from django.db import IntegrityError, connection, transaction

from practices.models import Practice
from scorecard.cards.models import Score

pytestmark = pytest.mark.django_db
PARENTS = ("card_run", "practice", "domain")
NOBODY = 987_654_321


@pytest.fixture
def score(area):
    area.record(1, "ACC01", numerator=90, denominator=100)
    area.band()
    return Score.objects.filter(practice=area.practices[0]).exclude(domain=None).first()


def run(statement, *arguments):
    """What scores need is asked at once, and not at the end of the transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS scores_need_it IMMEDIATE")
        cursor.execute(statement, arguments)


@pytest.mark.parametrize("parent", PARENTS)
def test_a_score_of_something_that_is_not_there_is_refused(score, parent):
    before = Score.objects.count()
    score.pk = None
    setattr(score, f"{parent}_id", NOBODY)
    with pytest.raises(IntegrityError, match="is not there"), transaction.atomic():
        score.save(force_insert=True)
    assert Score.objects.count() == before


def test_one_bad_score_among_many_refuses_them_all(score):
    good, bad = (Score.objects.get(pk=score.pk) for _ in range(2))
    Score.objects.filter(pk=score.pk).delete()
    good.pk = bad.pk = None
    bad.practice_id = NOBODY
    before = Score.objects.count()
    with pytest.raises(IntegrityError, match="practices_practice"), transaction.atomic():
        Score.objects.bulk_create([good, bad])
    assert Score.objects.count() == before


@pytest.mark.parametrize("parent", PARENTS)
def test_what_scores_need_cannot_go(score, parent):
    """Asked before all others that refer to it, who would refuse as well."""
    if parent == "practice":  # one without results, whose reference would be the first to refuse
        score.practice = Practice.objects.create(code="Z99999", name="New")
        score.pk = None
        score.save(force_insert=True)
    table = Score._meta.get_field(parent).related_model._meta.db_table
    with pytest.raises(IntegrityError, match="is needed by scores"):
        run(f"DELETE FROM {table} WHERE id = %s", getattr(score, f"{parent}_id"))  # noqa: S608


def test_a_practice_without_scores_may_go(score):
    other = Practice.objects.create(code="Z99999", name="New")
    run("DELETE FROM practices_practice WHERE id = %s", other.pk)


def test_scores_and_what_they_need_may_go_in_one_transaction_in_either_order(score):
    """The check waits for the end of the transaction, as that of a foreign key here does."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM cards_cardrun WHERE id = %s", [score.card_run_id])
        cursor.execute("DELETE FROM cards_score WHERE card_run_id = %s", [score.card_run_id])
        cursor.execute("SET CONSTRAINTS scores_need_it IMMEDIATE")
    assert not Score.objects.filter(card_run=score.card_run_id).exists()
