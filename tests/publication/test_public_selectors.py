"""Which editions anybody may read, who is found in them, and what stands beside a figure."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.services.lists import ListSizeRow, record_list_sizes
from scorecard.accounts.roles import Role
from scorecard.publication.levels import FIRST_YEAR, Audience, Detail, Levels
from scorecard.publication.selectors import public
from scorecard.publication.selectors.finding import district, find
from scorecard.publication.selectors.told import Told, named_to_the_public
from scorecard.publication.services import editions
from tests.areas import NOW
from tests.editions import DAY, draft, publish

ONLY_THE_WHOLE = Levels(dict.fromkeys((Audience.PRACTICES, Audience.BOARD), Detail.NAMED) | {
    Audience.PUBLIC: Detail.AGGREGATE
})  # fmt: skip
OF_ONE = Levels(FIRST_YEAR.table, {"VFM01": {Audience.PUBLIC: Detail.NAMED}})


@pytest.fixture
def people(area):
    return area.user(Role.ANALYST), area.user(Role.COMMISSIONING_LEAD)


@pytest.fixture
def run(area):
    for number in (1, 2, 3):
        area.record(number, "ACC01", numerator=60 + number * 5, denominator=100)
        area.record(number, "VFM01", numerator=14000 + number, denominator=100)
    return area.band()


@pytest.mark.parametrize(
    "levels, most",
    [(FIRST_YEAR, 0), (ONLY_THE_WHOLE, 1), (OF_ONE, 3)],
    ids=["nothing", "the whole", "one by name"],
)
def test_an_edition_knows_the_most_that_the_public_is_told(run, people, levels, most):
    edition = draft(run, people[0], levels=levels)
    assert edition.public_detail == most
    named = set(named_to_the_public([edition]))
    assert named == set(Told(edition, Audience.PUBLIC).practices)


def test_nothing_is_open_before_it_is_published_nor_in_a_first_year(area, run, people):
    slug = area.commissioner.slug
    edition = draft(run, people[0])
    assert public.current(slug) is None and not public.in_force_everywhere()
    publish(edition, *people)
    assert public.current(slug) == edition == public.at_address(slug, "2026-27-Q1", 1)
    area.record(1, "ACC01", period="2026-27-Q2", numerator=90, denominator=100)
    second = draft(area.band("2026-27-Q2"), people[0], levels=FIRST_YEAR)
    publish(second, *people)
    assert public.at_address(slug, "2026-27-Q2", 1) is None
    assert public.history(slug) == [edition] == public.in_force_everywhere()


def test_a_withdrawn_first_year_was_never_there(area, run, people):
    edition = publish(draft(run, people[0], levels=FIRST_YEAR), *people)
    editions.withdraw(edition=edition, reason="Mixed up.", by=people[1], at=NOW + 3 * DAY)
    assert public.at_address(area.commissioner.slug, "2026-27-Q1", 1) is None


def test_what_is_not_there_is_looked_for_as_what_is_not_public(area, run, people):
    draft(run, people[0])
    asked = []
    for slug in (area.commissioner.slug, "nowhere"):
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert public.current(slug) is None
            assert public.at_address(slug, "2026-27-Q1", 1) is None
        asked.append([one["sql"].replace(slug, "") for one in taken])
    assert asked[0] == asked[1] and len(asked[0]) == 2


@pytest.mark.parametrize(
    "text, found",
    [
        ("practice 2", [2]),
        ("PRAC", [1, 2, 3]),
        ("Z01003", [3]),
        ("nz01", [1, 2, 3]),
        ("north", [1, 2, 3]),
        ("AB1", [1]),
        ("ab1 2cd", [1]),
        ("AB12CD", [1]),
        ("AB10", [2]),
        ("", [1, 2, 3]),
        ("...", []),
        ("%", []),
        ("_", []),
        ("nothing like it", []),
        ("‮surgery", []),
        ("a" * 10_000, []),
    ],
)
def test_practices_are_found(area, run, people, text, found):
    edition = publish(draft(run, people[0]), *people)
    rows = Told(edition, Audience.PUBLIC).practices
    for number, postcode in ((1, "AB1 2CD"), (2, "AB10 3EF")):
        rows.filter(code=f"Z0100{number}").update(postcode=postcode)
    assert [one.code for one in find(rows, text)] == [f"Z0100{number}" for number in found]


def test_a_postcode_has_a_district():
    assert [district(one) for one in ("ab1", "AB1 2CD", "W1A 1AA", "surgery", "X90001")] == [
        "AB1", "AB1", "W1A", "", "",
    ]  # fmt: skip


def counted(area, *counts):
    """A run with a count of ACC01 for each practice, which are made as they are needed."""
    area.practices += [area.add_practice(number) for number in range(4, len(counts) + 1)]
    rows = [
        ListSizeRow(one.pk, "registered", dt.date(2026, 6, 30), Decimal(5000), "Test")
        for one in area.practices
    ]
    record_list_sizes(rows=rows, by=None, at=NOW)
    for number, count in enumerate(counts, start=1):
        area.record(number, "ACC01", numerator=count, denominator=100)
        area.record(number, "VFM01", numerator=14000, denominator=100)
    return area.band()


def test_a_figure_stands_beside_the_area(area, people):
    told = Told(draft(counted(area, 60, 65, 70, 75, 80), people[0]), Audience.PUBLIC)
    beside = told.beside(told.practices.first())[told.indicator("ACC01").definition_id]
    assert (beside.area, beside.england) == (70, None)


def test_a_figure_stands_beside_similar_practices(area, people):
    told = Told(draft(counted(area, *[70] * 14), people[0]), Audience.PUBLIC)
    beside = told.beside(told.practices.first())[told.indicator("ACC01").definition_id]
    assert beside.similar == 70


def test_nothing_stands_beside_from_which_a_withheld_figure_follows(area, people):
    told = Told(draft(counted(area, 3, *[70] * 13), people[0]), Audience.PUBLIC)
    beside = told.beside(told.practices.first())
    hidden, shown = (beside[told.indicator(code).definition_id] for code in ("ACC01", "VFM01"))
    assert (hidden.area, hidden.similar) == (None, None)
    assert (shown.area, shown.similar) == (140, 140)


def test_what_is_not_told_by_name_stands_beside_nothing(run, people):
    told = Told(draft(run, people[0], levels=OF_ONE), Audience.PUBLIC)
    assert set(told.beside(told.practices.first())) == {told.indicator("VFM01").definition_id}
    assert told.share == (1, 2) and not told.tells_scores


def test_how_many_are_in_each_band(run, people):
    told = Told(draft(run, people[0], levels=ONLY_THE_WHOLE), Audience.PUBLIC)
    (counts,) = told.bands([told.indicator("ACC01")]).values()
    assert sum(counts.values()) == 3
