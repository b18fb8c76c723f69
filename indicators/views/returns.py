"""The practice's pages: what is due, one return, its receipts and its history."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.queries import UploadForm
from indicators.models import Collection
from indicators.presenters.attesting import attestation_given
from indicators.presenters.care_gap import care_gaps
from indicators.presenters.drafts import draft_line
from indicators.presenters.due import practice_home
from indicators.presenters.history import history_page
from indicators.presenters.receipts import receipt
from indicators.presenters.returns import return_page
from indicators.presenters.template import template_header, template_rows
from indicators.presenters.workbook import guidance_page, return_form
from indicators.selectors.returns import collection_for, due_return, return_of
from indicators.services.files import FileTooLarge
from indicators.services.returns import ReturnRefused, receive_return
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_practice
from practices.models import Practice
from practices.pages import practice_page
from scorecard.accounts.roles import Permission
from scorecard.ui.errors import too_large
from scorecard.ui.fill_in import form_response
from scorecard.ui.writers import csv_response


@in_practice(Permission.SEE_OWN)
@require_safe
def practice(request: MemberRequest, practice: Practice) -> HttpResponse:
    home = practice_home(practice, timezone.localdate())
    return practice_page(request, practice, "indicators/practice.html", home=home)


@in_practice(Permission.SEND_RETURN)
@require_http_methods(["GET", "HEAD", "POST"])
def data_return(request: MemberRequest, practice: Practice, period_code: str) -> HttpResponse:
    collection = _collection(practice, period_code)
    form = UploadForm(**sent_in(request, files=True))
    if form.is_valid():
        try:
            return _receive(request, practice, collection, form)
        except FileTooLarge:
            return too_large(request)
        except ReturnRefused as refused:
            form.add_error("file", str(refused))
    page = return_page(collection, practice, timezone.localdate())
    draft = draft_line(collection, practice)
    return practice_page(
        request,
        practice,
        "indicators/return.html",
        page=page,
        form=form,
        draft=draft,
        care_gaps=care_gaps(collection, practice),
    )


def _receive(
    request: MemberRequest, practice: Practice, collection: Collection, form: UploadForm
) -> HttpResponse:
    sent = form.cleaned_data["file"]
    job = receive_return(
        practice=practice,
        collection=collection,
        name=sent.name,
        content=sent.read(),
        by=request.user,
        at=timezone.now(),
    )
    return redirect(job.get_absolute_url())


@in_practice(Permission.SEND_RETURN)
@require_safe
def template(
    request: MemberRequest, practice: Practice, period_code: str, kind: str
) -> HttpResponseBase:
    collection = _collection(practice, period_code)
    due = due_return(collection, practice)
    name = f"return-{practice.code}-{period_code}"
    if kind == "csv":
        return csv_response(name, template_header(due), template_rows(due))
    return form_response(name, return_form(due), guidance_page(due, collection.guidance))


@in_practice(Permission.SEE_OWN)
@require_safe
def return_receipt(request: MemberRequest, practice: Practice, reference: str) -> HttpResponse:
    sent = return_of(practice, reference)
    if sent is None:
        raise Http404("No such receipt of this practice.")
    return practice_page(
        request,
        practice,
        "indicators/return_receipt.html",
        receipt=receipt(sent, timezone.localdate()),
        attestation=attestation_given(sent, due_return(sent.collection, practice)),
    )


@in_practice(Permission.SEE_OWN)
@require_safe
def return_history(request: MemberRequest, practice: Practice, period_code: str) -> HttpResponse:
    history = history_page(_collection(practice, period_code), practice)
    return practice_page(request, practice, "indicators/return_history.html", history=history)


def _collection(practice: Practice, period_code: str) -> Collection:
    collection = collection_for(practice, period_code, timezone.localdate())
    if collection is None:
        raise Http404("No return is due from this practice for this period.")
    return collection
