"""Typing a return: drafts that lose nothing, two people at once, and the file that is made."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError

from indicators.models import DraftReturn, ReceivedFile
from indicators.returns.typed import sections_of
from indicators.selectors.drafts import asked_of, draft_of, rows_of
from indicators.selectors.returns import due_return
from indicators.services import drafts, returns
from indicators.services.drafts import check_typed, discard_draft, name_of, save_typed
from indicators.services.evidence import receive_evidence
from indicators.services.returns import ReturnRefused, check_file
from indicators.services.sent_drafts import clear_sent
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.returns.area import AT, GOOD
from tests.returns.files import row


class Typist:
    """Somebody at the form of the area's practice; fields are named "ACC01-numerator"."""

    def __init__(self, area, user):
        self.area, self.user = area, user
        asked = asked_of(area.collection, due_return(area.collection, area.practice))
        self.numbers = {one.indicator.code: one.number for one in asked}
        self.shown = {}

    def looks(self) -> "Typist":
        self.shown = {
            self._name(f"{code}-{f}"): t for code, r in self.rows().items() for f, t in r.items()
        }
        return self

    def types(self, evidence=None, **fields):
        typed = {self._name(name): text for name, text in fields.items()}
        files = {self.numbers[code]: file for code, file in (evidence or {}).items()}
        return save_typed(
            collection=self.area.collection,
            practice=self.area.practice,
            shown={name: self.shown.get(name, "") for name in typed},
            typed=typed,
            evidence=files,
            by=self.user,
            at=AT,
        )

    def rows(self):
        draft = draft_of(self.area.collection, self.area.practice)
        codes = {number: code for code, number in self.numbers.items()}
        return {codes[n]: r.typed for n, r in rows_of(draft).items()} if draft else {}

    def _name(self, name: str) -> str:
        code, field = name.replace("_", "-", 1).split("-")
        return name_of(self.numbers[code], field)


@pytest.fixture
def one(area) -> Typist:
    return Typist(area, area.person(Role.PRACTICE_MANAGER))


@pytest.fixture
def other(area, one) -> Typist:
    return Typist(area, area.person(Role.ANALYST))


def where(area):
    return {"collection": area.collection, "practice": area.practice}


def test_what_is_typed_stays_as_it_is_typed(one):
    one.types(ACC01_numerator="about 80", ACC01_note="Counted by hand", QUA03_value="n/a")
    assert one.rows() == {
        "ACC01": {"numerator": "about 80", "note": "Counted by hand"},
        "QUA03": {"value": "n/a"},
    }
    one.shown = {}
    one.looks().types(ACC01_numerator="")
    assert one.rows()["ACC01"] == {"note": "Counted by hand"}


def test_saving_counts_and_is_in_the_trail(one):
    one.types(ACC01_numerator="80")
    saved = one.looks().types(ACC01_denominator="100")
    assert saved.draft.revision == 2
    assert one.looks().types(ACC01_denominator="100").draft.revision == 2
    assert AuditEvent.objects.filter(action="save draft").count() == 2


def test_nothing_typed_makes_no_draft(one):
    assert one.types(ACC01_numerator="").draft is None
    assert not DraftReturn.objects.exists()


def test_two_people_in_different_fields_both_keep_what_they_typed(one, other):
    one.looks(), other.looks()
    one.types(ACC01_numerator="80", ACC01_denominator="")
    saved = other.types(ACC01_numerator="", ACC01_denominator="100")
    assert (saved.clashes, len(saved.taken)) == ((), 1)
    assert one.rows()["ACC01"] == {"numerator": "80", "denominator": "100"}


def test_two_people_in_one_field_are_told_and_neither_text_is_lost(one, other):
    one.looks(), other.looks()
    one.types(ACC01_numerator="80", ACC01_denominator="")
    saved = other.types(ACC01_numerator="81", ACC01_denominator="100")
    name = other._name("ACC01-numerator")
    assert saved.clashes == (name,) and saved.data[name] == "81"
    assert one.rows()["ACC01"] == {"numerator": "80", "denominator": "100"}
    other.looks().types(ACC01_numerator="81")
    assert one.rows()["ACC01"]["numerator"] == "81"


