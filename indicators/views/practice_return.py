"""One practice's return, as the commissioner sees and decides on it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.forms.collections import ExtendForm, QuestionForm
from indicators.models import Collection, DataReturn
from indicators.presenters.practice_return import practice_return as present
from indicators.selectors.decisions import history_of
from indicators.selectors.rosters import Place, place_in
from indicators.services.collections import extend
from indicators.services.decisions import accept_one, query_return
from indicators.views.forms import asked_collection
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission

opens_periods = in_commissioner(Permission.OPEN_PERIODS)


@opens_periods
@require_safe
def practice_return(
    request: MemberRequest, commissioner: Commissioner, period_code: str, practice_code: str
) -> HttpResponse:
    collection, place = _found(commissioner, period_code, practice_code)
    return _page(request, commissioner, collection, place)


@opens_periods
@require_POST
def extend_return(
    request: MemberRequest, commissioner: Commissioner, period_code: str, practice_code: str
) -> HttpResponse:
    collection, place = _found(commissioner, period_code, practice_code)
    form = ExtendForm(request.POST)
    if form.is_valid():
        try:
            given = extend(
                collection=collection,
                practice=place.practice,
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, f"{place.practice} has until {given.deadline:%-d %B %Y}.")
            return redirect("practice-return", commissioner.code, period_code, practice_code)
        except ValidationError as error:
            form.add_error(None, error)
    return _page(request, commissioner, collection, place, extend_form=form, form=form)


@opens_periods
@require_POST
def query(
    request: MemberRequest, commissioner: Commissioner, period_code: str, practice_code: str
) -> HttpResponse:
    collection, place = _found(commissioner, period_code, practice_code)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            sent = _sent(request, collection, place)
            query_return(data_return=sent, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(
                request, f"{place.practice} sees your question on the page “What is due” now."
            )
            return redirect("practice-return", commissioner.code, period_code, practice_code)
        except ValidationError as error:
            form.add_error(None, error)
    return _page(request, commissioner, collection, place, question_form=form, form=form)


@opens_periods
@require_POST
def accept(
    request: MemberRequest, commissioner: Commissioner, period_code: str, practice_code: str
) -> HttpResponse:
    collection, place = _found(commissioner, period_code, practice_code)
    try:
        sent = _sent(request, collection, place)
        accept_one(data_return=sent, by=request.user, at=timezone.now())
        messages.success(request, f"The return of {place.practice} is accepted.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("practice-return", commissioner.code, period_code, practice_code)


def _found(
    commissioner: Commissioner, period_code: str, practice_code: str
) -> tuple[Collection, Place]:
    collection = asked_collection(commissioner, period_code)
    place = place_in(collection, practice_code)
    if place is None:
        raise Http404("No such practice in this area in the period.")
    return collection, place


def _sent(request: MemberRequest, collection: Collection, place: Place) -> DataReturn:
    """The return that was on the page; the service says when there is a later one."""
    number = request.POST.get("return", "")
    returns = history_of(collection, place.practice.pk)
    found = returns.filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        raise Http404("No such return of this practice.")
    return found


def _page(
    request: MemberRequest,
    commissioner: Commissioner,
    collection: Collection,
    place: Place,
    **forms: Any,
) -> HttpResponse:
    page = present(collection, place, timezone.localdate())
    context = {"extend_form": ExtendForm(), "question_form": QuestionForm(), **forms}
    template = "indicators/practice_return.html"
    return area_page(
        request, commissioner, template, page=page, period=collection.period, **context
    )
