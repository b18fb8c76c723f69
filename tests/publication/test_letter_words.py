"""What a letter says is due, with whom it puts the practice side by side, and how it is drawn."""

import datetime as dt
import logging
import re

import pytest
from django.template.loader import render_to_string

from indicators.services.agreements import record_outside_value
from indicators.services.periods import open_collection
from indicators.services.verification import set_window, verify
from scorecard.accounts.roles import Role
from scorecard.publication.presenters.letter import letter_of, letter_pdf
from scorecard.publication.selectors.editions import last_step
from scorecard.ui.paper_styles import paper_styles
from scorecard.ui.pdf import one_page
from tests.areas import NOW, Area
from tests.editions import draft, publish

pytest.importorskip("weasyprint", reason="PDFs need Debian's pango", exc_type=OSError)
TODAY = NOW.date()


@pytest.fixture
def published(area):
    def with_england(value=None):
        for number, seen in ((1, 90), (2, 70), (3, 50)):
            area.record(number, "ACC01", numerator=seen, denominator=100)
        if value is not None:
            given = {"area": "england", "value": value, "source": "A table", "by": None, "at": NOW}
            definition = area.definition("ACC01")
            record_outside_value(indicator=definition.indicator, period=area.period(), **given)
        by = area.user(Role.ANALYST), area.user(Role.COMMISSIONING_LEAD)
        return publish(draft(area.band(), by[0]), *by)

    return with_england


def letter_to(edition, practice):
    return letter_of(edition, practice, last_step(edition), TODAY)


def page_of(letter):
    return " ".join(render_to_string("publication/parts/letter.html", {"letter": letter}).split())


def headings(letter):
    return re.findall(r"<th role=.columnheader. [^>]*>([^<]*)</th>", page_of(letter))


def opened(area, period, last):
    given = {"opens_on": TODAY, "deadline": last, "decide_by": last, "silence": "unverified"}
    return set_window(period=period, by=None, at=NOW, **given)


def test_figures_to_verify_are_due(area, published):
    edition, practice = published(), area.practices[0]
    opened(area, area.period(), TODAY + dt.timedelta(days=9))
    (said,) = letter_to(edition, practice).due
    assert said.startswith("Figures of April to June 2026 to verify or to query: by 24 July 2026.")
    verify_all(area, practice)
    assert letter_to(edition, practice).due == ()


def verify_all(area, practice):
    from indicators.selectors.verification import figures_held

    seen = [one.pk for one in figures_held(practice, area.period())]
    given = {"practice": practice, "period": area.period(), "seen": seen, "challenges": []}
    verify(name="Pat Smith", by=None, at=NOW, **given)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (9, "by 24 July 2026"),
        (0, "by 15 July 2026"),
        (-2, "it was due by 13 July 2026 and is late"),
    ],
)
def test_a_return_is_due_or_late(area, published, left, said):
    edition = published()
    open_collection(
        period=area.period("2026-27-Q2"),
        definitions=[area.definition("ACC01")],
        opens_on=TODAY - dt.timedelta(days=9),
        deadline=TODAY + dt.timedelta(days=left),
        by=None,
        at=NOW,
    )
    due = letter_to(edition, area.practices[0]).due
    assert due == (f"Return for July to September 2026: {said}.",)


def test_nothing_is_due_before_it_opens_or_after_it_has_ended(area, published):
    edition = published()
    opened(area, area.period(), TODAY)
    after = letter_of(edition, area.practices[0], last_step(edition), TODAY + dt.timedelta(days=1))
    before = letter_of(edition, area.practices[0], last_step(edition), TODAY - dt.timedelta(days=1))
    assert after.due == before.due == ()


def test_what_another_commissioner_asks_is_not_due_here(area, published):
    edition = published()
    other = Area(code="Z02")
    opened(other, other.period(), TODAY + dt.timedelta(days=9))
    assert letter_to(edition, area.practices[0]).due == ()


def test_england_has_no_column_where_nothing_is_held_of_it(area, published):
    letter = letter_to(published(), area.practices[0])
    assert "England" not in headings(letter)
    assert "do not stand beside" in letter.nobody and "England" in letter.nobody
    assert letter.nobody in page_of(letter)


def test_england_has_a_column_where_its_value_is_held(area, published):
    letter = letter_to(published(value=77.5), area.practices[0])
    assert "England" in headings(letter) and "England" not in letter.nobody
    cell = page_of(letter).partition('data-who="England">')[2].partition("</td>")[0]
    assert "77.5" in cell


def test_numbers_are_aligned_to_the_right(area, published):
    page = page_of(letter_to(published(value=77.5), area.practices[0]))
    cells = re.findall(r"<td role=.cell.([^>]*)>", page)
    assert all("letter__number" in one for one in cells if "data-who" in one)
    rule = paper_styles("letter").partition(".letter .letter__number {")[2].partition("}")[0]
    assert "text-align: right" in rule


@pytest.fixture
def logged():
    found = []
    handler = logging.Handler()
    handler.emit = lambda record: found.append(record.getMessage())
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    yield found
    logger.removeHandler(handler)


def test_a_pdf_of_a_letter_leaves_nothing_in_the_log(area, published, logged):
    edition = published()
    logged.clear()
    letter_pdf(letter_to(edition, area.practices[0]))
    assert [one for one in logged if not one.startswith("Step ")] == []


@pytest.mark.parametrize("name", ["letter", "side"])
def test_styles_of_paper_are_understood_whole(name, logged):
    page = f"<html lang=en><head><title>T</title><style>{paper_styles(name)}</style></head>"
    one_page([f"{page}<body><p>Words</p></body></html>"])
    assert [one for one in logged if not one.startswith("Step ")] == []


def test_the_steps_of_a_pdf_are_not_logged_on_a_server():
    assert logging.getLogger("weasyprint.progress").level == logging.WARNING
