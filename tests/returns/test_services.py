"""Receiving, checking and submitting a return: nothing half-stored, nothing lost."""

import datetime as dt

import pytest
from django.db import IntegrityError

from indicators.models import DataReturn, Figure, ReceivedFile
from indicators.returns.states import ReturnState
from indicators.selectors.returns import (
    collection_for,
    collections_for,
    due_return,
    expected_practices,
)
from indicators.selectors.standings import standings
from indicators.services import returns
from indicators.services.files import FileTooLarge, safe_name
from indicators.services.returns import ReturnRefused, is_late, submit_return
from practices.services import organisations
from scorecard.audit.models import AuditEvent
from scorecard.jobs.models import Job
from tests.returns.area import AT, BY_NOBODY, GOOD, Area
from tests.returns.files import csv_file, row

BAD = row("CAP01", "x", "100")
LATE = dt.datetime(2026, 8, 1, 9, tzinfo=dt.UTC)


def submit(file, **options):
    return submit_return(file=file, by=None, at=AT, **options)


def test_a_received_return_waits_for_the_worker(area):
    job = returns.receive_return(
        practice=area.practice,
        collection=area.collection,
        name="../../june\x00.csv",
        content=csv_file([GOOD]),
        **BY_NOBODY,
    )
    file = ReceivedFile.objects.get()
    assert (file.state, file.name, file.report) == ("checking", "june.csv", {})
    assert job.next_url == f"/practice/X00001/returns/2026-27-Q1/files/{file.pk}/"
    assert Figure.objects.count() == 0


def test_a_file_over_the_limit_is_not_kept(area, settings):
    settings.UPLOAD_LIMIT_BYTES = 100
    with pytest.raises(FileTooLarge):
        returns.receive_return(
            practice=area.practice,
            collection=area.collection,
            name="r.csv",
            content=b"x" * 101,
            **BY_NOBODY,
        )
    assert not ReceivedFile.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\june.csv", "june.csv"),
        ("a\x00b\n.csv", "ab.csv"),
        ('"quoted".csv', '"quoted".csv'),
        ("", "unnamed"),
        ("..", "unnamed"),
        ("x" * 300 + ".xlsx", "x" * 195 + ".xlsx"),
        ("ŵythnos.csv", "ŵythnos.csv"),
    ],
)
def test_names_are_made_safe(given, kept):
    assert safe_name(given) == kept


def test_checking_keeps_the_report_and_no_figure(area):
    file = area.checked(GOOD, BAD)
    assert file.state == "ready"
    assert [p["row"] for p in file.report["problems"]] == [3]
    assert Figure.objects.count() == 0


def test_checking_twice_changes_nothing(area):
    file = area.checked(GOOD)
    events = AuditEvent.objects.count()
    returns.check_file(file_id=file.pk, by=None, at=AT)
    assert AuditEvent.objects.count() == events


def test_an_unreadable_file_is_refused_in_words_and_nobody_keeps_what_nobody_could_search(area):
    file = area.checked(content=b"%PDF-1.7", name="r.pdf")
    assert file.state == "refused"
    assert "PDF" in file.report["refused"]["what"]
    assert ReceivedFile.objects.get().content is None


@pytest.mark.parametrize("name", ["9434765919.csv", "Mary 943 476 5919.csv", "a_943_476_5919.csv"])
def test_a_name_that_could_be_a_patients_is_nowhere_kept(area, name):
    file = area.checked(GOOD, name=name)
    assert file.name == "(name not kept).csv"
    said = [*Job.objects.values_list("title", flat=True)]
    said += [str(details) for details in AuditEvent.objects.values_list("details", flat=True)]
    assert not [one for one in said if "5919" in one]


def test_a_file_about_patients_is_not_kept(area):
    file = area.checked(content=b"NHS Number,Surname\r\n9434765919,Example\r\n")
    assert file.state == "refused"
    stored = ReceivedFile.objects.get()
    assert stored.content is None
    assert "9434765919" not in str(stored.report)


def test_submitting_keeps_figures_with_their_row_and_gives_a_receipt(area):
    data_return = area.submitted(GOOD, row("CAP01"), row("FAC01", text="Cymraeg"))
    assert data_return.reference.startswith("R-") and len(data_return.reference) == 8
    assert data_return.figures == 2
    assert not is_late(data_return)
    figure = area.figure()
    assert (figure.numerator, figure.denominator, figure.row) == (80, 100, 2)
    assert figure.file == data_return.file
    assert data_return.file.state == "kept"
    assert AuditEvent.objects.filter(action="submit return").count() == 1


def test_problems_stop_a_return_unless_only_the_good_rows_are_wanted(area):
    file = area.checked(GOOD, BAD)
    with pytest.raises(ReturnRefused, match="good rows only"):
        submit(file)
    assert not Figure.objects.exists() and not DataReturn.objects.exists()
    assert submit(file, only_good=True).figures == 1


