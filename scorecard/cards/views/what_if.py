"""Trying other weights, levels and comparators, on the page and as a file. Nothing is saved."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.what_if import WhatIfView, what_if_view
from scorecard.cards.presenters.what_if_results import HEADER, file_rows, sheets
from scorecard.cards.selectors.versions import find_version
from scorecard.cards.services.versions import set_weights
from scorecard.ui.writers import csv_response, xlsx_response


@in_commissioner(Permission.SEE_RESULTS)
def what_if(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _page(request, commissioner, _shown(request, commissioner, pk))


@in_commissioner(Permission.SEE_RESULTS)
def what_if_file(
    request: MemberRequest, commissioner: Commissioner, pk: int, kind: str
) -> HttpResponseBase:
    shown = _shown(request, commissioner, pk)
    if shown.trial is None or shown.periods is None:
        return _page(request, commissioner, shown)
    name = f"what-if-{commissioner.code}-{shown.periods.current.run.period.code}"
    rows = file_rows(shown.trial)
    if kind == "csv":
        return csv_response(name, HEADER, rows)
    more = sheets(shown.trial, shown.tried, shown.notes, shown.folded)
    return xlsx_response(name, HEADER, rows, title="Practices", more=more)


@require_POST
@in_commissioner(Permission.DEFINE)
def keep(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    shown = _shown(request, commissioner, pk)
    if shown.form is None or not shown.form.is_valid():
        return _page(request, commissioner, shown)
    domains, items = shown.form.kept_weights()
    try:
        set_weights(
            version=shown.version,
            domains=domains,
            items=items,
            revision=shown.form.cleaned_data["revision"],
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, f"{' '.join(error.messages)} Nothing has been saved.")
        return _page(request, commissioner, shown)
    messages.success(request, "The weights are saved in the draft. Levels stay as they were.")
    return redirect("card-version", commissioner.code, pk)


def _shown(request: MemberRequest, commissioner: Commissioner, pk: int) -> WhatIfView:
    version = find_version(commissioner, pk)
    return what_if_view(version, request.POST or request.GET, request.permissions)


def _page(request: MemberRequest, commissioner: Commissioner, shown: WhatIfView) -> HttpResponse:
    return area_page(request, commissioner, "cards/what_if.html", what_if=shown, form=shown.form)
