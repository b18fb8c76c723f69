"""What was sent before: the same file, the same figures, and an older figure over a newer one."""

import datetime as dt

import pytest

from indicators.models import DataReturn, Figure
from indicators.presenters.receipts import receipt
from indicators.services.queries import raise_query, uphold
from indicators.services.returns import ReturnRefused, submit_return
from scorecard.accounts.roles import Role
from tests.returns.area import AT, GOOD
from tests.returns.files import row, xlsx_file
from tests.returns.pages import PERIOD, address, text

pytestmark = pytest.mark.usefixtures("on_the_day")

NEXT = AT + dt.timedelta(days=1)
NEWER = row("ACC01", "70", "100")


def page_of(client, file) -> str:
    return text(client.get(address("return-file", PERIOD, file.pk)))


def test_the_same_file_leads_to_its_receipt(area, manager):
    sent = area.submitted(GOOD)
    page = page_of(manager, area.checked(GOOD))
    assert "You have sent this file already" in page and sent.reference in page
    assert "Submit the return" not in page


def test_so_do_the_same_figures_in_another_file(area, manager):
    sent = area.submitted(GOOD)
    again = area.checked(content=xlsx_file([row("ACC01", 80, 100)]), name="june.xlsx")
    page = page_of(manager, again)
    assert "You have sent these figures already" in page and sent.reference in page
    assert submit_return(file=again, by=None, at=AT) == sent
    assert DataReturn.objects.count() == Figure.objects.count() == 1


def test_and_figures_that_came_by_two_returns_lead_to_the_newer(area, manager):
    area.submitted(GOOD)
    newer = area.submitted(row("QUA02", "3"), at=NEXT)
    page = page_of(manager, area.checked(GOOD, row("QUA02", "3")))
    assert "these figures already" in page and newer.reference in page


def test_a_new_note_is_something_new(area):
    sent = area.submitted(GOOD)
    noted = area.submitted(row("ACC01", "80", "100", note="Counted again"), at=NEXT)
    assert noted != sent
    assert [remark.text for remark in area.figure().remarks.all()] == ["Counted again"]


def test_an_older_file_is_recognised_and_puts_nothing_back_without_a_note(area, manager):
    older = area.submitted(GOOD)
    newer = area.submitted(NEWER, at=NEXT)
    again = area.checked(GOOD, at=NEXT)
    page = page_of(manager, again)
    assert "You have sent this very file before" in page and older.reference in page
    assert "This puts back what you sent on 10 July 2026" in page
    assert f"corrected to 70 of 100 on 11 July 2026 (receipt {newer.reference})" in page
    with pytest.raises(ReturnRefused, match="Row 2 needs a note"):
        submit_return(file=again, by=None, at=NEXT)
    assert area.figure().numerator == 70
    submit_return(file=again, explanations={2: "70 was a slip."}, by=None, at=NEXT)
    assert area.figure().numerator == 80


def test_so_is_an_older_figure_in_a_new_file(area):
    area.submitted(GOOD)
    area.submitted(NEWER, at=NEXT)
    file = area.checked(GOOD, row("QUA02", "3"), at=NEXT)
    with pytest.raises(ReturnRefused, match="Row 2 needs a note"):
        submit_return(file=file, by=None, at=NEXT)


def test_against_a_correction_after_a_query_a_figure_needs_a_note_and_is_held_beside(area, manager):
    area.submitted(GOOD)
    query = raise_query(figure=area.figure(), reason="Counted twice", by=None, at=AT)
    analyst = area.person(Role.ANALYST)
    uphold(query=query, reason="Yes", numerator=70, denominator=100, by=analyst, at=AT)
    file = area.checked(row("ACC01", "75", "100"), at=NEXT)
    page = page_of(manager, file)
    assert "After a query this figure was corrected to 70 of 100 on 10 July 2026" in page
    with pytest.raises(ReturnRefused, match="needs a note"):
        submit_return(file=file, by=None, at=NEXT)
    sent = submit_return(file=file, explanations={2: "We count 75."}, by=None, at=NEXT)
    assert area.figure().numerator == 70
    (beside,) = receipt(sent, AT.date()).beside
    assert (beside.figure, beside.counts) == ("75 of 100 (75.0%)", "70 of 100")
    shown = text(manager.get(address("return-receipt", sent.reference)))
    assert "Held, but not counted" in shown and "corrected after a query" in shown


def test_the_history_names_every_figure_its_day_and_its_receipt(area, manager):
    older = area.submitted(GOOD)
    newer = area.submitted(row("ACC01", "70", "100", note="A slip"), at=NEXT)
    page = text(manager.get(address("return-history", PERIOD)))
    first, second = page.index("70 of 100"), page.index("80 of 100")
    assert first < page.index(newer.reference) < second < page.index(older.reference)
    assert "Counts now" in page[first:second] and "A slip" in page[first:second]
    assert "Replaced on 11 July 2026" in page[second:]


def test_a_file_sent_in_part_says_so_and_nothing_about_corrections(area, manager):
    file = area.checked(GOOD, row("CAP01", "x", "1"))
    submit_return(file=file, only_good=True, by=None, at=AT)
    page = page_of(manager, area.checked(GOOD, row("CAP01", "x", "1"), at=NEXT))
    assert "1 of its 2 rows is held" in page and "corrected since" not in page


def test_a_file_checked_twice_leads_to_the_first_check(area, manager):
    first = area.checked(GOOD)
    assert "checked this very file" not in page_of(manager, first)
    page = page_of(manager, area.checked(GOOD, at=NEXT))
    assert "You checked this very file on 10 July 2026" in page
    assert address("return-file", PERIOD, first.pk) in page
