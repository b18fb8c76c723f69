"""Keeping the figures of national files, on invented ones."""

import datetime as dt

import pytest

from indicators.definitions import DefinitionData
from indicators.models import (
    Collection,
    CollectionLock,
    Figure,
    Period,
    Query,
    ReceivedFile,
    VerificationWindow,
)
from indicators.periods import UnknownPeriodCode
from indicators.services.definitions import define
from indicators.services.national import import_figures
from indicators.sources.notices import Found, counts, every
from indicators.sources.tables import FileNotRead
from practices.models import Commissioner, Practice
from practices.services.organisations import close_practice
from scorecard.audit.models import AuditEvent
from tests.sources.files import csv, profile, registers
from tests.sources.geography import AT, BY, geography

pytestmark = pytest.mark.django_db

LATER = AT + dt.timedelta(days=1)


@pytest.fixture
def north():
    geography()
    commissioner = Commissioner.objects.get(code="QZ1")
    data = DefinitionData(
        name="Register",
        description="A register.",
        kind="proportion",
        polarity="none",
        numerator="on it",
        denominator="all",
        multiplier=100,
    )
    define(commissioner=commissioner, code="REG", data=data, **BY)
    return commissioner


def bring(commissioner, *rows, period="2022-23", at=AT, the_profile=None, content=None, **more):
    return import_figures(
        profile=the_profile or profile(),
        content=content or registers(*rows),
        name="registers.csv",
        commissioner=commissioner,
        period=period,
        by=None,
        at=at,
        **more,
    )


def test_figures_know_their_file_and_row_and_the_period_is_added(north):
    done = bring(north, "Z10001,12,400", "Z10002,NA,400")
    assert done.recorded == (2, 0, 0, 0)
    figure = Figure.objects.get(practice__code="Z10001")
    assert (figure.numerator, figure.denominator, figure.row) == (12, 400, 2)
    assert (figure.file.name, figure.file.content) == ("registers.csv", None)
    assert figure.period.ends_on == dt.date(2023, 3, 31)
    assert Figure.objects.get(practice__code="Z10002").state == "no_data"
    assert done.file.report["counts"] == {str(Found.MISSING): 1}
    assert AuditEvent.objects.filter(action="receive national file").count() == 1


def test_the_same_file_again_is_unchanged_and_has_one_row_only(north):
    bring(north, "Z10001,12,400")
    done = bring(north, "Z10001,12,400", at=LATER)
    assert done.recorded == (0, 1, 0, 0)
    assert (ReceivedFile.objects.count(), Period.objects.count()) == (1, 1)


def test_a_corrected_file_replaces_and_keeps_history(north):
    bring(north, "Z10001,12,400", "Z10002,5,400")
    done = bring(north, "Z10001,13,400", "Z10002,5,400", at=LATER)
    assert done.recorded == (0, 1, 1, 0)
    assert Figure.objects.filter(replaced_at=LATER).get().numerator == 12


def test_unknown_other_and_closed_practices_are_counted_apart(north):
    practice = Practice.objects.get(code="Z10002")
    close_practice(practice=practice, closed_on=dt.date(2022, 4, 1), **BY)
    done = bring(north, "Z10001,1,9", "Z10002,1,9", "Z20001,1,9", "Z99999,1,9")
    assert done.recorded.stored == 1
    assert counts(done.notices) == {
        Found.UNKNOWN_PRACTICE: 1,
        Found.OTHER_AREA: 1,
        Found.CLOSED_PRACTICE: 1,
    }


def test_a_practice_that_closed_within_the_period_still_has_its_figure(north):
    practice = Practice.objects.get(code="Z10002")
    close_practice(practice=practice, closed_on=dt.date(2022, 4, 2), **BY)
    assert bring(north, "Z10002,1,9").recorded.stored == 1


