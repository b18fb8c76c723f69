"""What is agreed with single practices on an indicator, and values from outside the area."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.models import Definition
from indicators.selectors.agreements import objectives_of
from indicators.selectors.periods import periods_of
from indicators.services.agreements import agree_objective, end_objective, record_outside_value
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from practices.selectors import practices_of
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.agreements import EndForm, ObjectiveForm, OutsideValueForm
from scorecard.cards.presenters.agreements import objectives_page, outside_page
from scorecard.cards.selectors.versions import definition_in_force, find_definition
from scorecard.ui.errors import NotFoundInWords


@in_commissioner(Permission.SEE_RESULTS)
def objectives(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = _in_force(commissioner, indicator)
    return _objectives(request, commissioner, definition, _objective_form(commissioner, definition))


@require_POST
@in_commissioner(Permission.DEFINE)
def add_objective(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    definition = _in_force(commissioner, indicator)
    form = _objective_form(commissioner, definition, request.POST)
    if form.is_valid():
        try:
            agree_objective(
                definition=definition, **form.given(), by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Recorded. It counts when a period is banded next.")
            return redirect("objectives", commissioner.code, definition.code)
    return _objectives(request, commissioner, definition, form)


@require_POST
@in_commissioner(Permission.DEFINE)
def end(
    request: MemberRequest, commissioner: Commissioner, indicator: str, pk: int
) -> HttpResponse:
    definition = _in_force(commissioner, indicator)
    objective = objectives_of(definition.indicator).filter(pk=pk).first()
    if objective is None:
        raise NotFoundInWords(f"{indicator} has no such objective.")
    form = EndForm(request.POST)
    try:
        form.full_clean()
        if form.errors:
            raise ValidationError(list(form.errors["ends_on"]))
        end_objective(
            objective=objective,
            ends_on=form.cleaned_data["ends_on"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "The objective has its last day.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("objectives", commissioner.code, definition.code)


@in_commissioner(Permission.SEE_DEFINITIONS)
def outside(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = find_definition(commissioner, indicator)
    form = OutsideValueForm(definition=definition, periods=periods_of(commissioner))
    return _outside(request, commissioner, definition, form)


@require_POST
@in_commissioner(Permission.DEFINE)
def add_outside(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = find_definition(commissioner, indicator)
    periods = periods_of(commissioner)
    form = OutsideValueForm(request.POST, definition=definition, periods=periods)
    if not form.is_valid():
        return _outside(request, commissioner, definition, form)
    record_outside_value(
        indicator=definition.indicator, **form.cleaned_data, by=request.user, at=timezone.now()
    )
    messages.success(request, "Recorded. It counts when a period is banded next.")
    return redirect("outside-values", commissioner.code, definition.code)


def _in_force(commissioner: Commissioner, indicator: str) -> Definition:
    return definition_in_force(commissioner, indicator, timezone.localdate())


def _objective_form(
    commissioner: Commissioner, definition: Definition, *data: object
) -> ObjectiveForm:
    practices = practices_of(commissioner, timezone.localdate()).order_by("sort_key", "code")
    return ObjectiveForm(*data, definition=definition, practices=practices)


def _objectives(
    request: MemberRequest, commissioner: Commissioner, definition: Definition, form: forms.Form
) -> HttpResponse:
    page = objectives_page(definition)
    return area_page(request, commissioner, "cards/objectives.html", page=page, form=form)


def _outside(
    request: MemberRequest, commissioner: Commissioner, definition: Definition, form: forms.Form
) -> HttpResponse:
    page = outside_page(definition)
    return area_page(request, commissioner, "cards/outside_values.html", page=page, form=form)
