"""The check page: the next step is always there."""

import pytest

from indicators.models import DataReturn, Figure, ReceivedFile
from indicators.selectors.returns import due_return
from indicators.services import returns
from tests.returns.area import AT, GOOD
from tests.returns.files import csv_file, row
from tests.returns.pages import (
    PERIOD,
    address,
    cell_with,
    download,
    text,
    upload,
)

pytestmark = pytest.mark.usefixtures("on_the_day")


NUMERIC = ' role="cell" class="nhsuk-table__cell nhsuk-table__cell--numeric">'


def test_from_three_errors_to_a_receipt(area, manager):
    three = csv_file([GOOD, row("CAP01", "x", "1"), row("QUA02", "<5"), row("ZZZ99", "1", "2")])
    upload(manager, three)
    file = ReceivedFile.objects.get()
    url = address("return-file", PERIOD, file.pk)
    assert "is being checked" in text(manager.get(url))
    returns.check_file(file_id=file.pk, by=None, at=AT)
    page = text(manager.get(url))
    assert "3 problems to mend" in page
    assert "&lt;5" in page and "is not an exact number" in page
    assert "Submit the 1 good figure" in page and "Check the file" in page
    mended = area.checked(GOOD, row("CAP01", "300", "1000"), row("QUA02", "4"))
    url = address("return-file", PERIOD, mended.pk)
    assert "ready to submit" in text(manager.get(url))
    receipt = manager.post(url, {"rows": "all"}, follow=True)
    sent = DataReturn.objects.get()
    assert receipt.redirect_chain == [(address("return-receipt", sent.reference), 302)]
    page = text(receipt)
    assert sent.reference in page and mended.sha256 in page and "80 of 100 (80.0%)" in page
    assert Figure.objects.count() == 3


def test_hundreds_of_problems_leave_the_page_light(area, manager):
    file = area.checked(GOOD, *[row("ZZZ99", "1", "2")] * 300)
    page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert "300 problems to mend" in page and "The first 200 of 300 are shown" in page
    assert page.count("No indicator with this code") == 200


def test_the_good_rows_may_go_first(area, manager):
    file = area.checked(GOOD, row("CAP01", "x", "1"))
    manager.post(address("return-file", PERIOD, file.pk), {"rows": "good"})
    assert DataReturn.objects.get().figures == 1


def test_a_refusal_is_said_on_the_page_and_is_no_dead_end(area, manager):
    file = area.checked(GOOD, row("CAP01", "1", "2", practice="X00002"))
    page = text(manager.post(address("return-file", PERIOD, file.pk), {"rows": "good"}))
    assert "Not submitted" in page and "name another practice" in page
    assert "Check the file" in page
    assert not Figure.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF", "Download the template"),
        (b"NHS Number\r\n9434765919\r\n", "A column is headed"),
        (csv_file([row("ACC01")]), "This file holds no figures yet"),
        (csv_file([row("ACC01", "x", "1")]), "1 problem to mend"),
    ],
)
def test_whatever_was_uploaded_another_upload_is_offered(area, manager, content, says):
    file = area.checked(content=content)
    page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert says in page and "Check the file" in page
    assert "9434765919" not in page


def test_the_untouched_template_is_told_what_to_do_and_nothing_to_mend(area, manager):
    _, content = download(manager, "csv")
    file = area.checked(content=content)
    page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert "This file holds no figures yet" in page and "7 rows read" in page
    assert "Fill in the columns Numerator and Denominator" in page
    assert address("return-template", PERIOD, "xlsx") in page
    assert "mend" not in page and "problem" not in page


def test_numbers_stand_to_the_right_and_texts_do_not(area, manager):
    file = area.checked(GOOD, row("FAC01", text="Welsh"), row("CAP01", "x", "1"))
    page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert page.count('class="nhsuk-table__header--numeric">Row<') == 2
    assert cell_with(page, "80 of 100 (80.0%)").startswith(NUMERIC)
    assert not cell_with(page, "Welsh").startswith(NUMERIC)


def test_what_people_wrote_is_shown_and_never_run(area, manager):
    file = area.checked(row("FAC01", text="<script>alert(1)</script>", note="<b>"), name="<i>.csv")
    page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page and "<i>.csv" not in page


def test_every_problem_names_its_indicator_on_the_page_and_in_the_list(area, manager):
    file = area.checked(GOOD, row("CAP01", "x", "1"))
    name = due_return(area.collection, area.practice).indicators["CAP01"].name
    page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert f"CAP01 {name}" in page
    listed = manager.get(address("return-file-problems", PERIOD, file.pk)).getvalue().decode()
    assert f'Problem,3,CAP01,"{name}",Numerator,x,' in listed


def test_the_return_of_another_period_is_one_sentence(area, manager):
    rows = [row(code, "1", "2", period="2026-27-Q2") for code in ("ACC01", "CAP01")]
    page = text(manager.get(address("return-file", PERIOD, area.checked(*rows).pk)))
    assert "This file is for another period" in page and "upload it on its own page" in page
    assert "Write 2026-27-Q1" not in page and "Check the file" in page
