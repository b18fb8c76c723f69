"""Evidence files: what is taken, what is refused and why, who may take it away, removal."""

import pytest

from indicators.models import Evidence
from indicators.returns.attachments import CSV, DOCX, JPEG, PDF, PNG, TEXT, XLSX, examine
from indicators.returns.problems import FileRefused
from indicators.returns.steps import silent
from indicators.services import evidence as service
from indicators.services.evidence import (
    EvidenceRefused,
    examine_evidence,
    receive_evidence,
    remove_evidence,
)
from indicators.services.remarks import Said, keep_remarks
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.returns.area import AT, BY_NOBODY, GOOD
from tests.returns.catalogue.containers import with_members
from tests.returns.files import archive, xlsx_file

ONE_NUMBER, TWO_NUMBERS = "9434765919", ("9434765919", "9434765870")
PDF_FILE = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
PNG_FILE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


WRITTEN = b"".join(b"<w:p><w:t>%s</w:t></w:p>" % one.encode() for one in TWO_NUMBERS)


def docx(*paragraphs: str, **more: bytes) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    members = {"[Content_Types].xml": b"<Types/>", "word/document.xml": body.encode()}
    return archive(**members, **more)


@pytest.mark.parametrize(
    ("name", "content", "kind", "called"),
    [
        ("plan.pdf", PDF_FILE, PDF, "plan.pdf"),
        ("plan.docx", PDF_FILE, PDF, "plan.docx.pdf"),
        ("photo.png", PNG_FILE, PNG, "photo.png"),
        ("PHOTO.JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG, "PHOTO.JPEG"),
        ("plan.docx", docx("Our plan", "of 2026"), DOCX, "plan.docx"),
        ("log.xlsx", xlsx_file([["x"]]), XLSX, "log.xlsx"),
        ("log.csv", b"Month;Calls\r\nMay;12\r\n", CSV, "log.csv"),
        ("log.csv", b'an "open quote\n', CSV, "log.csv"),
        ("notes", "Cynllun: tŷ".encode(), TEXT, "notes.txt"),
    ],
)
def test_the_content_says_what_a_file_is(name, content, kind, called):
    found = examine(content, silent, name=name)
    assert found == {"content_type": kind.content_type, "name": called, "asked": ""}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel format"),
        ("plan.pdf", b"MZ\x90\x00\x03\x00\x00\x00", "not taken"),
        ("page.txt", b"<!doctype html><script>alert(1)</script>", "web page"),
        ("picture.svg", b"<svg xmlns='x'/>", "web page or XML"),
        ("all.zip", archive(a=b"1"), "an archive"),
        ("plan.docx", docx("a", **{"word/vbaProject.bin": b"x"}), "macros"),
        # An id of its own: an archive holds the time at which it was made.
        pytest.param("plan.docx", docx("a")[:60], "damaged", id="half an archive"),
        ("bomb.docx", docx("0" * 70_000_000), "far larger inside"),
        ("log.csv", b"NHS number,x\r\n1,2\r\n", "A column is headed"),
        ("log.txt", "\n".join(TWO_NUMBERS).encode(), "2 rows seem to hold an NHS number"),
        ("log.docx", docx(*TWO_NUMBERS), "2 rows seem to hold an NHS number"),
        ("log.txt", " ".join(TWO_NUMBERS).encode(), "several NHS numbers"),
        ("log.txt", b"Surname\tDiagnosis\nExample\tCOPD\n", "A column is headed"),
        ("log.txt", b"Surname,Diagnosis\nExample,COPD\n", "A column is headed"),
        ("log.csv", b'Surname,Diagnosis\nExample,"COPD\n', "A column is headed"),
        ("a.docx", docx("x", **{"word/footnotes.xml": WRITTEN}), "2 rows seem"),
        ("a.docx", docx("x", **{"word/header1.xml": WRITTEN.decode().encode("utf-16")}), "2 rows"),
        ("a.docx", docx("<w:br/>".join(TWO_NUMBERS)), "several NHS numbers"),
        ("a.docx", docx("&#57;434765919", TWO_NUMBERS[1]), "2 rows seem"),
        ("a.xlsx", with_members(xlsx_file([["x"]]), **{"xl/comments1.xml": WRITTEN}), "2 rows"),
        ("a.pdf", PDF_FILE + b" (9434765919) Tj (no. 943 476 5870) Tj", "2 rows seem"),
        ("log.xlsx", xlsx_file([["x"]], hidden_a=[[n] for n in TWO_NUMBERS]), "2 rows seem"),
    ],
)
def test_what_is_refused_is_refused_in_words(name, content, says):
    with pytest.raises(FileRefused, match=says) as refused:
        examine(content, silent, name=name)
    assert refused.value.mend and "9434" not in str(refused.value)


def test_one_possible_nhs_number_is_kept_and_told():
    found = examine(f"Call\n{ONE_NUMBER}\n".encode(), silent, name="log.txt")
    assert found["asked"].startswith("Row 2: A ten-digit number in this row could be")
    assert ONE_NUMBER not in found["asked"]


