"""Warnings that need a note, and a number that may be a patient's: asked, answered, recorded."""

import pytest

from indicators.models import DataReturn, Figure, FigureRemark
from indicators.returns.answers import answers_to
from indicators.returns.check import check_return
from indicators.returns.due import Previous
from indicators.services.returns import ReturnRefused, submit_return
from scorecard.audit.models import AuditEvent
from tests.returns.area import AT, GOOD
from tests.returns.files import csv_file, due, row
from tests.returns.pages import PERIOD, address, text

pytestmark = pytest.mark.usefixtures("on_the_day")

# Numerator and denominator make 80, the value says 85: one of them is wrong, or it is explained.
ODD = row("ACC01", "80", "100", "85")
FINE = row("QUA02", "3")


def send(file, **options):
    return submit_return(file=file, by=None, at=AT, **options)


def stored():
    return Figure.objects.count(), DataReturn.objects.count(), FigureRemark.objects.count()


@pytest.mark.parametrize("note", ["", " ", ".", "-"])
def test_without_a_note_nothing_is_sent(area, note):
    file = area.checked(ODD, FINE)
    with pytest.raises(ReturnRefused, match="Row 2 needs a note: say why its figure is right"):
        send(file, explanations={2: note})
    assert stored() == (0, 0, 0)


def test_a_note_on_the_page_answers_and_stays_beside_the_figure(area, manager):
    sent = send(area.checked(ODD, FINE), explanations={2: " Rounded by the system. "})
    (remark,) = area.figure().remarks.all()
    assert remark.text == "Rounded by the system."
    page = text(manager.get(address("return-receipt", sent.reference)))
    assert "Rounded by the system." in page


def test_a_note_in_the_file_answers_too(area):
    send(area.checked(row("ACC01", "80", "100", "85", note="Rounded"), FINE))
    assert [remark.text for remark in area.figure().remarks.all()] == ["Rounded"]


def test_rows_without_a_note_may_wait_while_the_others_go(area, manager):
    sent = send(area.checked(ODD, FINE), leave_unexplained=True)
    assert sent.figures == Figure.objects.count() == 1
    page = text(manager.get(address("return-receipt", sent.reference)))
    assert "Rows left out for want of a note" in page and "1 (row 2)" in page
    assert "80 of 100" not in page


def test_an_nhs_number_is_no_explanation(area):
    with pytest.raises(ReturnRefused, match="could be an NHS number"):
        send(area.checked(ODD), explanations={2: "See patient 943 476 5919"})
    assert stored() == (0, 0, 0)


def test_typed_notes_stay_in_their_fields_when_one_is_missing(area, manager):
    file = area.checked(ODD, row("VAL01", value="5"), row("CAP01", "5", "100", "900"))
    url = address("return-file", PERIOD, file.pk)
    assert "2 figures need a note" in text(manager.get(url))
    page = text(manager.post(url, {"rows": "all", "note-2": "Rounded by the system"}))
    assert "Not submitted. Row 4 needs a note" in page
    assert "Row 4: say why its figure is right." in page
    assert "Rounded by the system</textarea>" in page
    assert "1 figure needs no note" in page
    assert stored() == (0, 0, 0)
    answers = {"rows": "all", "note-2": "Rounded", "note-4": "Rounded too"}
    assert "Return submitted" in text(manager.post(url, answers, follow=True))


def test_the_button_that_leaves_them_out(area, manager):
    url = address("return-file", PERIOD, area.checked(ODD, FINE).pk)
    page = text(manager.post(url, {"rows": "noted"}, follow=True))
    assert "Return submitted" in page and stored() == (1, 1, 0)


ASKED = row("ACC01", "80", "100", note="Call 943 476 5919")


def test_one_possible_nhs_number_waits_for_a_word(area, manager):
    url = address("return-file", PERIOD, area.checked(ASKED).pk)
    page = text(manager.get(url))
    assert "Is there an NHS number in row 2?" in page and "943" not in page
    page = text(manager.post(url, {"rows": "all"}))
    assert "Confirm that it is none" in page and stored() == (0, 0, 0)
    page = text(manager.post(url, {"rows": "all", "no_patients": "on"}, follow=True))
    assert "Return submitted" in page
    assert AuditEvent.objects.filter(action="submit return").exists()
    assert DataReturn.objects.get().file.report["answers"]["no_patients"] is True


def test_and_goes_at_once_when_it_is_one(area, manager):
    file = area.checked(ASKED)
    url = address("return-file", PERIOD, file.pk)
    page = text(manager.post(url, {"rows": "remove"}, follow=True))
    assert "You said that the file holds an NHS number" in page and "943" not in page
    file.refresh_from_db()
    assert file.content is None and "943" not in str(file.report)


@pytest.mark.parametrize(
    ("given", "before", "rows"),
    [
        pytest.param(row("ACC01", "1", "100"), Previous("Q4", 90, 100), (2,), id="ten times"),
        pytest.param(row("ACC01", "0", "100"), Previous("Q4", 90, 100), (2,), id="none after many"),
        pytest.param(row("ACC01", "0", "100"), Previous("Q4", 3, 100), (), id="none after few"),
        pytest.param(row("ACC01", "80", "100"), Previous("Q4", 400, 500), (2,), id="denominator"),
        pytest.param(row("ACC01", "0", "0"), Previous("Q4", 80, 100), (2,), id="nobody after 100"),
        pytest.param(row("ACC01", "5", "7"), Previous("Q4", 2, 3), (), id="a handful more"),
        pytest.param(row("ACC01", "0", "0"), None, (), id="nobody to count"),
    ],
)
def test_what_needs_a_note(given, before, rows):
    report = check_return(csv_file([given]), "r.csv", due(previous=before))
    assert answers_to(report, {}).unexplained == rows


def test_good_figures_without_warnings_need_nothing(area):
    assert send(area.checked(GOOD, FINE)).figures == 2


def test_enter_in_a_field_never_removes_the_file(area, manager):
    """The button stands in a form of its own: Enter presses the first button of a form."""
    page = text(manager.get(address("return-file", PERIOD, area.checked(ASKED).pk)))
    assert 'form="remove-file">It is an NHS number' in page
    assert '<form method="post" id="remove-file">' in page
