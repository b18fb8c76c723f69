"""The pages of compliance checks, from the draw to the correction, role by role."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.models import ComplianceCheck, ComplianceFinding, Evidence, Query
from scorecard.accounts.roles import Role
from tests.returns.area import AT, Area
from tests.returns.files import row


@pytest.fixture(autouse=True)
def on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def analyst(area, as_role):
    attested = {"attested_name": "Pat Smith", "attested_role": "Practice manager"}
    area.submitted(row("QUA03", value="yes"), **attested)
    return as_role(Role.ANALYST)


def address(name, *rest, code="X01"):
    return reverse(name, args=[code, *rest])


def draw(client, area, **changed):
    given = {
        "collection": area.collection.pk,
        "answers": "yes",
        "one_per": "any",
        "size": "1",
        "seed": "4711",
    }
    return client.post(address("compliance-draw"), {**given, **changed}, follow=True)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_from_the_draw_to_the_query(area, analyst):
    assert "1 answer is drawn." in words(draw(analyst, area))
    check = ComplianceCheck.objects.get()
    answer = address("compliance-answer", check.pk, 1)
    assert "Pat Smith (Practice manager) stands for it." in words(analyst.get(answer))
    sent = analyst.post(answer, {"verdict": "differs", "found": "No plan"}, follow=True)
    assert "The finding is recorded" in words(sent)
    decided = analyst.post(address("compliance-query", check.pk, 1), follow=True)
    assert Query.objects.get().reason.endswith("answer 1: No plan")
    assert decided.redirect_chain[-1][0] == address("query", Query.objects.get().pk)


def test_who_may_not_decide_queries_stays_with_the_answer(area, analyst, as_role):
    draw(analyst, area)
    check = ComplianceCheck.objects.get()
    clinical = as_role(Role.CLINICAL_LEAD)
    answer = address("compliance-answer", check.pk, 1)
    clinical.post(answer, {"verdict": "differs", "found": "No plan"})
    sent = clinical.post(address("compliance-query", check.pk, 1), follow=True)
    assert sent.redirect_chain[-1][0] == answer
    assert "Decide the query" not in words(sent)


def test_evidence_stands_beside_a_finding(area, analyst):
    draw(analyst, area)
    check = ComplianceCheck.objects.get()
    file = SimpleUploadedFile("plan.txt", b"No page after the first.")
    given = {"verdict": "differs", "found": "One page only", "evidence": file}
    sent = analyst.post(address("compliance-answer", check.pk, 1), given, follow=True)
    assert ComplianceFinding.objects.get().evidence == Evidence.objects.get()
    assert "plan.txt" in words(sent)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"size": "2"}, "at most 1 of the frame. There are 1 answers."),
        ({"size": "0"}, "Draw at least 1"),
        ({"seed": " "}, "Enter seed"),
        ({"collection": ""}, "Choose return"),
    ],
)
def test_a_draw_that_cannot_be_says_why(area, analyst, changed, said):
    assert said in words(draw(analyst, area, **changed))
    assert not ComplianceCheck.objects.exists()


def test_a_seed_is_offered_that_nobody_knew_before(analyst):
    first, second = (
        analyst.get(address("compliance-draw")).context["form"].initial["seed"] for _ in range(2)
    )
    assert first != second


def test_the_practice_reads_the_finding_and_others_do_not(area, analyst, as_role):
    draw(analyst, area)
    check = ComplianceCheck.objects.get()
    analyst.post(address("compliance-answer", check.pk, 1), {"verdict": "differs", "found": "None"})
    own = as_role(Role.PRACTICE_READER).get(address("practice-compliance", code="X00001"))
    assert "Does not agree" in words(own)
    assert "4711" in words(own)
    other = as_role(Role.PRACTICE_MANAGER, area.neighbour)
    page = other.get(address("practice-compliance", code="X00002"))
    assert "None of your answers has been drawn" in words(page)


def test_both_files_can_be_taken_away(area, analyst):
    draw(analyst, area)
    pk = ComplianceCheck.objects.get().pk
    sample = analyst.get(address("compliance-csv", pk)).getvalue().decode("utf-8-sig")
    frame = analyst.get(address("compliance-frame", pk)).getvalue().decode("utf-8-sig")
    assert sample.splitlines()[1].startswith("1,X00001,Surgery X00001,QUA03,Continuity plan,Yes")
    assert frame.splitlines()[1].startswith("X00001/QUA03,X00001,QUA03,yes,")


def test_a_board_reader_may_not_look(area, analyst, as_role):
    assert as_role(Role.BOARD_READER).get(address("compliance")).status_code == 403


def test_another_area_finds_nothing(area, analyst, as_role):
    draw(analyst, area)
    other = Area("X02", ("X00003", "X00004"))
    client = as_role(Role.ANALYST, other.commissioner)
    url = address("compliance-check", ComplianceCheck.objects.get().pk, code="X02")
    assert client.get(url).status_code == 404