def test_another_practices_code_stops_even_the_good_rows(area):
    file = area.checked(GOOD, row("CAP01", "1", "2", practice=area.neighbour.code))
    with pytest.raises(ReturnRefused, match="another practice"):
        submit(file, only_good=True)
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(lambda area: area.checked(BAD), id="no good row"),
        pytest.param(lambda area: area.checked(content=b"%PDF"), id="refused"),
        pytest.param(lambda area: area.checked(row("ACC01")), id="all blank"),
    ],
)
def test_nothing_to_keep_is_refused(area, file):
    with pytest.raises(ReturnRefused):
        submit(file(area), only_good=True)


def test_before_the_opening_day_returns_are_refused_with_the_day(area):
    file = area.checked(GOOD)
    with pytest.raises(ReturnRefused, match="1 July 2026"):
        submit_return(file=file, by=None, at=AT - dt.timedelta(days=30))


def test_after_the_deadline_a_return_is_kept_and_late(area):
    data_return = area.submitted(GOOD, at=LATE)
    assert is_late(data_return)
    assert area.figure().numerator == 80


def test_the_last_hour_of_the_deadline_is_in_time(area):
    last_hour = dt.datetime(2026, 7, 31, 22, 59, tzinfo=dt.UTC)  # 23:59 in London
    assert not is_late(area.submitted(GOOD, at=last_hour))
    after = last_hour + dt.timedelta(minutes=2)
    assert is_late(area.submitted(row("ACC01", "81", "100"), at=after))


def test_submitting_twice_gives_the_same_receipt(area):
    file = area.checked(GOOD)
    assert submit(file) == submit(file)
    assert DataReturn.objects.count() == 1


def test_the_same_file_again_is_recognised(area):
    first = area.submitted(GOOD)
    again = area.checked(GOOD)
    assert submit(again) == first
    again.refresh_from_db()
    assert again.state == "discarded"
    assert Figure.objects.count() == 1


def test_a_correction_replaces_and_the_history_stays(area):
    area.submitted(GOOD)
    area.submitted(row("ACC01", "70", "100"), at=AT + dt.timedelta(days=1))
    assert area.figure().numerator == 70
    assert Figure.objects.filter(replaced_at__isnull=False).get().numerator == 80
    assert DataReturn.objects.count() == 2


def test_going_back_to_an_earlier_file_is_a_new_return(area):
    area.submitted(GOOD)
    area.submitted(row("ACC01", "70", "100"))
    with pytest.raises(ReturnRefused, match="Row 2 needs a note"):
        area.submitted(GOOD)
    again = area.submitted(GOOD, explanations={2: "The second count was wrong."})
    assert again == DataReturn.objects.latest("pk")
    assert DataReturn.objects.count() == 3


def test_a_row_left_out_of_a_correction_keeps_its_figure(area):
    area.submitted(GOOD, row("QUA02", "3"))
    area.submitted(row("QUA02", "4"))
    assert area.figure("ACC01").numerator == 80


def test_nothing_is_half_stored_when_a_step_fails(area, monkeypatch):
    file = area.checked(GOOD)

    def fail(**_):
        raise IntegrityError("the receipt cannot be written")

    monkeypatch.setattr(returns, "settle_file", fail)
    with pytest.raises(IntegrityError):
        submit(file)
    file.refresh_from_db()
    assert file.state == "ready"
    assert not Figure.objects.exists() and not DataReturn.objects.exists()


def test_figures_of_last_period_and_the_list_size_are_held_against_the_return(area):
    data_return = area.submitted(GOOD)
    assert data_return.figures == 1
    due = due_return(area.collection, area.practice)
    assert due.list_size is None
    assert due.indicators["ACC01"].previous is None
    assert list(due.indicators) == sorted(due.indicators)


def test_who_has_sent_takes_eight_queries(area, django_assert_num_queries):
    area.submitted(GOOD, row("QUA02", "3"))
    practices = list(expected_practices(area.collection))
    with django_assert_num_queries(8):
        found = standings([area.collection], practices, AT.date())
    assert [(s.practice.code, s.state, s.held, s.due) for s in found] == [
        ("X00001", ReturnState.SUBMITTED, 2, 7),
        ("X00002", ReturnState.NOT_STARTED, 0, 7),
    ]


def test_a_practice_owes_what_its_commissioner_and_those_above_ask_for(area):
    assert collections_for(area.practice) == [area.collection]
    part = organisations.add_commissioner(
        code="X01A", name="Part", parent=area.commissioner, **BY_NOBODY
    )
    organisations.place_in_commissioner(
        practice=area.practice, commissioner=part, starts_on=dt.date(2026, 5, 1), **BY_NOBODY
    )
    assert collection_for(area.practice, "2026-27-Q1") == area.collection


def test_a_practice_owes_nothing_elsewhere_nor_when_closed(area):
    elsewhere = Area("X02", ("X00003", "X00004"))
    assert collections_for(elsewhere.practice) == [elsewhere.collection]
    closed = organisations.close_practice(
        practice=area.practice, closed_on=dt.date(2026, 6, 30), **BY_NOBODY
    )
    assert collections_for(closed) == []
