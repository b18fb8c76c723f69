"""The form into which a return is typed: kept as typed, told what to mend, checked, sent."""

import datetime as dt
import html
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import DataReturn, DraftReturn, Evidence, Figure, ReceivedFile
from indicators.selectors.drafts import asked_of
from indicators.selectors.returns import due_return
from indicators.services.figures import FigureRow, record_figures
from indicators.services.periods import add_period
from indicators.services.returns import check_file
from scorecard.accounts.models import User
from scorecard.accounts.roles import Role
from tests.returns.area import AT, BY_NOBODY, GOOD

URL = "/practice/X00001/returns/2026-27-Q1/type/"
QUESTIONS, FIGURES, FACTS = (f"{URL}?section={number}" for number in (1, 2, 3))


@pytest.fixture(autouse=True)
def during_the_collection(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def manager(area, client):
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    return client


@pytest.fixture
def numbers(area):
    asked = asked_of(area.collection, due_return(area.collection, area.practice))
    return {one.indicator.code: one.number for one in asked}


class Sheet:
    """A section of the form as a browser holds it."""

    def __init__(self, client, url, numbers):
        self.client, self.url, self.numbers = client, url, numbers
        self.page = client.get(url).content.decode()
        found = re.search(r'name="base" value="([^"]*)"', self.page)
        self.data = {"base": html.unescape(found[1]), **json.loads(html.unescape(found[1]))}

    def fill(self, **fields):
        for name, text in fields.items():
            code, field = name.split("_", 1)
            self.data[f"{self.numbers[code]}-{field}"] = text
        return self

    def send(self, then="stay"):
        sent = {name: text for name, text in self.data.items() if text != ""}
        return self.client.post(self.url, {**sent, "then": then}, follow=True)


@pytest.fixture
def sheet(manager, numbers):
    return lambda url=FIGURES: Sheet(manager, url, numbers)


def text(response) -> str:
    return html.unescape(response.content.decode())


def test_wrong_input_is_kept_and_shown_with_what_is_wrong(sheet):
    page = text(sheet().fill(ACC01_numerator="about 80", ACC01_denominator="100").send())
    assert 'value="about 80"' in page
    assert "Your draft is saved" in page and "1 of 7 filled in" in page
    assert "To mend before you send it:" in page and "Write digits only" in page


def test_a_draft_outlives_the_session(area, sheet, client, numbers):
    sheet().fill(ACC01_numerator="80").send()
    client.logout()
    assert client.get(FIGURES).status_code == 302
    client.force_login(User.objects.get(membership__role=Role.PRACTICE_MANAGER))
    assert 'value="80"' in client.get(FIGURES).content.decode()


def test_going_to_another_section_saves_this_one(sheet):
    answer = sheet().fill(ACC01_numerator="80").send(then="3")
    assert answer.redirect_chain == [(FACTS, 302)]
    assert DraftReturn.objects.get().values.get().numerator == "80"


def test_two_people_are_told_what_they_both_changed(sheet):
    first, second = sheet(), sheet()
    first.fill(ACC01_numerator="80").send()
    page = text(second.fill(ACC01_numerator="81", ACC01_denominator="100").send())
    assert "Somebody else changed this too" in page
    assert (
        "ACC01, Numerator: saved meanwhile <strong>80</strong>, you typed <strong>81</strong>"
        in page
    )
    assert 'value="81"' in page
    value = DraftReturn.objects.get().values.get()
    assert (value.numerator, value.denominator) == ("80", "100")


def test_what_cannot_be_saved_stays_in_the_form(sheet):
    page = text(sheet().fill(ACC01_note="943 476 5919", ACC01_numerator="80").send())
    assert "There is a problem" in page and "943 476 5919" in page and 'value="80"' in page
    assert not DraftReturn.objects.exists()


def test_a_question_is_answered_by_choosing(sheet, numbers):
    page = text(sheet(QUESTIONS).fill(QUA03_value="n/a").send())
    chosen = re.search(rf'name="{numbers["QUA03"]}-value"[^>]*value="n/a"[^>]*checked', page)
    assert chosen and "1 of 1 filled in" in page


def test_last_periods_figures_stand_beside_the_fields(area, manager):
    before = add_period(
        commissioner=area.commissioner,
        code="2025-26-Q4",
        name="January to March 2026",
        starts_on=dt.date(2026, 1, 1),
        ends_on=dt.date(2026, 3, 31),
        **BY_NOBODY,
    )
    indicator = area.collection.items.get(definition__indicator__code="ACC01").definition.indicator
    row = FigureRow(area.practice.pk, indicator.pk, before.pk, numerator=70, denominator=90)
    record_figures(rows=[row], file=None, **BY_NOBODY)
    page = text(manager.get(FIGURES))
    assert "those counted. Last time: 70" in page and "all of them. Last time: 90" in page
    assert "Your last figure: 70 of 90 (77.8%), January to March 2026." in page


def test_from_typing_to_a_receipt_and_the_draft_is_gone(area, sheet, manager):
    sheet(QUESTIONS).fill(QUA03_value="yes", QUA03_note="Tested in May").send()
    sheet().fill(ACC01_numerator="80", ACC01_denominator="100").send(then="check")
    file = ReceivedFile.objects.get()
    check_file(file_id=file.pk, by=None, at=AT)
    url = f"/practice/X00001/returns/2026-27-Q1/files/{file.pk}/"
    sent = {"rows": "all", "attested_name": "Ann Lee", "attested_role": "Manager"}
    receipt = text(manager.post(url, sent, follow=True))
    assert DataReturn.objects.get().reference in receipt and "80 of 100 (80.0%)" in receipt
    figure = Figure.objects.get(indicator__code="QUA03")
    assert (figure.file, figure.row) == (file, 7)
    assert not DraftReturn.objects.exists()
    assert 'value="80"' in text(manager.get(FIGURES))


def test_evidence_is_taken_unread_and_refused_in_words(sheet, numbers):
    good, empty = sheet(QUESTIONS), sheet()
    good.data[f"{numbers['QUA03']}-file"] = SimpleUploadedFile("plan.txt", b"Our plan")
    page = text(good.send())
    assert "plan.txt" in page and "Being checked" in page
    empty.data[f"{numbers['ACC01']}-file"] = SimpleUploadedFile("a.txt", b"")
    page = text(empty.fill(ACC01_numerator="80").send())
    assert "The file is empty" in page and 'value="80"' in page
    assert Evidence.objects.count() == 1
    taken = sheet(QUESTIONS)
    taken.data[f"{numbers['QUA03']}-without"] = "on"
    assert "plan.txt" not in text(taken.send())


def test_an_empty_form_is_not_checked(sheet):
    assert "Nothing has been typed yet" in text(sheet().send(then="check"))


def test_a_draft_is_thrown_away_on_request(area, sheet, manager):
    sheet().fill(ACC01_numerator="80").send()
    page = text(manager.get("/practice/X00001/returns/2026-27-Q1/"))
    assert "Go on with your draft" in page
    manager.post(f"{URL}discard")
    assert not DraftReturn.objects.exists()


def test_before_it_opens_and_after_the_lock_there_is_nothing_to_save(manager, time_machine):
    time_machine.move_to("2026-06-20T09:00:00Z")
    page = text(manager.get(FIGURES))
    assert "open on 1 July 2026" in page and "Save draft" not in page


def test_a_held_figure_is_where_a_correction_starts(area, manager):
    area.submitted(GOOD)
    assert 'value="80"' in text(manager.get(FIGURES))


def test_an_unknown_section_is_the_first_one(manager):
    for wanted in ("99", "x", "-1", ""):
        assert "Questions about your practice" in text(manager.get(f"{URL}?section={wanted}"))


def test_the_page_saves_while_somebody_types(sheet):
    first, second = sheet(), sheet()
    said = first.fill(ACC01_numerator="8").send(then="keep").json()
    assert said["says"].startswith("Draft saved at")
    first.data["base"] = said["base"]
    first.fill(ACC01_numerator="80").send(then="keep")
    assert DraftReturn.objects.get().values.get().numerator == "80"
    said = second.fill(ACC01_numerator="81", ACC01_denominator="100").send(then="keep").json()
    second.data["base"] = said["base"]
    assert "Somebody else changed this too" in text(second.send())
    value = DraftReturn.objects.get().values.get()
    assert (value.numerator, value.denominator) == ("80", "100")


def test_what_cannot_be_saved_while_typing_is_said_and_not_lost(sheet):
    said = sheet().fill(ACC01_note="943 476 5919").send(then="keep").json()
    assert said == {"says": "What you typed last is not saved yet. Choose “Save draft” to see why."}
