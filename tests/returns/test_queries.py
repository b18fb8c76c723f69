"""A practice challenges a figure; the commissioner corrects it or says why not."""

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Figure, Query, QueryDecision
from indicators.selectors.queries import (
    decided_queries,
    figure_of,
    open_queries,
    queries_for,
    queries_of_practice,
    query_in,
)
from indicators.services.queries import QueryRefused, decline, raise_query, uphold
from scorecard.accounts.roles import Role
from scorecard.audit.models import AuditEvent
from tests.returns.area import AT, BY_NOBODY, GOOD, Area
from tests.returns.files import row


@pytest.fixture
def figure(area) -> Figure:
    area.submitted(GOOD, row("FAC01", text="Welsh"))
    return area.figure()


@pytest.fixture
def query(figure) -> Query:
    return raise_query(figure=figure, reason="Counted twice", proposed="70 of 100", **BY_NOBODY)


@pytest.fixture
def decider(area):
    return {"by": area.person(Role.ANALYST), "at": AT}


def test_a_query_is_open_for_both_sides(area, query):
    assert list(open_queries(queries_of_practice(area.practice))) == [query]
    assert list(open_queries(queries_for(area.commissioner))) == [query]
    assert AuditEvent.objects.filter(action="raise query").exists()


def test_one_open_query_for_a_figure(query):
    with pytest.raises(QueryRefused, match="already"):
        raise_query(figure=query.figure, reason="Again", **BY_NOBODY)


def test_a_query_needs_a_reason(figure):
    with pytest.raises(ValidationError):
        raise_query(figure=figure, reason="  ", **BY_NOBODY)
    assert not Query.objects.exists()


def test_a_replaced_figure_cannot_be_queried(area, figure):
    area.submitted(row("ACC01", "70", "100"))
    with pytest.raises(QueryRefused, match="corrected since"):
        raise_query(figure=figure, reason="Old", **BY_NOBODY)
    assert figure_of(area.practice, figure.pk) is None


def test_another_practices_figure_is_not_found(area, figure):
    assert figure_of(area.practice, figure.pk) == figure
    assert figure_of(area.neighbour, figure.pk) is None


def test_upholding_corrects_the_figure_and_keeps_its_history(area, query, decider):
    decision = uphold(query=query, reason="You are right", numerator=70, denominator=100, **decider)
    assert area.figure() == decision.correction
    assert area.figure().numerator == 70
    query.figure.refresh_from_db()
    assert (query.figure.replaced_at, query.figure.counts) == (None, False)
    assert (query.figure.source, decision.correction.source) == ("return", "query")
    assert list(decided_queries(queries_for(area.commissioner))) == [query]


def test_a_fact_is_corrected_in_words(area, figure, decider):
    query = raise_query(figure=area.figure("FAC01"), reason="More", **BY_NOBODY)
    uphold(query=query, reason="Added", text="Welsh, Polish", **decider)
    assert area.figure("FAC01").text == "Welsh, Polish"


def test_declining_leaves_the_figure_and_says_why(area, query, decider):
    decline(query=query, reason="The register agrees", **decider)
    assert area.figure() == query.figure
    assert QueryDecision.objects.get().reason == "The register agrees"


@pytest.mark.parametrize(
    ("correction", "says"),
    [
        ({}, "Give the corrected figure"),
        ({"numerator": 101, "denominator": 100}, "larger than the denominator"),
        ({"numerator": 5}, "denominator is missing"),
        ({"numerator": 80, "denominator": 100}, "figure that was queried"),
    ],
)
def test_an_impossible_correction_changes_nothing(area, query, decider, correction, says):
    with pytest.raises(QueryRefused, match=says):
        uphold(query=query, reason="Yes", **correction, **decider)
    assert area.figure() == query.figure
    assert not QueryDecision.objects.exists()


def test_a_decision_needs_a_reason_or_nothing_changes(area, query, decider):
    with pytest.raises(ValidationError):
        uphold(query=query, reason="", numerator=70, denominator=100, **decider)
    assert area.figure().numerator == 80


def test_a_query_is_decided_once(query, decider):
    decline(query=query, reason="No", **decider)
    with pytest.raises(QueryRefused, match="already"):
        uphold(query=query, reason="Yes", numerator=70, denominator=100, **decider)


def test_after_a_decision_the_figure_may_be_queried_again(query, decider):
    decline(query=query, reason="No", **decider)
    assert raise_query(figure=query.figure, reason="With evidence", **BY_NOBODY)


def test_another_area_does_not_see_the_query(query):
    elsewhere = Area("X02", ("X00003", "X00004"))
    assert query_in(elsewhere.commissioner, query.pk) is None
