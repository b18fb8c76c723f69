"""Evidence files: taken away by those who may see them, and removed by the commissioner."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.forms.queries import RemovalForm
from indicators.models import Evidence
from indicators.presenters.evidence import evidence_page
from indicators.selectors.evidence import evidence_of_area, evidence_of_practice
from indicators.services.evidence import EvidenceRefused, remove_evidence
from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.ui.writers import attachment_response


@in_practice(Permission.SEE_OWN)
@require_safe
def own_evidence(request: MemberRequest, practice: Practice, evidence_id: int) -> HttpResponse:
    return _file(evidence_of_practice(practice, evidence_id))


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def evidence_file(
    request: MemberRequest, commissioner: Commissioner, evidence_id: int
) -> HttpResponse:
    return _file(evidence_of_area(commissioner, evidence_id))


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def evidence(request: MemberRequest, commissioner: Commissioner, evidence_id: int) -> HttpResponse:
    held = _held(commissioner, evidence_id)
    return _page(request, commissioner, held, RemovalForm())


@in_commissioner(Permission.DECIDE_QUERIES)
@require_POST
def evidence_remove(
    request: MemberRequest, commissioner: Commissioner, evidence_id: int
) -> HttpResponse:
    held = _held(commissioner, evidence_id)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        return _page(request, commissioner, held, form)
    reason = form.cleaned_data["reason"]
    try:
        remove_evidence(evidence=held, reason=reason, by=request.user, at=timezone.now())
    except EvidenceRefused as refused:
        form.add_error("reason", str(refused))
        return _page(request, commissioner, held, form)
    return redirect("evidence", commissioner.code, held.pk)


def _page(
    request: MemberRequest, commissioner: Commissioner, held: Evidence, form: RemovalForm
) -> HttpResponse:
    page = evidence_page(held)
    return area_page(request, commissioner, "indicators/evidence.html", page=page, form=form)


def _held(commissioner: Commissioner, evidence_id: int) -> Evidence:
    held = evidence_of_area(commissioner, evidence_id)
    if held is None:
        raise Http404("No such evidence in this area.")
    return held


def _file(held: Evidence | None) -> HttpResponse:
    """Only what the worker has looked at, and never to be opened inside a page."""
    if held is None or held.content is None or held.state != Evidence.State.KEPT:
        raise Http404("No such file to take away.")
    return attachment_response(held.name, held.content_type, bytes(held.content))