def received(area, name="plan.txt", content=b"Our plan", by=None) -> Evidence:
    by = by or area.person(Role.PRACTICE_MANAGER)
    return receive_evidence(
        commissioner=area.commissioner,
        practice=area.practice,
        name=name,
        content=content,
        by=by,
        at=AT,
    )


def test_a_file_is_received_unread_and_looked_at_by_the_worker(area, monkeypatch):
    monkeypatch.setattr(service, "read_limited", None)  # nothing is read on receiving
    held = received(area, name="../../plan.doc")
    assert (held.state, held.content_type, held.name) == ("checking", "", "plan.doc")
    monkeypatch.undo()
    kept = examine_evidence(evidence_id=held.pk, **BY_NOBODY)
    assert (kept.state, kept.content_type, kept.name) == ("kept", "text/plain", "plan.doc.txt")
    assert examine_evidence(evidence_id=held.pk, **BY_NOBODY).state == "kept"


def test_what_is_refused_is_not_kept_and_says_why(area):
    held = received(area, content="\n".join(TWO_NUMBERS).encode())
    refused = examine_evidence(evidence_id=held.pk, **BY_NOBODY)
    assert (refused.state, refused.content) == ("refused", None)
    assert "never single patients" in refused.reason
    assert AuditEvent.objects.filter(action="refuse evidence").count() == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b" \n", "empty"),
        ("a.txt", b"x" * 1001, "larger than"),
        (f"{ONE_NUMBER}.pdf", PDF_FILE, "could be an NHS number"),
    ],
)
def test_some_files_are_not_even_received(area, settings, name, content, says):
    settings.EVIDENCE_LIMIT_BYTES = 1000
    with pytest.raises(EvidenceRefused, match=says):
        received(area, name, content)
    assert not Evidence.objects.exists()


def test_the_same_file_again_is_the_one_that_is_held(area):
    manager = area.person(Role.PRACTICE_MANAGER)
    assert received(area, by=manager).pk == received(area, "again.txt", by=manager).pk


def sent(area, held: Evidence) -> Evidence:
    """The file put beside a figure that was sent."""
    area.submitted(GOOD)
    said = [Said("ACC01", ("See the plan.",), held.pk)]
    keep_remarks(collection=area.collection, practice=area.practice, said=said, **BY_NOBODY)
    return held


@pytest.fixture
def kept(area) -> Evidence:
    return sent(area, examine_evidence(evidence_id=received(area).pk, **BY_NOBODY))


def test_what_was_not_sent_yet_is_the_practices_own_affair(area, client):
    held = examine_evidence(evidence_id=received(area).pk, **BY_NOBODY)
    client.force_login(area.person(Role.ANALYST))
    for url in (f"/area/X01/evidence/{held.pk}/", f"/area/X01/evidence/{held.pk}/file"):
        assert client.get(url).status_code == 404
    sent(area, held)
    assert b"ACC01, April to June 2026" in client.get(f"/area/X01/evidence/{held.pk}/").content


def test_a_file_is_handed_out_as_a_download_and_never_shown(area, client, kept):
    client.force_login(area.person(Role.PRACTICE_READER))
    response = client.get(f"/practice/X00001/evidence/{kept.pk}/")
    assert response.content == b"Our plan"
    assert response["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_another_practice_or_area_finds_nothing(area, client, kept):
    client.force_login(area.person(Role.PRACTICE_MANAGER, area.neighbour))
    assert client.get(f"/practice/X00002/evidence/{kept.pk}/").status_code == 404
    assert client.get(f"/practice/X00001/evidence/{kept.pk}/").status_code == 404


def test_before_it_was_looked_at_nobody_gets_it(area, client):
    held = sent(area, received(area))
    client.force_login(area.person(Role.ANALYST))
    assert client.get(f"/area/X01/evidence/{held.pk}/file").status_code == 404
    assert b"Being checked" in client.get(f"/area/X01/evidence/{held.pk}/").content


def test_the_commissioner_removes_what_must_not_be_there(area, client, kept):
    client.force_login(area.person(Role.ANALYST))
    url = f"/area/X01/evidence/{kept.pk}/"
    assert client.get(f"{url}file").content == b"Our plan"
    assert b"Enter why the file is removed" in client.post(f"{url}remove", {}).content
    assert Evidence.objects.get().content is not None
    page = client.post(f"{url}remove", {"reason": "It names a person."}, follow=True).content
    assert b"Removed" in page and b"It names a person." in page
    assert Evidence.objects.get().content is None
    assert client.get(f"{url}file").status_code == 404
    assert AuditEvent.objects.get(action="remove evidence").details["practice"] == "X00001"
    with pytest.raises(EvidenceRefused, match="not held any more"):
        remove_evidence(evidence=kept, reason="again", **BY_NOBODY)


def test_a_clinical_lead_reads_and_does_not_remove(area, client, kept):
    client.force_login(area.person(Role.CLINICAL_LEAD))
    assert b"Remove the file" not in client.get(f"/area/X01/evidence/{kept.pk}/").content
    url = f"/area/X01/evidence/{kept.pk}/remove"
    assert client.post(url, {"reason": "x"}).status_code == 403
