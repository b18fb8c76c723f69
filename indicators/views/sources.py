"""Two sources for one thing: where they differ, and whose figure counts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from indicators.forms.sources import AgreementForm
from indicators.models import Definition
from indicators.presenters.differences import (
    HEADER,
    LIST_HEADER,
    difference_rows,
    indicator_differences,
    list_rows,
    source_lines,
)
from indicators.selectors.definitions import latest_definition
from indicators.selectors.sources import (
    banded_by_others,
    periods_held,
    source_titles,
    sources_held,
)
from indicators.services.sources import agree_source
from indicators.tables.sources import DifferenceTable, SourceTable
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.ui.writers import csv_response


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def sources(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    lines = source_lines(commissioner)
    table = SourceTable(lines)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return area_page(
        request,
        commissioner,
        "indicators/sources.html",
        table=table,
        lines=lines,
        outdated=banded_by_others(commissioner),
    )


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def sources_file(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    rows = list_rows(source_lines(commissioner))
    return csv_response(f"{commissioner.code}-sources", LIST_HEADER, rows)


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def differences(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = _definition(commissioner, indicator)
    page = indicator_differences(definition, request.GET.get("period", ""))
    table = DifferenceTable(page.lines, commissioner=commissioner.code) if page else None
    if table:
        RequestConfig(request, paginate={"per_page": 100}).configure(table)
    return area_page(
        request,
        commissioner,
        "indicators/source_differences.html",
        definition=definition,
        page=page,
        table=table,
    )


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def differences_file(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponseBase:
    definition = _definition(commissioner, indicator)
    page = indicator_differences(definition, request.GET.get("period", ""))
    name = f"{commissioner.code}-{definition.code}-{page.period_code if page else 'no'}-sources"
    return csv_response(name, HEADER, difference_rows(page) if page else ())


@in_commissioner(Permission.DECIDE_QUERIES)
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = _definition(commissioner, indicator)
    titles, found = source_titles(commissioner), definition.indicator
    form = AgreementForm(
        found,
        {source: titles.get(source, source) for source in sources_held(found)},
        periods_held(found),
        initial={"period": request.GET.get("period", "")},
        **sent_in(request),
    )
    if form.is_valid():
        try:
            agreed = agree_source(
                indicator=found, by=request.user, at=timezone.now(), **form.agreed
            )
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, _said(agreed.switched))
            return redirect("source-differences", commissioner.code, definition.code)
    return area_page(
        request, commissioner, "indicators/source_agree.html", definition=definition, form=form
    )


def _definition(commissioner: Commissioner, code: str) -> Definition:
    definition = latest_definition(commissioner, code)
    if definition is None:
        raise Http404(f"{commissioner} has no indicator {code}.")
    return definition


def _said(switched: int) -> str:
    if not switched:
        return "The agreement is recorded. Every figure that counts already follows it."
    figures = "1 figure counts" if switched == 1 else f"{switched:,} figures count"
    return f"The agreement is recorded. {figures} now that did not before: band the period again."
