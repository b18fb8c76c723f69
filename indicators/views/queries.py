"""Queries: a practice raises one, the commissioner decides it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms import UPHOLD, DecisionForm, QueryForm
from indicators.models import Query, QueryDecision
from indicators.presenters.queries import as_typed, figure_page, indicator_of, query_line
from indicators.selectors.queries import (
    decided_queries,
    figure_of,
    open_queries,
    queries_for,
    query_in,
)
from indicators.services.queries import decline, raise_query, uphold
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission


@in_practice(Permission.RAISE_QUERY)
@require_http_methods(["GET", "HEAD", "POST"])
def query_new(request: MemberRequest, practice: Practice) -> HttpResponse:
    number = request.GET.get("figure", "")
    figure = figure_of(practice, int(number)) if number.isascii() and number.isdigit() else None
    if figure is None:
        raise Http404("No such figure of this practice: it may have been corrected since.")
    form = QueryForm(**sent_in(request))
    if form.is_valid():
        try:
            raise_query(figure=figure, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Your query has been sent. The figure is marked as queried.")
            return redirect("practice", practice.code)
    return practice_page(
        request, practice, "indicators/query_new.html", figure=figure_page(figure), form=form
    )


@in_commissioner(Permission.DECIDE_QUERIES)
@require_safe
def queries(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    held = queries_for(commissioner)
    return area_page(
        request,
        commissioner,
        "indicators/queries.html",
        open=[query_line(query) for query in open_queries(held)],
        decided=[query_line(query) for query in decided_queries(held)[:50]],
    )


@in_commissioner(Permission.DECIDE_QUERIES)
@require_http_methods(["GET", "HEAD", "POST"])
def query(request: MemberRequest, commissioner: Commissioner, query_id: int) -> HttpResponse:
    found = query_in(commissioner, query_id)
    if found is None:
        raise Http404("No such query in this area.")
    form = DecisionForm(
        indicator_of(found.figure), initial=as_typed(found.figure), **sent_in(request)
    )
    if form.is_valid():
        try:
            decision = _decide(request, found, form)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, f"{decision}. The practice sees your reason.")
            return redirect("queries", commissioner.code)
    return area_page(
        request,
        commissioner,
        "indicators/query.html",
        line=query_line(found),
        figure=figure_page(found.figure),
        form=form,
    )


def _decide(request: MemberRequest, found: Query, form: DecisionForm) -> QueryDecision:
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    reason, given = form.cleaned_data["reason"], form.corrected
    if form.cleaned_data["decision"] != UPHOLD or given is None:
        return decline(query=found, reason=reason, **who)
    return uphold(
        query=found,
        reason=reason,
        numerator=given.numerator,
        denominator=given.denominator,
        value=given.value,
        text=given.text,
        **who,
    )
