"""The check page of a file, and what can be taken away from it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.check import SendForm
from indicators.forms.queries import UploadForm
from indicators.models import Collection, ReceivedFile
from indicators.presenters.attesting import attestation_asked
from indicators.presenters.file_check import file_check
from indicators.presenters.marking import (
    LIST_HEADER,
    WIDTHS,
    marked_header,
    marked_rows,
    problem_list,
)
from indicators.presenters.typed_check import typed_check
from indicators.selectors.checks import checked_file
from indicators.selectors.returns import collection_for, file_of
from indicators.services.returns import ReturnRefused, submit_return, withdraw_file
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_practice
from practices.models import Practice
from practices.pages import practice_page
from scorecard.accounts.roles import Permission
from scorecard.ui.marked import marked_response
from scorecard.ui.writers import csv_response

# What each button of the page leaves out.
_LEAVES_OUT: dict[str, dict[str, Any]] = {
    "all": {},
    "good": {"only_good": True},
    "noted": {"only_good": True, "leave_unexplained": True},
}


@in_practice(Permission.SEND_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def return_file(
    request: MemberRequest, practice: Practice, period_code: str, file_id: int
) -> HttpResponse:
    collection, file = _file(practice, period_code, file_id)
    now = timezone.now()
    checked = checked_file(file, collection, practice)
    check = file_check(file, checked, collection, practice, now, timezone.localdate())
    attestation = attestation_asked(checked.report, checked.due, practice)
    form = SendForm(check, attestation is not None, **sent_in(request))
    if form.is_valid():
        try:
            return _act(request, practice, file, form.answers())
        except ReturnRefused as refused:
            form.refuse(refused)
    return practice_page(
        request,
        practice,
        "indicators/return_file.html",
        check=check,
        form=form,
        upload=UploadForm(),
        attestation=attestation,
        attest_form=form.attested,
        period=collection.period,
        typed=typed_check(file, checked, collection, practice),
    )


def _act(
    request: MemberRequest, practice: Practice, file: ReceivedFile, answers: dict[str, Any]
) -> HttpResponse:
    wanted = request.POST.get("rows", "all")
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    if wanted == "remove":
        withdraw_file(file=file, **who)
        return redirect(request.path)
    sent = submit_return(file=file, **_LEAVES_OUT.get(wanted, {}), **answers, **who)
    return redirect("return-receipt", practice.code, sent.reference)


@in_practice(Permission.SEND_RETURN)
@require_safe
@never_cache
def marked_file(
    request: MemberRequest, practice: Practice, period_code: str, file_id: int
) -> HttpResponseBase:
    collection, file = _file(practice, period_code, file_id)
    checked = checked_file(file, collection, practice)
    if not checked.report.lines:
        raise Http404("This file could not be read, so there are no rows to mark.")
    name = f"return-{practice.code}-{period_code}-to-mend"
    header = marked_header(checked.report, checked.due)
    rows = marked_rows(checked.report, checked.due)
    return marked_response(name, "Return", header, rows, WIDTHS)


@in_practice(Permission.SEND_RETURN)
@require_safe
@never_cache
def file_problems(
    request: MemberRequest, practice: Practice, period_code: str, file_id: int
) -> HttpResponseBase:
    collection, file = _file(practice, period_code, file_id)
    checked = checked_file(file, collection, practice)
    name = f"return-{practice.code}-{period_code}-problems"
    return csv_response(name, LIST_HEADER, problem_list(checked.report, checked.due))


def _file(practice: Practice, period_code: str, file_id: int) -> tuple[Collection, ReceivedFile]:
    collection = collection_for(practice, period_code)
    file = file_of(practice, collection, file_id) if collection else None
    if collection is None or file is None:
        raise Http404("No such file of this practice.")
    return collection, file
