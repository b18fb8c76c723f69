"""Answers from memory hold while the stamp does: what public pages read, the stamp must see.

The tables are those that the database was asked for, so that a page which reads another one fails
here until that table is watched, or it is said why it need not be.
"""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.publication.walk.asking import public_addresses
from tests.publication.walk.world import FEWEST, World

pytestmark = pytest.mark.django_db

FROZEN = "written before the step that opens an edition, and never again"
IN_FORCE = "changes only while its version is a draft, of which nothing can be frozen"
STAY = {
    **dict.fromkeys(
        [
            "publication_edition",
            "publication_editionbeside",
            "publication_editionfigure",
            "publication_editionindicator",
            "publication_editionpractice",
            "publication_editionscore",
            "publication_editionsimilar",
            "publication_publicationrules",
            "publication_release",
            "cards_cardrun",
        ],
        FROZEN,
    ),
    "cards_cardversion": IN_FORCE,
    "cards_domain": IN_FORCE,
    "indicators_definition": "never changes (docs/adr/0010)",
    "indicators_indicator": "only its code is told, and nothing changes a code",
}
ASKED = 3  # of each address, which asks of each practice and edition the same questions


@pytest.fixture(scope="module")
def read(django_db_setup, django_db_blocker):
    """By table one public address that reads it."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World.made()
        editions, tables = list(world.publish(FEWEST)), _tables("relkind IN ('r', 'p', 'v', 'm')")
        found = {}
        for at in public_addresses(world, editions, ASKED):
            with CaptureQueriesContext(connection) as asked:
                answer = Client().get(at)
                b"".join(answer.streaming_content if answer.streaming else [answer.content])
            said = " ".join(one["sql"] for one in asked)
            for table in tables.intersection(re.findall(r"\w+", said)):
                # Figures lie in a table for each edition.
                found[re.sub(r"_\d+$", "", table)] = at
        yield found
        transaction.set_rollback(True)


def _tables(which):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"  # noqa: S608
            f" WHERE relnamespace = 'public'::regnamespace AND {which}"
        )
        return {name for (name,) in cursor.fetchall()}


def _watched():
    return _tables(
        "oid IN (SELECT tgrelid FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid"
        " WHERE proname = 'publication_changed')"
    )


def test_the_stamp_sees_whatever_public_pages_read(read):
    seen = _watched()
    unseen = {table: at for table, at in read.items() if table not in seen | STAY.keys()}
    assert unseen == {}


def test_pages_are_read_at_all(read):
    assert {"publication_editionfigure", "publication_commentremoval"} <= read.keys()


def test_nothing_is_excused_that_is_watched_or_that_nobody_reads(read):
    assert STAY.keys() - read.keys() == set()
    assert STAY.keys() & _watched() == set()
