"""The pages of returns and queries, role by role."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import DataReturn, Figure, Query, ReceivedFile
from indicators.returns.check import check_return
from indicators.selectors.returns import due_return
from indicators.services import returns
from scorecard.accounts.roles import Role
from scorecard.jobs.models import Job
from tests.returns.area import AT, GOOD, Area
from tests.returns.files import HEADINGS, csv_file, row

PERIOD = "2026-27-Q1"


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def as_role(area, client):
    def sign_in(role: Role, organisation=None):
        client.force_login(area.person(role, organisation))
        return client

    return sign_in


@pytest.fixture
def manager(as_role):
    return as_role(Role.PRACTICE_MANAGER)


def address(name, *rest, code="X00001"):
    return reverse(name, args=[code, *rest])


def upload(client, content=None, name="june.csv"):
    content = csv_file([GOOD]) if content is None else content
    sent = SimpleUploadedFile(name, content)
    return client.post(address("return", PERIOD), {"file": sent})


def text(response):
    return " ".join(response.content.decode().split())


def status(client, url) -> int:
    response = client.get(url)
    response.getvalue()  # reads a download to its end, which closes its file
    return response.status_code


def download(client, kind):
    response = client.get(address("return-template", PERIOD, kind))
    return response, response.getvalue()


@pytest.fixture
def addresses(area):
    area.submitted(GOOD)
    file = area.checked(row("ACC01", "79", "100"))
    sent = DataReturn.objects.get()
    return {
        "practice": address("practice"),
        "return": address("return", PERIOD),
        "csv": address("return-template", PERIOD, "csv"),
        "xlsx": address("return-template", PERIOD, "xlsx"),
        "file": address("return-file", PERIOD, file.pk),
        "receipt": address("return-receipt", sent.reference),
        "query": address("query-new") + f"?figure={area.figure().pk}",
    }


READS = {"practice", "receipt"}


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.PRACTICE_MANAGER, {*READS, "return", "csv", "xlsx", "file", "query"}),
        (Role.PRACTICE_READER, READS),
    ],
)
def test_who_may_open_a_practices_pages(as_role, addresses, role, may):
    client = as_role(role)
    found = {name for name, url in addresses.items() if status(client, url) == 200}
    refused = {name for name, url in addresses.items() if status(client, url) == 403}
    assert (found, refused) == (may, addresses.keys() - may)


def test_for_others_a_practices_pages_do_not_exist(area, as_role, addresses):
    for role, organisation in (
        (Role.PRACTICE_MANAGER, area.neighbour),
        (Role.ANALYST, area.commissioner),
    ):
        client = as_role(role, organisation)
        assert {client.get(url).status_code for url in addresses.values()} == {404}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ANALYST, 200),
        (Role.COMMISSIONING_LEAD, 200),
        (Role.CLINICAL_LEAD, 403),
        (Role.BOARD_READER, 403),
        (Role.ADMINISTRATOR, 403),
        (Role.LMC_REPRESENTATIVE, 403),
        (Role.PRACTICE_MANAGER, 404),
    ],
)
def test_who_may_open_a_commissioners_pages(area, as_role, role, status):
    area.submitted(GOOD)
    query = raised(area)
    client = as_role(role)
    for url in (
        address("queries", code="X01"),
        address("query", query.pk, code="X01"),
        address("period-returns", PERIOD, code="X01"),
    ):
        assert client.get(url).status_code == status


def raised(area, by=None) -> Query:
    from indicators.services.queries import raise_query

    return raise_query(
        figure=area.figure(), reason="Counted twice", proposed="70 of 100", by=by, at=AT
    )


NUMERIC = ' role="cell" class="nhsuk-table__cell nhsuk-table__cell--numeric">'


def cell_with(page: str, words: str) -> str:
    (found,) = [cell for cell in page.split("<td") if words in cell]
    return found


def test_two_returns_that_are_due_have_links_of_different_names(area, manager):
    page = text(manager.get(address("practice")))
    assert 'Start this return<span class="nhsuk-u-visually-hidden"> April to June 2026<' in page


def test_a_return_that_lacks_figures_is_called_incomplete(area, manager, as_role):
    area.submitted(GOOD)
    page = text(manager.get(address("practice")))
    assert "Submitted, incomplete" in page and "1 of 7 figures held" in page
    page = text(as_role(Role.ANALYST).get(address("period-returns", PERIOD, code="X01")))
    assert "Submitted, incomplete" in page and "Sent, incomplete <strong>1<" in page


def test_what_is_due_names_the_next_step(area, manager):
    page = text(manager.get(address("practice")))
    assert "April to June 2026" in page
    assert "31 July 2026" in page and "21 days left" in page
    assert "Start this return" in page
    assert "0 of 7 figures held" in page


def test_nothing_due_is_said_in_words(area, as_role):
    elsewhere = Area("X02", ("X00003", "X00004"))
    elsewhere.collection.delete()
    client = as_role(Role.PRACTICE_MANAGER, elsewhere.practice)
    assert "Nothing is due from your practice" in text(
        client.get(address("practice", code="X00003"))
    )


def test_an_unknown_period_is_not_found(manager):
    assert manager.get(address("return", "1999-00-Q1")).status_code == 404


def test_before_the_opening_day_the_page_says_when_it_opens(manager):
    with time_machine.travel(AT - dt.timedelta(days=20)):
        page = text(manager.get(address("return", PERIOD)))
        answer = upload(manager)
    assert "opens on 1 July 2026" in page
    assert "open on 1 July 2026" in text(answer)
    assert not ReceivedFile.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_comes_back_as_a_return_without_figures(area, manager, kind):
    response, content = download(manager, kind)
    report = check_return(content, f"r.{kind}", due_return(area.collection, area.practice))
    assert report.rows == 7
    assert (report.problems, report.warnings, report.figures) == ((), (), ())
    assert f"return-x00001-2026-27-q1.{kind}" in response["Content-Disposition"]


def test_the_workbook_explains_itself(manager):
    _, content = download(manager, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Return", "Guidance"]
    headings = [cell.value for cell in book["Return"][1]]
    assert headings == [*HEADINGS[:4], "What to write", "Last figure", *HEADINGS[4:]]
    guidance = " ".join(str(c) for line in book["Guidance"].values for c in line if c)
    assert "never as zero" in guidance and "those counted" in guidance


def test_an_upload_goes_to_the_page_of_its_job(area, manager):
    response = upload(manager)
    job = Job.objects.get()
    assert response.headers["Location"] == job.get_absolute_url()
    assert (job.kind, job.arguments) == ("check_file", {"file": ReceivedFile.objects.get().pk})


def test_no_file_is_said_beside_the_field(manager):
    assert "Choose a file" in text(manager.post(address("return", PERIOD), {}))


def test_a_file_over_the_limit_is_a_413_page(manager, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    response = upload(manager, b"x" * 1001)
    assert response.status_code == 413
    assert "too large" in text(response)
    assert not ReceivedFile.objects.exists()


def test_a_request_far_over_the_limit_is_answered_before_any_page_reads_it(manager, settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    sent = {"file": SimpleUploadedFile("june.csv", b"x" * 100_000)}
    response = manager.post(address("practice"), sent)  # a page that takes no form at all
    assert response.status_code == 413
    assert "too large" in text(response)


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
        (b"%PDF", "is a PDF"),
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


def test_the_same_file_leads_to_its_receipt(area, manager):
    sent = area.submitted(GOOD)
    again = area.checked(GOOD)
    page = text(manager.get(address("return-file", PERIOD, again.pk)))
    assert "You have sent this file already" in page and sent.reference in page


def test_what_people_wrote_is_shown_and_never_run(area, manager):
    file = area.checked(row("FAC01", text="<script>alert(1)</script>", note="<b>"), name="<i>.csv")
    page = text(manager.get(address("return-file", PERIOD, file.pk)))
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page and "<i>.csv" not in page


def test_another_practices_files_and_receipts_are_not_found(area, as_role):
    file = area.checked(GOOD)
    sent = area.submitted(row("ACC01", "79", "100"))
    client = as_role(Role.PRACTICE_MANAGER, area.neighbour)
    for url in (
        address("return-file", PERIOD, file.pk, code="X00002"),
        address("return-receipt", sent.reference, code="X00002"),
        address("query-new", code="X00002") + f"?figure={area.figure().pk}",
    ):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("figure", ["", "0", "x", "²", "99999999999999999999"])
def test_a_query_about_nothing_is_not_found(manager, figure):
    assert manager.get(address("query-new") + f"?figure={figure}").status_code == 404


def test_from_a_query_to_a_correction(area, as_role):
    area.submitted(GOOD)
    url = address("query-new") + f"?figure={area.figure().pk}"
    manager = as_role(Role.PRACTICE_MANAGER)
    assert "Enter why" in text(manager.post(url, {"reason": ""}))
    page = text(manager.post(url, {"reason": "Counted twice", "proposed": "70"}, follow=True))
    assert "Your query has been sent" in page and "Counted twice" in page
    assert "queried already" in text(manager.post(url, {"reason": "Again"}))

    analyst = as_role(Role.ANALYST)
    query = Query.objects.get()
    assert "Counted twice" in text(analyst.get(address("queries", code="X01")))
    url = address("query", query.pk, code="X01")
    wrong = {"decision": "uphold", "reason": "Yes", "numerator": "170", "denominator": "100"}
    assert "larger than the denominator" in text(analyst.post(url, wrong))
    assert "Choose whether you uphold" in text(analyst.post(url, {}))
    right = {**wrong, "numerator": "70"}
    page = text(analyst.post(url, right, follow=True))
    assert "Upheld" in page and "70 of 100 (70.0%)" in page
    assert area.figure().numerator == 70
    assert "decided already" in text(analyst.post(url, right))


def test_a_query_is_declined_with_a_reason(area, as_role):
    area.submitted(GOOD)
    query = raised(area)
    analyst = as_role(Role.ANALYST)
    url = address("query", query.pk, code="X01")
    assert "Give the reason" in text(analyst.post(url, {"decision": "decline"}))
    analyst.post(url, {"decision": "decline", "reason": "The register agrees"})
    manager = as_role(Role.PRACTICE_READER)
    assert "Declined: The register agrees" in text(manager.get(address("practice")))


@pytest.mark.parametrize(
    ("role", "heading", "proposal", "own"),
    [
        (Role.PRACTICE_MANAGER, "What the practice says", "The practice proposes", "Your reason"),
        (Role.ANALYST, "What is questioned", "Proposed:", "What is questioned,"),
        (None, "What is questioned", "Proposed:", "What is questioned,"),
    ],
)
def test_a_query_says_who_raised_it(area, as_role, role, heading, proposal, own):
    area.submitted(GOOD)
    query = raised(area, by=area.person(role) if role else None)
    page = text(as_role(Role.COMMISSIONING_LEAD).get(address("query", query.pk, code="X01")))
    assert heading in page
    said = f"{proposal} <strong>70 of 100</strong> in place of 80 of 100 (80.0%)."
    assert said in page
    assert own in text(as_role(Role.PRACTICE_READER).get(address("practice")))


def test_a_query_of_another_area_is_not_found(area, as_role):
    area.submitted(GOOD)
    query = raised(area)
    elsewhere = Area("X02", ("X00003", "X00004"))
    client = as_role(Role.ANALYST, elsewhere.commissioner)
    assert client.get(address("query", query.pk, code="X02")).status_code == 404


def test_who_has_sent_for_the_commissioner(area, as_role):
    area.submitted(GOOD)
    page = text(as_role(Role.ANALYST).get(address("period-returns", PERIOD, code="X01")))
    assert "Surgery X00001</a> (X00001)" in page and "1 of 7" in page
    assert "Submitted" in page and "Not started" in page


def test_a_period_without_a_return_is_not_found(as_role):
    client = as_role(Role.ANALYST)
    assert client.get(address("period-returns", "2020-21", code="X01")).status_code == 404