def test_a_new_draft_starts_from_what_was_sent(area, one):
    area.submitted(GOOD, row("FAC01", text="Welsh"), row("QUA02", text="n/a"))
    one.shown = {one._name("ACC01-numerator"): "80"}
    one.types(ACC01_numerator="85")
    assert one.rows() == {
        "ACC01": {"numerator": "85", "denominator": "100"},
        "FAC01": {"text": "Welsh"},
        "QUA02": {"text": "n/a"},
    }


def test_a_number_that_could_be_a_patients_is_not_saved(one):
    with pytest.raises(ValidationError, match="NHS number"):
        one.types(ACC01_note="see 943 476 5919")
    assert not DraftReturn.objects.exists()


def test_what_was_typed_is_a_file_like_any_other(area, one):
    one.types(ACC01_numerator="80", ACC01_denominator="x,\ny", FAC01_text="=1+1", QUA03_value="yes")
    job = check_typed(**where(area), by=one.user, at=AT)
    file = ReceivedFile.objects.get(pk=job.arguments["file"])
    assert (file.how, file.name) == ("typed", "typed-X00001-2026-27-Q1-1.csv")
    checked = check_file(file_id=file.pk, by=None, at=AT)
    report = checked.report
    assert [(p["row"], p["column"], p["value"]) for p in report["problems"]] == [
        (2, "Denominator", "x,\ny")
    ]
    assert [f["text"] for f in report["figures"] if f["text"]] == ["=1+1"]
    assert not report["warnings"]


def test_an_empty_draft_is_not_checked(area, one):
    for typed in ({}, {"ACC01_note": "Only a note"}):
        one.types(**typed) if typed else None
        with pytest.raises(ReturnRefused, match="Nothing has been typed"):
            check_typed(**where(area), by=one.user, at=AT)


def test_after_the_lock_nothing_is_saved(area, one, monkeypatch):
    def closed(collection, at):
        raise ReturnRefused("closed")

    monkeypatch.setattr(drafts, "hold_may_send", closed)
    with pytest.raises(ReturnRefused, match="closed"):
        one.types(ACC01_numerator="80")
    assert not DraftReturn.objects.exists()


def test_evidence_goes_with_its_row_into_the_file(area, one):
    file = receive_evidence(
        commissioner=area.commissioner,
        practice=area.practice,
        name="plan.txt",
        content=b"Our plan",
        by=one.user,
        at=AT,
    )
    one.types(evidence={"QUA03": file}, QUA03_value="yes")
    job = check_typed(**where(area), by=one.user, at=AT)
    content = bytes(ReceivedFile.objects.get(pk=job.arguments["file"]).content)
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    held = {line["Indicator code"]: line["Evidence"] for line in lines}
    assert held["QUA03"] == f"Evidence {file.pk}: plan.txt" and held["ACC01"] == ""
    one.types(evidence={"QUA03": None})
    assert rows_of(draft_of(**where(area)))[one.numbers["QUA03"]].evidence is None
    file.refresh_from_db()
    assert (file.state, file.content) == ("removed", None)


def test_what_an_upload_does_not_hold_waits_in_the_draft(area, one):
    one.types(ACC01_numerator="80", ACC01_denominator="100", ACC01_note="By hand", VAL01_value="3")
    area.submitted(GOOD, row("VAL01", value="3"))
    assert one.rows() == {"ACC01": {"numerator": "80", "denominator": "100", "note": "By hand"}}


def test_what_was_sent_leaves_the_draft_and_the_rest_waits(area, one):
    one.types(ACC01_numerator="80", ACC01_denominator="100", QUA02_value="<5", VAL01_value="3")
    sent = area.checked(GOOD, row("VAL01", value="4")).report["figures"]
    figures = [returns.ReturnedFigure(**figure) for figure in sent]
    clear_sent(**where(area), figures=figures, by=None, at=AT)
    assert one.rows() == {"QUA02": {"value": "<5"}, "VAL01": {"value": "3"}}
    discard_draft(**where(area), by=one.user, at=AT)
    assert not DraftReturn.objects.exists()


def test_sections_are_questions_then_figures_then_facts(area):
    asked = asked_of(area.collection, due_return(area.collection, area.practice))
    figures = [one for one in asked if one.indicator.kind == "proportion"] * 23
    sections = sections_of([*asked, *figures])
    assert [section.title for section in sections] == [
        "Questions about your practice",
        "Figures, 1 to 10",
        "Figures, 11 to 20",
        "Figures, 21 to 28",
        "Facts in words",
    ]
    assert max(len(section.asked) for section in sections) == 10
