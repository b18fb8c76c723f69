"""Answers are drawn so that anybody can draw them again; findings give a rate with its doubt."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from indicators.agreeing import rate
from indicators.models import ComplianceCheck, ComplianceFinding, Figure, QueryDecision
from indicators.presenters.compliance import FRAME_HEADER, check_lines, check_page, frame_rows
from indicators.presenters.compliance_answers import answer_page, own_lines
from indicators.selectors.compliance import check_in, frame_of, sample_in, samples_of
from indicators.services.compliance import draw_check, query_after_finding, record_finding
from indicators.services.figures import FigureRow, record_figures
from indicators.services.queries import raise_query, uphold
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.returns.area import AT, Area

LATER = AT + dt.timedelta(hours=1)


@pytest.fixture
def area(area: Area) -> Area:
    """Ten practices answer one question: eight yes, one no, one not applicable."""
    area.lead = area.person(Role.COMMISSIONING_LEAD)
    area.question = area.collection.items.get(
        definition__indicator__code="QUA03"
    ).definition.indicator
    area.surgeries = [area.practice, area.neighbour]
    area.surgeries += [area._practice(f"X0{number:04}") for number in range(3, 11)]
    answers = [{"value": 1.0}] * 8 + [{"value": 0.0}, {"state": "not_applicable"}]
    answer(area, dict(zip(area.surgeries, answers, strict=True)))
    return area


def answer(area, answers, at=AT, source="return"):
    rows = [
        FigureRow(practice.pk, area.question.pk, area.period.pk, **given)
        for practice, given in answers.items()
    ]
    record_figures(rows=rows, file=None, source=source, by=None, at=at)


def drawn(area, size=4, seed="4711", at=LATER, **given) -> ComplianceCheck:
    return draw_check(
        collection=area.collection, size=size, seed=seed, by=area.lead, at=at, **given
    )


def places(check) -> list[str]:
    return [one.figure.practice.code for one in samples_of(check)]


def find(area, sample, agrees=True, at=LATER, **given):
    return record_finding(sample=sample, agrees=agrees, by=area.lead, at=at, **given)


def test_only_answers_that_claim_something_are_drawn_unless_all_are_asked_for(area):
    assert drawn(area).frame == 8
    assert drawn(area, answers="all").frame == 10
    with pytest.raises(ValidationError, match="There are 8 answers"):
        drawn(area, size=9)


def test_figures_of_other_kinds_and_sources_are_no_answers(area):
    answer(area, {area.practice: {"value": 1.0}}, source="inspection")
    assert {one.question for one in frame_of(area.collection, "all", LATER)} == {"QUA03"}
    assert drawn(area).frame == 8


def test_an_answer_corrected_after_a_query_is_left_out(area):
    correct(area)
    assert drawn(area).frame == 7


def correct(area, at=AT):
    figure = Figure.objects.current().get(practice=area.practice)
    query = raise_query(figure=figure, reason="Mistyped", by=None, at=at)
    uphold(query=query, reason="Yes", value=0, by=area.lead, at=at)


def test_the_frame_stays_as_it_was_when_it_was_drawn(area):
    check = drawn(area)
    before = [row[0] for row in frame_rows(check)]
    soon = LATER + dt.timedelta(minutes=1)
    answer(area, {area.neighbour: {"value": 0.0}}, at=soon)
    correct(area, at=soon)
    assert [row[0] for row in frame_rows(check)] == before
    assert len(frame_of(area.collection, "yes", soon)) == 6


@pytest.mark.parametrize("one_per", ["", "practice", "indicator"])
@pytest.mark.parametrize("seed", ["4711", 'Saturday\'s {numbers} "3"', "Łódź"])
def test_the_lines_of_python_on_the_page_draw_it_again(area, tmp_path, monkeypatch, seed, one_per):
    check = drawn(area, size=8, seed=seed, one_per=one_per)
    monkeypatch.chdir(tmp_path)
    with Path("frame.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([FRAME_HEADER, *frame_rows(check)])
    found: dict = {}
    exec(check_page(check).python, found)
    assert [key.split("/")[0] for key in found["sample"]] == places(check)


def test_the_random_numbers_of_the_file_give_the_order(area):
    check = drawn(area, size=8)
    rows = sorted(frame_rows(check), key=lambda row: row[4])
    assert [row[5] for row in rows] == list(range(1, 9))


def test_a_second_draw_is_seen_beside_the_first(area):
    first, second = drawn(area), drawn(area, seed="4712", at=LATER + dt.timedelta(minutes=1))
    assert [(line.which, line.seed) for line in check_lines(area.commissioner)] == [
        ("draw 2 of 2", "4712"),
        ("draw 1 of 2", "4711"),
    ]
    assert [line.seed for line in check_page(first).others] == ["4712"]
    assert [line.seed for line in check_page(second).others] == ["4711"]


def test_findings_give_the_rate_by_question_and_overall(area):
    check = drawn(area, size=4)
    first, second, third, _ = samples_of(check)
    for sample in (first, second):
        find(area, sample)
    find(area, third, agrees=False, found="No plan was there")
    page = check_page(check_in(area.commissioner, check.pk))
    assert page.line.rate.words == "2 of 3 agree (66.7%)"
    assert page.line.rate.interval == "20.8% to 93.9%"
    assert page.line.rate.sure.startswith("So few answers say little")
    assert [(one.code, one.rate.words) for one in page.questions] == [
        ("QUA03", "2 of 3 agree (66.7%)")
    ]
    assert page.caveats[0].startswith("1 of the 4 drawn are not checked yet.")


def test_the_newest_finding_holds_and_the_others_stay(area):
    check = drawn(area, size=1)
    (sample,) = samples_of(check)
    find(area, sample, agrees=False, found="Not there")
    find(area, sample, at=LATER + dt.timedelta(minutes=1), note="Shown on a second visit")
    (line,) = check_page(check).samples
    assert (line.finding.verdict, [one.found for one in line.earlier]) == ("Agrees", ["Not there"])
    assert check_page(check).line.rate.words == "1 of 1 agree (100.0%)"


@pytest.mark.parametrize(
    ("checked", "agreeing", "said"),
    [
        (0, 0, ""),
        (10, 10, "This is a rough picture: of all such answers, between 72 and 100 in 100"),
        (10, 9, "So few answers say little: of all such answers, anything between 60 and 98"),
        (400, 380, "Of all such answers, between 92 and 97 in 100 are right."),
    ],
)
def test_how_sure_a_rate_is_stands_in_words(checked, agreeing, said):
    assert rate(checked, agreeing).sure.startswith(said)


def test_a_disagreement_says_what_was_found(area):
    (sample,) = samples_of(drawn(area, size=1))
    with pytest.raises(ValidationError, match="Say what you found"):
        find(area, sample, agrees=False)
    with pytest.raises(ValidationError, match="NHS number"):
        find(area, sample, agrees=False, found="943 476 5919 was not called")
    assert not ComplianceFinding.objects.exists()


def test_a_wrong_answer_is_corrected_as_after_a_query(area):
    (sample,) = samples_of(drawn(area, size=1))
    find(area, sample, agrees=False, found="No plan was there")
    assert answer_page(sample_in(sample.check_made, 1)).may_query
    query = query_after_finding(sample=sample, by=area.lead, at=LATER)
    assert query.reason.endswith("answer 1: No plan was there")
    assert answer_page(sample_in(sample.check_made, 1)).query == query.pk
    uphold(query=query, reason="Checked on site", value=0, by=area.lead, at=LATER)
    assert QueryDecision.objects.get().correction.value == 0
    (line,) = check_page(sample.check_made).samples
    assert line.said == "Yes"
    assert line.since.startswith("Another figure counts since")


def test_nothing_is_queried_that_agrees(area):
    (sample,) = samples_of(drawn(area, size=1))
    find(area, sample)
    assert not answer_page(sample_in(sample.check_made, 1)).may_query
    with pytest.raises(ValidationError, match="Nothing was found"):
        query_after_finding(sample=sample, by=area.lead, at=LATER)


def test_a_practice_sees_its_own_answers_only(area):
    check = drawn(area, size=8)
    sample = next(one for one in samples_of(check) if one.figure.practice == area.neighbour)
    find(area, sample, agrees=False, found="No plan was there")
    (line,) = own_lines(area.neighbour)
    assert (line.seed, line.finding.found) == ("4711", "No plan was there")
    assert own_lines(area.practice)[0].finding is None


def test_everything_is_in_the_trail(area):
    (sample,) = samples_of(drawn(area, size=1))
    find(area, sample)
    assert AuditEvent.objects.get(action="draw compliance check").details["seed"] == "4711"
    assert AuditEvent.objects.get(action="record finding").organisation == "X01"


def test_many_answers_need_few_queries(area, django_assert_max_num_queries):
    check = drawn(area, size=8)
    for sample in samples_of(check):
        find(area, sample)
    with django_assert_max_num_queries(7):
        check_page(check)
