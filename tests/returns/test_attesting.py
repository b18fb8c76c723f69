"""Answers that a practice gives about itself: somebody stands for them by name and role."""

import pytest
from django.urls import reverse

from indicators.models import DataReturn, Figure, ReceivedFile
from indicators.services.evidence import examine_evidence, receive_evidence
from indicators.services.returns import ATTESTATION, ReturnRefused, submit_return
from scorecard.accounts.roles import Role
from tests.returns.area import AT, GOOD
from tests.returns.files import row

ANSWER = row("QUA03", value="yes")


@pytest.mark.parametrize("given", [("", ""), ("Ann Lee", " "), (" ", "Manager"), ("A" * 201, "M")])
def test_without_a_name_and_a_role_nothing_is_kept(area, given):
    name, role = given
    with pytest.raises(ReturnRefused, match="name and the role"):
        area.submitted(GOOD, ANSWER, attested_name=name, attested_role=role)
    assert not Figure.objects.exists()


def test_an_answer_that_does_not_apply_is_attested_too(area):
    with pytest.raises(ReturnRefused, match="stand for"):
        area.submitted(row("QUA03", text="n/a"))


def test_who_attested_is_kept_with_the_sentence(area):
    sent = area.submitted(ANSWER, attested_name=" Ann Lee ", attested_role="Practice manager")
    held = DataReturn.objects.get(pk=sent.pk)
    assert (held.attested_name, held.attested_role) == ("Ann Lee", "Practice manager")
    assert held.attestation == ATTESTATION


def test_figures_alone_need_nobody(area):
    sent = area.submitted(GOOD, attested_name="Ann Lee", attested_role="Practice manager")
    assert (sent.attested_name, sent.attestation) == ("", "")


def test_the_check_page_asks_and_the_receipt_says_who(area, client):
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    file = area.checked(GOOD, ANSWER)
    url = f"/practice/X00001/returns/2026-27-Q1/files/{file.pk}/"
    page = client.get(url).content.decode()
    assert "answers 1 question about your practice" in page and "QUA03 Continuity plan" in page
    page = client.post(url, {"rows": "all", "attested_role": "Manager"}).content.decode()
    assert "Not submitted" in page and "Enter full name" in page
    sent = {"rows": "all", "attested_name": "Ann Lee", "attested_role": "Manager"}
    receipt = client.post(url, sent, follow=True).content.decode()
    assert "Ann Lee, Manager, attested 1 answer" in receipt
    assert "QUA03 Continuity plan" in receipt


def test_a_return_without_answers_asks_nobody(area, client):
    client.force_login(area.person(Role.PRACTICE_MANAGER))
    file = area.checked(GOOD)
    page = client.get(f"/practice/X00001/returns/2026-27-Q1/files/{file.pk}/").content.decode()
    assert "attested_name" not in page
    assert submit_return(file=file, by=None, at=AT).figures == 1


def test_the_file_beside_an_answer_stands_on_the_check_page_and_on_the_receipt(area, client):
    manager = area.person(Role.PRACTICE_MANAGER)
    client.force_login(manager)
    beside = {"commissioner": area.commissioner, "practice": area.practice}
    held = receive_evidence(**beside, name="plan.txt", content=b"Our plan", by=manager, at=AT)
    examine_evidence(evidence_id=held.pk, by=None, at=AT)
    file = area.checked(GOOD, ANSWER)
    figures = file.report["figures"]
    next(one for one in figures if one["indicator"] == "QUA03")["evidence"] = held.pk
    ReceivedFile.objects.filter(pk=file.pk).update(report=file.report)
    address = reverse("own-evidence", args=["X00001", held.pk])
    link = f'<a href="{address}">plan.txt</a>'
    url = f"/practice/X00001/returns/2026-27-Q1/files/{file.pk}/"
    # Once among the answers and once among the figures.
    assert client.get(url).content.decode().count(link) == 2
    sent = {"rows": "all", "attested_name": "Ann Lee", "attested_role": "Manager"}
    assert client.post(url, sent, follow=True).content.decode().count(link) == 2
