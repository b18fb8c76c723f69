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
from scorecard.cards.models import CardVersion
from scorecard.cards.places import standing
from scorecard.cards.presenters.banding_preview import preview_of
from scorecard.cards.presenters.editor import (
    Conflict,
    conflict_of,
    misfit_words,
    missing_set_words,
    placed_on,
    set_names,
    warnings_of,
)
from scorecard.cards.selectors.versions import (
    card_domains,
    find_definition,
    item_on_card,
    working_version,
)
from scorecard.cards.services.indicators import retire_indicator, save_indicator

MOVED = (
    "was changed by somebody else since you opened this page. Look at it again; to do this all the"
    " same, send it once more."
)


@in_commissioner(Permission.DEFINE)
def new_indicator(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    version = _version(request, commissioner)
    whole = latest_definition(commissioner, request.GET.get("stratum_of", ""))
    item = item_on_card(version, whole) if whole else None
    initial = stratum_initial(whole, item) if whole else {}
    return _edit(request, commissioner, version, None, initial=initial)


@in_commissioner(Permission.DEFINE)
def edit_indicator(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    version = _version(request, commissioner)
    definition = find_definition(commissioner, indicator)
    initial = initial_of(definition, item_on_card(version, definition))
    return _edit(request, commissioner, version, definition, initial=initial)


def _version(request: MemberRequest, commissioner: Commissioner) -> CardVersion | None:
    """The version that the form sent, or the address, is about."""
    return working_version(commissioner, request.POST.get("card", request.GET.get("card", "")))


def _edit(
    request: MemberRequest,
    commissioner: Commissioner,
    version: CardVersion | None,
    definition: Definition | None,
    initial: dict[str, Any],
) -> HttpResponse:
    form = _form(request.POST or None, commissioner, version, definition, initial)
    shown: dict[str, Any] = {"is_new": definition is None, "placed_on": placed_on(version)}
    if form.is_valid() and "preview" in request.POST:
        given = form.data_of(form.cleaned_data), form.place_of(form.cleaned_data)
        today = timezone.localdate()
        shown["preview"] = preview_of(commissioner, definition, *given, version, today)
    elif form.is_valid():
        try:
            return _save(request, commissioner, version, form, is_new=definition is None)
        except ChangedMeanwhile:
            shown["conflict"], form = _conflict(request, commissioner, version, form)
        except ValidationError as error:
            add_errors(form, error)
    return area_page(request, commissioner, "cards/indicator_form.html", form=form, **shown)


def _form(
    data: Any,
    commissioner: Commissioner,
    version: CardVersion | None,
    definition: Definition | None,
    initial: dict[str, Any],
) -> IndicatorForm:
    return IndicatorForm(
        data,
        domains=card_domains(version),
        others=wholes(commissioner, but=definition.code if definition else ""),
        sets=set_names(commissioner, initial.get("comparator_group", "")),
        code_fixed=definition is not None,
        initial={**initial, "card": version.pk if version else ""},
    )


def _save(
    request: MemberRequest,
    commissioner: Commissioner,
    version: CardVersion | None,
    form: IndicatorForm,
    is_new: bool,
) -> HttpResponse:
    cleaned = form.cleaned_data
    data, place = form.data_of(cleaned), form.place_of(cleaned)
    item = save_indicator(
        commissioner=commissioner,
        code=cleaned["code"],
        data=data,
        **place.values(),
        is_new=is_new,
        card=version,
        started_from=cleaned["started_from"],
        started_place=cleaned["started_place"],
        why=cleaned["why"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(
        request, f"{cleaned['code']} {data.name} is saved to the draft {item.version}."
    )
    today = timezone.localdate()
    indicator = item.definition.indicator
    said = warnings_of(data, place, today) + misfit_words(indicator, data, today)
    for sentence in said + missing_set_words(commissioner, data):
        messages.warning(request, sentence)
    return redirect("card-version", commissioner.code, item.version_id)


def _conflict(
    request: MemberRequest,
    commissioner: Commissioner,
    version: CardVersion | None,
    form: IndicatorForm,
) -> tuple[Conflict, IndicatorForm]:
    """Both versions, and the same form once more, now starting from the newest."""
    latest = find_definition(commissioner, form.cleaned_data["code"])
    item = item_on_card(version, latest)
    given = form.data_of(form.cleaned_data), form.place_of(form.cleaned_data)
    found = conflict_of(latest, item, form.cleaned_data["started_from"], *given)
    initial = initial_of(latest, item)
    typed = request.POST.copy()
    typed["started_from"] = initial["started_from"]
    typed["started_place"] = initial.get("started_place", "")
    return found, _form(typed, commissioner, version, latest, initial)


@in_commissioner(Permission.DEFINE)
def take_off_indicator(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    version = _version(request, commissioner)
    definition = find_definition(commissioner, indicator)
    stands = standing(item_on_card(version, definition))
    initial = {"card": version.pk if version else "", "started": stands}
    form = RetireForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            return _take_off(request, definition, version, form)
        except ChangedMeanwhile:
            form = RetireForm({**request.POST.dict(), "started": stands}, initial=initial)
            form.add_error(None, f"{definition.code} {MOVED}")
        except ValidationError as error:
            add_errors(form, error)
    shown = {"form": form, "definition": definition, "version": version}
    shown["placed_on"] = placed_on(version)
    return area_page(request, commissioner, "cards/indicator_off.html", **shown)


def _take_off(
    request: MemberRequest, definition: Definition, version: CardVersion | None, form: RetireForm
) -> HttpResponse:
    commissioner = definition.indicator.commissioner
    draft = retire_indicator(
        commissioner=commissioner,
        definition=definition,
        collected=form.cleaned_data["what"] == "collected",
        card=version,
        started=form.cleaned_data["started"],
        why=form.cleaned_data["why"],
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, f"The draft {draft} is changed: {definition.code} does not count.")
    return redirect("card-version", commissioner.code, draft.pk)
