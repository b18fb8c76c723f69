"""Queries: a practice raises one, the commissioner decides it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.queries import UPHOLD, DecisionForm, QueryForm
from indicators.models import Query, QueryDecision
from indicators.presenters.queries import as_typed, figure_page, indicator_of, query_lines
from indicators.presenters.windows import window_words
from indicators.selectors.queries import (
    corrected_since_banding,
    decided_queries,
    figure_of,
    open_queries,
    queries_for,
    query_in,
)
from indicators.selectors.verification import window_of
from indicators.services.queries import check_may_query, decline, raise_query, uphold
from indicators.views.attaching import attach
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission
from scorecard.ui.numbers import whole_number

_FILE = (("evidence", "kept"),)


@in_practice(Permission.RAISE_QUERY)
@require_http_methods(["GET", "HEAD", "POST"])
def query_new(request: MemberRequest, practice: Practice) -> HttpResponse:
    number = whole_number(request.GET.get("figure", ""))
    figure = None if number is None else figure_of(practice, number)
    if figure is None:
        raise Http404("No such figure of this practice: it may have been corrected since.")
    form = QueryForm(**sent_in(request, files=True))
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    owner = figure.indicator.commissioner
    may = partial(check_may_query, figure=figure, at=who["at"])
    attached = attach(form, _FILE, practice=practice, commissioner=owner, may=may, **who)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reason", "proposed")}
        try:
            raise_query(figure=figure, evidence=attached.get("evidence"), **given, **who)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Your query has been sent. The figure is marked as queried.")
            return redirect("practice", practice.code)
    window = window_words(window_of(figure.period), timezone.localdate())
    shown = {"figure": figure_page(figure), "form": form, "window": window}
    return practice_page(request, practice, "indicators/query_new.html", **shown)


@in_commissioner(Permission.DECIDE_QUERIES)
@require_safe
def queries(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    """`state=waiting`: only those that wait for a decision."""
    held, today = queries_for(commissioner), timezone.localdate()
    waiting = request.GET.get("state") == "waiting"
    return area_page(
        request,
        commissioner,
        "indicators/queries.html",
        open=query_lines(open_queries(held), today),
        decided=[] if waiting else query_lines(decided_queries(held)[:50], today),
        waiting=waiting,
        unbanded=corrected_since_banding(commissioner),
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
        line=query_lines([found], timezone.localdate())[0],
        unbanded=corrected_since_banding(commissioner),
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
