"""What figures refer to is there and stays: the database sees to it, without foreign keys."""

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from indicators.models import Figure
from indicators.services.figures import FigureRow, record_figures
from indicators.services.files import receive_national_file
from scorecard.accounts.models import User
from tests.indicators.test_figures import AT, BY, Area

PARENTS = ("practice", "indicator", "period", "file", "recorded_by")


@pytest.fixture
def figure():
    """One with a file and a person."""
    area = Area()
    person = User.objects.create(email="a@example.org", created_at=AT)
    file = receive_national_file(
        commissioner=area.commissioner,
        period=area.period,
        profile="qof",
        name="qof.csv",
        content=b"a",
        report={},
        **BY,
    )
    rows = [area.row(numerator=1.0, denominator=2.0, row=2)]
    record_figures(rows=rows, file=file, source="qof", by=person, at=AT)
    return Figure.objects.get()


def run(statement, *arguments):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, arguments)


@pytest.mark.django_db
@pytest.mark.parametrize("parent", PARENTS)
def test_a_figure_of_something_that_is_not_there_is_refused(figure, parent):
    copy = Figure(**{f.attname: getattr(figure, f.attname) for f in Figure._meta.concrete_fields})
    copy.pk, copy.source, copy.counts = None, "other", False
    setattr(copy, f"{parent}_id", 987_654_321)
    with pytest.raises(IntegrityError, match="is not there"), transaction.atomic():
        copy.save()
    assert Figure.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("parent", PARENTS)
def test_what_a_figure_needs_can_neither_go_nor_get_another_number(figure, parent):
    table = Figure._meta.get_field(parent).related_model._meta.db_table
    needed = getattr(figure, f"{parent}_id")
    with pytest.raises(IntegrityError, match="needed by figures"):
        run(f"DELETE FROM {table} WHERE id = %s", needed)  # noqa: S608
    with pytest.raises(IntegrityError, match="needed by figures"):
        run(f"UPDATE {table} SET id = 987654321 WHERE id = %s", needed)  # noqa: S608


@pytest.mark.django_db
def test_what_no_figure_needs_may_go(figure):
    run("DELETE FROM indicators_figure")
    run("DELETE FROM indicators_receivedfile WHERE id = %s", figure.file_id)


@pytest.mark.django_db
@pytest.mark.parametrize("parent", PARENTS)
def test_a_figure_never_moves(figure, parent):
    with pytest.raises(IntegrityError, match="keeps its practice"):
        run(f"UPDATE indicators_figure SET {parent}_id = 987654321")  # noqa: S608


@pytest.mark.django_db
def test_of_one_source_one_figure_is_current_and_of_all_one_counts(figure):
    columns = (
        "practice_id, indicator_id, period_id, state, text, source, counts, modelled, recorded_at"
    )
    again = f"INSERT INTO indicators_figure ({columns}) SELECT {columns} FROM indicators_figure"  # noqa: S608
    with pytest.raises(IntegrityError, match="duplicate key"):
        run(again)
    beside = again.replace("source, counts, modelled, recorded_at FROM", "{}, modelled, %s FROM")
    with pytest.raises(IntegrityError, match="one_figure_counts"):
        run(beside.format("'return', true"), AT)
    with pytest.raises(IntegrityError, match="one_current_figure_per_source"):
        run(beside.format("'qof', false"), AT)
    run(beside.format("'return', false"), AT)


@pytest.mark.django_db(transaction=True)
def test_a_practice_cannot_go_while_a_figure_of_it_is_on_its_way(figure):
    """As with a foreign key: whoever deletes waits for the one who adds."""
    run("DELETE FROM indicators_figure")
    with transaction.atomic(), psycopg.connect(**other_connection()) as other:
        figure.pk = None
        figure.save()
        other.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("DELETE FROM practices_practice WHERE id = %s", [figure.practice_id])


def other_connection():
    given = connection.get_connection_params()
    return {
        name: given[name]
        for name in ("dbname", "user", "password", "host", "port")
        if given.get(name)
    }


@pytest.mark.django_db(transaction=True)
def test_a_second_file_about_the_same_indicator_waits_for_the_first(figure):
    row = FigureRow(figure.practice_id, figure.indicator_id, figure.period_id, value=3.0)
    with psycopg.connect(**other_connection()) as other:
        other.execute(
            "SELECT FROM indicators_indicator WHERE id = %s FOR NO KEY UPDATE",
            [figure.indicator_id],
        )
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            run("SET LOCAL lock_timeout = '50ms'")
            record_figures(rows=[row], file=None, source="qof", by=None, at=AT)
    assert Figure.objects.get().value is None
