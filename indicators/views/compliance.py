"""Random compliance checks: answers drawn, findings, and what the practice sees of both."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms.compliance import AGREES, DrawForm, FindingForm
from indicators.models import ComplianceCheck, ComplianceSample
from indicators.presenters.compliance import (
    FRAME_HEADER,
    HEADER,
    check_lines,
    check_page,
    frame_rows,
    sample_rows,
)
from indicators.presenters.compliance_answers import answer_page, own_lines
from indicators.selectors.compliance import check_in, collections_with_answers, sample_in
from indicators.services.compliance import draw_check, query_after_finding, record_finding
from indicators.services.evidence import EvidenceRefused, receive_evidence
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission
from scorecard.ui.writers import csv_response


@in_commissioner(Permission.CHECK_COMPLIANCE)
@require_safe
def compliance(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    checks = check_lines(commissioner)
    return area_page(request, commissioner, "indicators/compliance.html", checks=checks)


@in_commissioner(Permission.CHECK_COMPLIANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def draw(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    offered = {"seed": str(secrets.randbelow(10**9)), "size": 20}
    form = DrawForm(collections_with_answers(commissioner), initial=offered, **sent_in(request))
    if form.is_valid():
        try:
            check = draw_check(by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            drawn = "1 answer is" if check.size == 1 else f"{check.size} answers are"
            messages.success(request, f"{drawn} drawn.")
            return redirect("compliance-check", commissioner.code, check.pk)
    return area_page(request, commissioner, "indicators/compliance_draw.html", form=form)


@in_commissioner(Permission.CHECK_COMPLIANCE)
@require_safe
def compliance_check(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = _check(commissioner, pk)
    page = check_page(found)
    return area_page(
        request, commissioner, "indicators/compliance_check.html", page=page, pk=found.pk
    )


@in_commissioner(Permission.CHECK_COMPLIANCE)
@require_safe
def compliance_file(
    request: MemberRequest, commissioner: Commissioner, pk: int, kind: str
) -> HttpResponseBase:
    """The sample with its findings, or the frame that it was drawn from."""
    found = _check(commissioner, pk)
    name = f"{commissioner.code}-check-{found.pk}-{kind}"
    if kind == "frame":
        return csv_response(name, FRAME_HEADER, frame_rows(found))
    return csv_response(name, HEADER, sample_rows(found, check_page(found).samples))


@in_commissioner(Permission.CHECK_COMPLIANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def compliance_answer(
    request: MemberRequest, commissioner: Commissioner, pk: int, place: int
) -> HttpResponse:
    sample = _sample(commissioner, pk, place)
    form = FindingForm(**sent_in(request, files=True))
    if form.is_valid():
        try:
            _record(request, sample, form.cleaned_data)
        except EvidenceRefused as refused:
            form.add_error("evidence", str(refused))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "The finding is recorded. The practice sees it.")
            return redirect("compliance-answer", commissioner.code, pk, place)
    page = answer_page(sample)
    return area_page(
        request, commissioner, "indicators/compliance_answer.html", page=page, form=form, pk=pk
    )


def _record(request: MemberRequest, sample: ComplianceSample, given: dict[str, Any]) -> None:
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    figure, file, evidence = sample.figure, given["evidence"], None
    if file:
        evidence = receive_evidence(
            commissioner=figure.indicator.commissioner,
            practice=figure.practice,
            name=file.name,
            content=file.read(),
            **who,
        )
    record_finding(
        sample=sample,
        agrees=given["verdict"] == AGREES,
        found=given["found"],
        note=given["note"],
        evidence=evidence,
        **who,
    )


@in_commissioner(Permission.CHECK_COMPLIANCE)
@require_POST
def compliance_query(
    request: MemberRequest, commissioner: Commissioner, pk: int, place: int
) -> HttpResponse:
    sample = _sample(commissioner, pk, place)
    try:
        query = query_after_finding(sample=sample, by=request.user, at=timezone.now())
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("compliance-answer", commissioner.code, pk, place)
    messages.success(request, "The figure is marked as queried. The practice sees why.")
    if Permission.DECIDE_QUERIES in request.permissions:
        return redirect("query", commissioner.code, query.pk)
    return redirect("compliance-answer", commissioner.code, pk, place)


@in_practice(Permission.SEE_OWN)
@require_safe
def own_compliance(request: MemberRequest, practice: Practice) -> HttpResponse:
    lines = own_lines(practice)
    return practice_page(request, practice, "indicators/own_compliance.html", lines=lines)


def _check(commissioner: Commissioner, pk: int) -> ComplianceCheck:
    found = check_in(commissioner, pk)
    if found is None:
        raise Http404("No such check in this area.")
    return found


def _sample(commissioner: Commissioner, pk: int, place: int) -> ComplianceSample:
    sample = sample_in(_check(commissioner, pk), place)
    if sample is None:
        raise Http404("No such answer in this check.")
    return sample
