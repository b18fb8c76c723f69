"""What changed from one version to another, and why; what happened to a version."""

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
from scorecard.cards.forms.changes import ReasonsForm
from scorecard.cards.lifecycle import Act, allowed
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.changes import HEADER, change_rows, changes_view
from scorecard.cards.presenters.version_history import history_view
from scorecard.cards.selectors.changes import base_of, changes_from, others_of, reasons_of
from scorecard.cards.selectors.versions import find_version, status_of
from scorecard.cards.services.reasons import explain
from scorecard.ui.errors import NotFoundInWords
from scorecard.ui.writers import csv_response


@in_commissioner(Permission.SEE_DEFINITIONS)
def changes(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    base = _base(request, commissioner, version)
    return _page(request, commissioner, version, base, _form(request, version, base))


@in_commissioner(Permission.SEE_DEFINITIONS)
def changes_file(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponseBase:
    version = find_version(commissioner, pk)
    base = _base(request, commissioner, version)
    return csv_response(f"Changes to {version}", HEADER, change_rows(version, base))


@require_POST
@in_commissioner(Permission.DEFINE)
def reasons(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    base = base_of(version)
    form = _reasons_form(version, base, request)
    if form.is_valid():
        try:
            explain(
                version=version,
                summary=form.cleaned_data["summary"],
                reasons=form.reasons,
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The reasons are saved.")
            return redirect("card-changes", commissioner.code, pk)
    return _page(request, commissioner, version, base, form)


@in_commissioner(Permission.SEE_DEFINITIONS)
def history(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    view = history_view(find_version(commissioner, pk), request.permissions)
    return area_page(request, commissioner, "cards/history.html", view=view)


def _base(
    request: MemberRequest, commissioner: Commissioner, version: CardVersion
) -> CardVersion | None:
    """The version named in the address, or the one that this was copied from."""
    wanted = request.GET.get("with", "")
    if not wanted:
        return base_of(version)
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        raise NotFoundInWords(f"{commissioner} has no such version of a scorecard.")
    return find_version(commissioner, int(wanted))


def _form(
    request: MemberRequest, version: CardVersion, base: CardVersion | None
) -> ReasonsForm | None:
    """Only for a draft beside what it was copied from, and for those who may change it."""
    may = Permission.DEFINE in request.permissions and allowed(Act.CHANGE, status_of(version))
    return _reasons_form(version, base) if may and base == base_of(version) else None


def _reasons_form(
    version: CardVersion, base: CardVersion | None, request: MemberRequest | None = None
) -> ReasonsForm:
    return ReasonsForm(
        request.POST if request else None,
        changes=changes_from(base, version),
        known=reasons_of(version),
        initial={"summary": version.summary},
    )


def _page(
    request: MemberRequest,
    commissioner: Commissioner,
    version: CardVersion,
    base: CardVersion | None,
    form: ReasonsForm | None,
) -> HttpResponse:
    return area_page(
        request,
        commissioner,
        "cards/changes.html",
        view=changes_view(version, base, request.permissions, form),
        others=others_of(version),
        form=form,
    )
