"""What tests begin with is written again exactly as the services wrote it."""

from django.db import connection, transaction

from tests.areas import Area
from tests.kept import once


def everything():
    """All rows of all tables, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        )
        found = {}
        for (table,) in cursor.fetchall():
            rows = f"SELECT coalesce(json_agg(t ORDER BY t::text), '[]')::text FROM {table} t"  # noqa: S608
            cursor.execute(rows)
            found[table] = cursor.fetchone()[0]
        return found


def test_an_area_is_the_same_again_to_the_last_row(db):
    begun = []
    build = Area.__new__(Area)
    build.code, build.card, build._ids = "Z07", Area().card, {}
    for _ in range(2):
        with transaction.atomic():
            made = once("an area of this test", build._build)
            begun.append((everything(), [one.pk for one in made["practices"]]))
            transaction.set_rollback(True)
    assert begun[0] == begun[1]


def test_what_one_test_does_to_it_is_nothing_to_the_next(db):
    for _ in range(2):
        with transaction.atomic():
            area = Area()
            assert area.commissioner.name == "Area Z01"
            assert len(area.practices) == 3
            area.commissioner.name = "Another"
            area.practices.append(area.add_practice(4))
            transaction.set_rollback(True)
