"""Queries, page by page."""

import pytest

from indicators.models import Query
from scorecard.accounts.roles import Role
from tests.returns.area import GOOD, Area
from tests.returns.pages import (
    address,
    raised,
    text,
)

pytestmark = pytest.mark.usefixtures("on_the_day")


@pytest.mark.parametrize("figure", ["", "0", "x", "²", "99999999999999999999"])
def test_a_query_about_nothing_is_not_found(manager, figure):
    assert manager.get(address("query-new") + f"?figure={figure}").status_code == 404


def test_from_a_query_to_a_correction(area, as_role):
    area.submitted(GOOD)
    url = address("query-new") + f"?figure={area.figure().pk}"
    manager = as_role(Role.PRACTICE_MANAGER)
    assert "Enter why" in text(manager.post(url, {"reason": ""}))
    page = text(manager.post(url, {"reason": "Counted twice", "proposed": "70"}, follow=True))
    assert "Your query has been sent" in page and "Counted twice" in page
    assert "queried already" in text(manager.post(url, {"reason": "Again"}))

    analyst = as_role(Role.ANALYST)
    query = Query.objects.get()
    assert "Counted twice" in text(analyst.get(address("queries", code="X01")))
    url = address("query", query.pk, code="X01")
    wrong = {"decision": "uphold", "reason": "Yes", "numerator": "170", "denominator": "100"}
    assert "larger than the denominator" in text(analyst.post(url, wrong))
    assert "Choose whether you uphold" in text(analyst.post(url, {}))
    right = {**wrong, "numerator": "70"}
    page = text(analyst.post(url, right, follow=True))
    assert "Upheld" in page and "70 of 100 (70.0%)" in page
    assert area.figure().numerator == 70
    assert "decided already" in text(analyst.post(url, right))


def test_a_query_is_declined_with_a_reason(area, as_role):
    area.submitted(GOOD)
    query = raised(area)
    analyst = as_role(Role.ANALYST)
    url = address("query", query.pk, code="X01")
    assert "Give the reason" in text(analyst.post(url, {"decision": "decline"}))
    analyst.post(url, {"decision": "decline", "reason": "The register agrees"})
    manager = as_role(Role.PRACTICE_READER)
    assert "Declined: The register agrees" in text(manager.get(address("practice")))


@pytest.mark.parametrize(
    ("role", "heading", "proposal", "own"),
    [
        (Role.PRACTICE_MANAGER, "What the practice says", "The practice proposes", "Your reason"),
        (Role.ANALYST, "What is questioned", "Proposed:", "What is questioned,"),
        (None, "What is questioned", "Proposed:", "What is questioned,"),
    ],
)
def test_a_query_says_who_raised_it(area, as_role, role, heading, proposal, own):
    area.submitted(GOOD)
    query = raised(area, by=area.person(role) if role else None)
    page = text(as_role(Role.COMMISSIONING_LEAD).get(address("query", query.pk, code="X01")))
    assert heading in page
    said = f"{proposal} <strong>70 of 100</strong> in place of 80 of 100 (80.0%)."
    assert said in page
    assert own in text(as_role(Role.PRACTICE_READER).get(address("practice")))


def test_a_query_of_another_area_is_not_found(area, as_role):
    area.submitted(GOOD)
    query = raised(area)
    elsewhere = Area("X02", ("X00003", "X00004"))
    client = as_role(Role.ANALYST, elsewhere.commissioner)
    assert client.get(address("query", query.pk, code="X02")).status_code == 404