def test_a_register_above_its_list_becomes_a_query_once(north):
    assert bring(north, "Z10001,121,118", "Z10002,1,9").queries == 1
    query = Query.objects.get()
    assert (query.figure.numerator, query.raised_by) == (121, None)
    assert "row 2" in query.reason
    assert bring(north, "Z10001,121,118", "Z10002,1,9", at=LATER).queries == 0
    assert AuditEvent.objects.filter(action="raise query").count() == 1


def test_a_file_after_the_lock_still_comes_in_and_still_asks(north, django_user_model):
    """One row above the whole must not keep out the whole file."""
    bring(north, "Z10001,1,9")
    user, day = django_user_model.objects.create(email="a@b.example", created_at=AT), AT.date()
    period, earlier = Period.objects.get(), day - dt.timedelta(days=1)
    dates = {"opens_on": earlier, "deadline": earlier}
    VerificationWindow.objects.create(period=period, silence="accepted", set_at=AT, **dates)
    collection = Collection.objects.create(
        period=period, announced_on=earlier, opened_at=AT, **dates
    )
    CollectionLock.objects.create(collection=collection, locked=True, set_by=user, set_at=AT)
    done = bring(north, "Z10001,121,118", "Z10002,1,9", at=LATER)
    assert (done.recorded.stored, done.recorded.replaced, done.queries) == (1, 1, 1)


def test_indicators_that_are_not_defined_are_named(north):
    both = profile(
        figures=[
            {"indicator": "REG", "numerator": "REGISTER", "denominator": "LIST"},
            {"indicator": "OTHER", "value": "LIST"},
        ]
    )
    done = bring(north, "Z10001,1,9", the_profile=both)
    assert [n.value for n in done.notices if n.found == Found.UNKNOWN_INDICATOR] == ["OTHER"]


def test_periods_of_the_file_are_all_added(north):
    content = csv("PRACTICE,YEAR,REGISTER,LIST", "Z10001,2022,5,9", "Z10001,2023,6,9")
    done = bring(north, content=content, the_profile=profile(period="YEAR"), period="")
    assert done.periods == ["2022", "2023"]
    assert done.file.period is None
    assert Figure.objects.get(period__code="2023").numerator == 6


@pytest.mark.parametrize(
    ("rows", "period", "said"),
    [
        (["Z99999,1,9"], "2022-23", "nothing to keep"),
        (["Z10001,1,9"], "", "give the period"),
    ],
)
def test_what_cannot_be_kept_changes_nothing(north, rows, period, said):
    with pytest.raises(FileNotRead, match=said):
        bring(north, *rows, period=period)
    assert not Period.objects.exists() and not ReceivedFile.objects.exists()


def test_a_period_that_is_none_is_refused(north):
    with pytest.raises(UnknownPeriodCode):
        bring(north, "Z10001,1,9", period="2022/23")


def test_a_commissioner_without_practices_is_told_what_to_do_first(db):
    nobody = Commissioner(code="QZ9", name="Nobody", slug="nobody")
    with pytest.raises(FileNotRead, match="import organisations first"):
        bring(nobody, "Z10001,1,9")


def test_nothing_is_said_to_be_kept_of_a_row_that_is_refused(north):
    done = bring(north, "Z10001,NA,9", "Z99999,NA,9", "Z99999,121,118")
    assert counts(done.notices) == {Found.MISSING: 1, Found.UNKNOWN_PRACTICE: 2}


def test_every_refused_row_can_be_taken_away_with_its_reason(north):
    bad = [f"Z99999,{at},9" for at in range(25)]
    done = bring(north, "Z10001,1,9", "Z10002,x,9", *bad)
    listed = {(one.found, one.row, one.value) for one in every(done.notices)}
    assert listed == {
        (Found.NOT_A_NUMBER, 3, "x"),
        *((Found.UNKNOWN_PRACTICE, row, "Z99999") for row in range(4, 29)),
    }


def test_progress_rises_to_the_end(north):
    told = []
    bring(north, "Z10001,1,9", "Z10002,2,9", progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == sorted({done for done, _, _ in told})
    assert told[-1] == (100, 100, "Storing figures: 2 of 2")
