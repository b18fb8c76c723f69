"""The pages about two sources: what differs, by how much, and who may decide."""

import pytest
from django.urls import reverse

from indicators.models import Figure, SourceAgreement
from indicators.presenters.differences import indicator_differences, source_lines
from indicators.services.figures import CORRECTION, FigureRow, record_figures
from scorecard.accounts.roles import Role
from tests.areas import NOW, Area

Q1, Q4 = "2026-27-Q1", "2025-26-Q4"


@pytest.fixture
def area(db):
    """Q1: the office says 70, 50, 40 of 100; the returns 75, 50.01, nothing at all."""
    area = Area()
    keep(area, "office", [70, 50, 40])
    keep(area, "return", [75, 50.01])
    return area


def keep(area, source, numerators, period=Q1, **given):
    rows = [
        FigureRow(
            practice.pk,
            area.definition("ACC01").indicator_id,
            area.period(period).pk,
            numerator=numerator,
            denominator=100,
        )
        for practice, numerator in zip(area.practices, numerators, strict=False)
    ]
    return record_figures(rows=rows, file=None, source=source, by=None, at=NOW, **given)


@pytest.fixture
def as_role(area, client):
    def sign_in(role, organisation=None):
        client.force_login(area.user(role, organisation))
        return client

    return sign_in


def address(name, *rest):
    return reverse(name, args=["Z01", *rest])


def test_the_list_counts_who_differs_and_names_the_largest_difference(area):
    (line,) = source_lines(area.commissioner)
    assert (line.practices, line.differing, line.largest) == (2, 1, "+5.0 points")
    assert line.counts == "office"
    assert line.agreed.startswith("Not agreed yet")


def test_nothing_is_listed_where_one_source_was_corrected_after_a_query(area):
    keep(area, "office", [80], period=Q4)
    keep(area, CORRECTION, [81], period=Q4, decides=True)
    assert [line.period for line in source_lines(area.commissioner)] == [area.period(Q1).name]


def test_practice_by_practice_with_both_figures(area):
    found = indicator_differences(area.definition("ACC01"), "")
    assert [(line.counting, line.other, line.difference, line.verdict) for line in found.lines] == [
        ("70 of 100 (70.0%)", "75 of 100 (75.0%)", "+5.0 points (+7.1%)", "Differs"),
        ("50 of 100 (50.0%)", "50.01 of 100 (50.0%)", "The same", "The same"),
    ]
    assert found.chart is not None


def test_a_corrected_practice_is_beyond_dispute(area):
    keep(area, CORRECTION, [72], decides=True)
    found = indicator_differences(area.definition("ACC01"), "")
    assert (found.practices, found.differing) == (2, 0)
    assert [line.verdict for line in found.lines][:2] == ["Corrected after a query"] * 2


def test_a_missing_value_differs_from_one_without_a_number(area):
    row = FigureRow(
        area.practices[2].pk,
        area.definition("ACC01").indicator_id,
        area.period().pk,
        state="suppressed",
    )
    record_figures(rows=[row], file=None, source="return", by=None, at=NOW)
    line = indicator_differences(area.definition("ACC01"), "").lines[2]
    assert (line.other, line.difference, line.verdict) == (
        "Suppressed at source",
        "Not a number in both",
        "Differs",
    )


def test_many_practices_need_no_more_queries(area, django_assert_max_num_queries):
    area.practices += [area.add_practice(number) for number in range(4, 20)]
    keep(area, "office", range(19))
    keep(area, "return", range(1, 20))
    with django_assert_max_num_queries(8):
        indicator_differences(area.definition("ACC01"), "")
    with django_assert_max_num_queries(5):
        source_lines(area.commissioner)


def agreement(**changed):
    given = {"source": "1", "practice": "", "period": "", "agreed_with": "LMC", "reason": "Ours."}
    return {**given, **changed}


def test_an_agreement_is_recorded_and_the_page_says_that_the_period_must_be_banded_again(
    area, as_role
):
    area.band()
    client = as_role(Role.ANALYST)
    sent = client.post(address("source-agree", "ACC01"), agreement(), follow=True)
    page = " ".join(sent.content.decode().split())
    assert "2 figures count now that did not before: band the period again." in page
    assert "April to June 2026: 2 results" in page
    assert "Agreed with LMC by analyst" in page
    area.band()
    assert "2 results" not in client.get(address("sources")).content.decode()


def test_an_agreement_for_one_practice(area, as_role):
    given = agreement(practice="z01001", period=Q1)
    as_role(Role.ANALYST).post(address("source-agree", "ACC01"), given)
    found = SourceAgreement.objects.get()
    assert (found.practice, found.period) == (area.practices[0], area.period(Q1))
    assert Figure.objects.current().filter(source="return").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"source": "7"}, "Choose whose figures count from the list"),
        ({"practice": "Q99999"}, "No figure of a practice with this code"),
        ({"reason": ""}, "Enter reason"),
        ({"agreed_with": ""}, "Enter agreed with"),
    ],
)
def test_a_wrong_agreement_is_told_so(area, as_role, changed, said):
    page = as_role(Role.ANALYST).post(address("source-agree", "ACC01"), agreement(**changed))
    assert said in page.content.decode()
    assert not SourceAgreement.objects.exists()


@pytest.mark.parametrize(
    ("role", "look", "decide"),
    [
        (Role.COMMISSIONING_LEAD, 200, 200),
        (Role.CLINICAL_LEAD, 200, 403),
        (Role.BOARD_READER, 403, 403),
    ],
)
def test_who_may_look_and_who_may_agree(area, as_role, role, look, decide):
    client = as_role(role)
    for name, rest in (
        ("sources", ()),
        ("source-differences", ("ACC01",)),
        ("sources-csv", ()),
        ("source-differences-csv", ("ACC01",)),
    ):
        response = client.get(address(name, *rest))
        response.getvalue()
        assert response.status_code == look
    assert client.get(address("source-agree", "ACC01")).status_code == decide


def test_the_differences_can_be_taken_away(area, as_role):
    response = as_role(Role.ANALYST).get(address("source-differences-csv", "ACC01"))
    lines = response.getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[9:] == [
        "difference",
        "difference in per cent of the counting figure",
        "verdict",
    ]
    first = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    assert (first["counting source"], first["other source"]) == (
        "office",
        "The practices' own returns",
    )
    assert (first["difference"], first["verdict"]) == ("5.0", "Differs")


def test_the_result_page_says_that_two_sources_differ(area, as_role):
    area.band()
    page = as_role(Role.ANALYST).get(address("area-result", "Z01001", "ACC01")).content.decode()
    assert "Two sources differ." in page
    assert "75 of 100 (75.0%) (+5.0 points (+7.1%))" in page
