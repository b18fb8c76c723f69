"""The yearly assessment of indicators: what was computed, what people say, what was signed."""

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
from scorecard.cards.forms.assessments import AssessmentForm
from scorecard.cards.presenters.assessment import assessment_page
from scorecard.cards.presenters.assessments import (
    HEADINGS,
    address_of,
    assessment_rows,
    file_rows,
)
from scorecard.cards.selectors.assessments import assessed_year
from scorecard.cards.services.assessment import sign_assessment
from scorecard.cards.tables import AssessmentTable
from scorecard.ui.writers import csv_response, xlsx_response

FILES = {"csv": csv_response, "xlsx": xlsx_response}


@in_commissioner(Permission.SEE_RESULTS)
def assessments(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    year = assessed_year(commissioner, request.GET.get("year", ""))
    rows = assessment_rows(commissioner, year) if year else []
    table = AssessmentTable(rows, order_by=request.GET.get("sort"))
    return area_page(request, commissioner, "cards/assessments.html", year=year, table=table)


@in_commissioner(Permission.SEE_RESULTS)
def assessments_file(
    request: MemberRequest, commissioner: Commissioner, kind: str
) -> HttpResponseBase:
    year = assessed_year(commissioner, request.GET.get("year", ""))
    rows = assessment_rows(commissioner, year) if year else []
    name = f"{commissioner.code}-assessments-{year.name if year else 'none'}"
    return FILES[kind](name, list(HEADINGS.values()), file_rows(rows))


@in_commissioner(Permission.SEE_RESULTS)
def assessment(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    year = request.GET.get("year", "")
    return _show(request, commissioner, indicator, year, None)


@require_POST
@in_commissioner(Permission.ASSESS)
def sign(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    form = AssessmentForm(request.POST)
    if not form.is_valid():
        return _show(request, commissioner, indicator, request.POST.get("year", ""), form)
    year = form.cleaned_data["year"]
    try:
        signed = sign_assessment(
            commissioner=commissioner,
            year=year,
            indicator=indicator,
            verdict=form.cleaned_data["verdict"],
            reason=form.cleaned_data["reason"],
            texts=form.texts(),
            by=request.user,
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _show(request, commissioner, indicator, year, form)
    messages.success(request, f"Signed: {signed.get_verdict_display()}.")
    return redirect(address_of(commissioner, indicator, year))


def _show(
    request: MemberRequest,
    commissioner: Commissioner,
    indicator: str,
    name: str,
    form: AssessmentForm | None,
) -> HttpResponse:
    year = assessed_year(commissioner, name)
    if year is None:
        return area_page(request, commissioner, "cards/assessments.html", year=None, table=None)
    page = assessment_page(commissioner, year, indicator)
    given = form or AssessmentForm(initial={"year": year.name})
    return area_page(request, commissioner, "cards/assessment.html", page=page, form=given)
