"""What is due, as the practice and the commissioner see it; the template to fill in."""

import io

import openpyxl
import pytest

from indicators.returns.check import check_return
from indicators.selectors.returns import due_return
from scorecard.accounts.roles import Role
from tests.returns.area import GOOD, OTHERS, Area
from tests.returns.files import HEADINGS
from tests.returns.pages import (
    PERIOD,
    address,
    download,
    text,
)

pytestmark = pytest.mark.usefixtures("on_the_day")


def test_two_returns_that_are_due_have_links_of_different_names(area, manager):
    page = text(manager.get(address("practice")))
    assert 'Start this return<span class="nhsuk-u-visually-hidden"> April to June 2026<' in page


def test_a_return_that_lacks_figures_is_called_incomplete(area, manager, as_role):
    area.submitted(GOOD)
    page = text(manager.get(address("practice")))
    assert "Submitted, incomplete" in page and "1 of 7 figures held" in page
    assert "Nothing is due" not in page and "Last day: 31 July 2026 (21 days left)" in page
    assert "Send the other 6 figures" in page and "<li>QUA02 Complaints</li>" in page
    assert "<li>ACC01" not in page
    page = text(as_role(Role.ANALYST).get(address("period-returns", PERIOD, code="X01")))
    assert "Submitted, incomplete" in page and "Sent, incomplete <strong>1<" in page


def test_the_receipt_of_a_part_names_the_rest(area, manager):
    sent = area.submitted(GOOD)
    page = text(manager.get(address("return-receipt", sent.reference)))
    assert "1 of 7 figures are there." in page and "Last day: 31 July 2026." in page
    assert "<li>QUA02 Complaints</li>" in page and "Send the other 6 figures" in page


def test_a_complete_return_is_no_longer_due(area, manager):
    area.submitted(GOOD, *OTHERS, attested_name="A. Elm", attested_role="Manager")
    page = text(manager.get(address("practice")))
    assert "Nothing is due" in page and "7 of 7" in page and "Send the other" not in page


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


def test_who_has_sent_for_the_commissioner(area, as_role):
    area.submitted(GOOD)
    page = text(as_role(Role.ANALYST).get(address("period-returns", PERIOD, code="X01")))
    assert "Surgery X00001</a> (X00001)" in page and "1 of 7" in page
    assert "Submitted" in page and "Not started" in page


def test_a_period_without_a_return_is_not_found(as_role):
    client = as_role(Role.ANALYST)
    assert client.get(address("period-returns", "2020-21", code="X01")).status_code == 404
