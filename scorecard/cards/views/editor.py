"""Defining and changing an indicator, looking at it before, and taking it off the draft."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from indicators.models import Definition
from indicators.selectors.definitions import latest_definition, wholes
from indicators.services.definitions import ChangedMeanwhile
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.indicators import IndicatorForm, add_errors, initial_of, stratum_initial
from scorecard.cards.forms.retiring import RetireForm
from scorecard.cards.presenters.banding_preview import preview_of
from scorecard.cards.presenters.editor import Conflict, conflict_of, misfit_words, warnings_of
from scorecard.cards.selectors.versions import (
    card_domains,
    find_definition,
    item_on_card,
    newest_version,
)
from scorecard.cards.services.indicators import retire_indicator, save_indicator


@in_commissioner(Permission.DEFINE)
def new_indicator(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    whole = latest_definition(commissioner, request.GET.get("stratum_of", ""))
    item = item_on_card(newest_version(commissioner), whole) if whole else None
    initial = stratum_initial(whole, item) if whole else {}
    return _edit(request, commissioner, None, initial=initial)


@in_commissioner(Permission.DEFINE)
def edit_indicator(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    definition = find_definition(commissioner, indicator)
    item = item_on_card(newest_version(commissioner), definition)
    return _edit(request, commissioner, definition, initial=initial_of(definition, item))


def _edit(
    request: MemberRequest,
    commissioner: Commissioner,
    definition: Definition | None,
    initial: dict[str, Any],
) -> HttpResponse:
    form = _form(request.POST or None, commissioner, definition, initial)
    shown: dict[str, Any] = {"is_new": definition is None}
    if form.is_valid() and "preview" in request.POST:
        given = form.data_of(form.cleaned_data), form.place_of(form.cleaned_data)
        shown["preview"] = preview_of(commissioner, definition, *given, timezone.localdate())
    elif form.is_valid():
        try:
            return _save(request, commissioner, form, is_new=definition is None)
        except ChangedMeanwhile:
            shown["conflict"], form = _conflict(request, commissioner, form)
        except ValidationError as error:
            add_errors(form, error)
    return area_page(request, commissioner, "cards/indicator_form.html", form=form, **shown)


def _form(
    data: Any, commissioner: Commissioner, definition: Definition | None, initial: dict[str, Any]
) -> IndicatorForm:
    return IndicatorForm(
        data,
        domains=card_domains(newest_version(commissioner)),
        others=wholes(commissioner, but=definition.code if definition else ""),
        code_fixed=definition is not None,
        initial=initial,
    )


def _save(
    request: MemberRequest, commissioner: Commissioner, form: IndicatorForm, is_new: bool
) -> HttpResponse:
    cleaned = form.cleaned_data
    data, place = form.data_of(cleaned), form.place_of(cleaned)
    item = save_indicator(
        commissioner=commissioner,
        code=cleaned["code"],
        data=data,
        **place.values(),
        is_new=is_new,
        started_from=cleaned["started_from"],
        started_place=cleaned["started_place"],
        why=cleaned["why"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, f"{cleaned['code']} {data.name} is saved to the draft.")
    today = timezone.localdate()
    indicator = item.definition.indicator
    for sentence in warnings_of(data, place, today) + misfit_words(indicator, data, today):
        messages.warning(request, sentence)
    return redirect("card", commissioner.code)


def _conflict(
    request: MemberRequest, commissioner: Commissioner, form: IndicatorForm
) -> tuple[Conflict, IndicatorForm]:
    """Both versions, and the same form once more, now starting from the newest."""
    latest = find_definition(commissioner, form.cleaned_data["code"])
    item = item_on_card(newest_version(commissioner), latest)
    given = form.data_of(form.cleaned_data), form.place_of(form.cleaned_data)
    found = conflict_of(latest, item, form.cleaned_data["started_from"], *given)
    initial = initial_of(latest, item)
    typed = request.POST.copy()
    typed["started_from"] = initial["started_from"]
    typed["started_place"] = initial.get("started_place", "")
    return found, _form(typed, commissioner, latest, initial)


@in_commissioner(Permission.DEFINE)
def take_off_indicator(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    definition = find_definition(commissioner, indicator)
    form = RetireForm(request.POST or None)
    if form.is_valid():
        try:
            retire_indicator(
                commissioner=commissioner,
                definition=definition,
                collected=form.cleaned_data["what"] == "collected",
                why=form.cleaned_data["why"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, f"The draft is changed: {definition.code} does not count.")
            return redirect("card", commissioner.code)
        except ValidationError as error:
            add_errors(form, error)
    return area_page(
        request, commissioner, "cards/indicator_off.html", form=form, definition=definition
    )
