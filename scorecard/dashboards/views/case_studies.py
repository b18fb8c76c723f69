"""Case studies: a practice offers and withdraws them, its commissioner accepts or declines."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.access import MemberRequest, in_commissioner, in_practice
from practices.group_forms import add_errors
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from practices.selectors import commissioner_of
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.dashboards.forms.case_studies import CaseStudyForm
from scorecard.dashboards.models import CaseStudy, CaseStudyStep
from scorecard.dashboards.presenters.case_studies import area_lines, own_lines, to_learn_from
from scorecard.dashboards.selectors.case_studies import banded_in, own_studies, studies_of
from scorecard.dashboards.services.case_studies import (
    accept_case_study,
    decline_case_study,
    offer_case_study,
    withdraw_case_study,
)


@in_practice(Permission.SEE_OWN)
def own_case_studies(request: MemberRequest, practice: Practice) -> HttpResponse:
    """What the practice offered, and what it may learn from practices like it."""
    periods, wanted = _periods(practice), request.GET.get("indicator", "")
    found = to_learn_from(practice, periods, timezone.localdate(), wanted)
    shown = {"lines": own_lines(practice), "studies": found, "wanted": wanted}
    return practice_page(request, practice, "dashboards/case_studies/own.html", **shown)


@in_practice(Permission.OFFER_CASE_STUDY)
def offer(request: MemberRequest, practice: Practice) -> HttpResponse:
    form = CaseStudyForm(request.POST or None)
    periods = _periods(practice)
    if periods is not None:
        choices = banded_in(periods.current)
        form.fields["indicator"].queryset = choices  # type: ignore[attr-defined]
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "agreed"}
        try:
            offer_case_study(practice=practice, **given, by=request.user, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Offered. Practices read it once it is accepted.")
            return redirect("practice-case-studies", practice.code)
    return practice_page(request, practice, "dashboards/case_studies/offer.html", form=form)


@require_POST
@in_practice(Permission.OFFER_CASE_STUDY)
def withdraw(request: MemberRequest, practice: Practice, pk: int) -> HttpResponse:
    study = get_object_or_404(own_studies(practice), pk=pk)
    try:
        withdraw_case_study(case_study=study, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"“{study}” is withdrawn: nobody else reads it any more.")
    return redirect("practice-case-studies", practice.code)


@in_commissioner(Permission.SEE_RESULTS)
def case_studies(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    lines = area_lines(commissioner)
    return area_page(request, commissioner, "dashboards/case_studies/area.html", lines=lines)


@require_POST
@in_commissioner(Permission.ACCEPT_CASE_STUDY)
def decide(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    """Accept it, or decline it with a reason."""
    study = get_object_or_404(studies_of(commissioner), pk=pk)
    now = timezone.now()
    try:
        if "accept" in request.POST:
            step = accept_case_study(case_study=study, by=request.user, at=now)
            messages.success(request, f"“{study}” is accepted: {_read_by(study, step)}.")
        else:
            why = request.POST.get("reason", "")
            decline_case_study(case_study=study, reason=why, by=request.user, at=now)
            messages.success(request, f"“{study}” is declined. The practice reads why.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("case-studies", commissioner.code)


def _read_by(study: CaseStudy, step: CaseStudyStep) -> str:
    if step.strong_in:
        return "practices like it read it now"
    return f"other practices do not read it, because {study.practice} is not green on this now"


def _periods(practice: Practice) -> BandedPeriods | None:
    commissioner = commissioner_of(practice, timezone.localdate())
    return banded_periods(commissioner) if commissioner else None
