"""Lists of practices: somebody's own, and those that colleagues share."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from practices.access import MemberRequest, in_commissioner
from practices.group_forms import add_errors
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.dashboards.forms.kept import ListForm
from scorecard.dashboards.models import PracticeList
from scorecard.dashboards.presenters.lists import list_lines, list_page
from scorecard.dashboards.selectors.kept import lists_seen_by, practices_on
from scorecard.dashboards.services.lists import (
    change_list,
    delete_list,
    make_list,
    share_list,
    unshare_list,
)

reads = in_commissioner(Permission.SEE_RESULTS)
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@reads
@require_safe
def lists(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    lines = list_lines(lists_seen_by(request.user, commissioner), request.user)
    return area_page(request, commissioner, "dashboards/lists.html", lines=lines)


@reads
@require_safe
def one_list(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = _seen(request, commissioner, pk)
    page = list_page(found, practices_on(found), request.user)
    return area_page(request, commissioner, "dashboards/list.html", page=page)


@reads
@read_or_send
def new_list(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    codes = " ".join(request.GET.getlist("practice"))
    form = ListForm(request.POST or None, initial={"codes": codes})
    if form.is_valid():
        try:
            made = make_list(commissioner=commissioner, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"The list {made} is kept. Only you see it.")
            return redirect("list", commissioner.code, made.pk)
    return _form(request, commissioner, form, heading="Make a list of practices")


@reads
@read_or_send
def edit_list(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = _own(request, commissioner, pk)
    if found.shared_at and Permission.SHARE_LISTS not in request.permissions:
        raise PermissionDenied(
            "Colleagues see this list, and your role no longer allows you to share lists. Take it"
            " back first; then it is yours alone to change."
        )
    held = {"name": found.name, "codes": " ".join(one.code for one in practices_on(found))}
    form = ListForm(request.POST or None, initial=held)
    if form.is_valid():
        try:
            change_list(practice_list=found, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"The list {found} is changed.")
            return redirect("list", commissioner.code, pk)
    return _form(request, commissioner, form, kept=pk, heading=f"Change the list {held['name']}")


@in_commissioner(Permission.SHARE_LISTS)
@require_POST
def share(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = share_list(practice_list=_own(request, commissioner, pk), **_by(request))
    messages.success(request, f"Everybody who sees results of {commissioner} sees {found} now.")
    return redirect("list", commissioner.code, pk)


@reads
@require_POST
def unshare(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    """By its owner, and by whoever may share: its owner may have left."""
    found = _seen(request, commissioner, pk)
    if found.owner_id != request.user.pk and Permission.SHARE_LISTS not in request.permissions:
        raise PermissionDenied("Your role here does not allow you to take this list back.")
    unshare_list(practice_list=found, **_by(request))
    messages.success(request, f"The list {found} is {found.owner}'s alone again.")
    return redirect("lists", commissioner.code)


@reads
@require_POST
def delete(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = _own(request, commissioner, pk)
    delete_list(practice_list=found, **_by(request))
    messages.success(request, f"The list {found} is deleted. Its practices stay as they are.")
    return redirect("lists", commissioner.code)


def _seen(request: MemberRequest, commissioner: Commissioner, pk: int) -> PracticeList:
    return get_object_or_404(lists_seen_by(request.user, commissioner), pk=pk)


def _own(request: MemberRequest, commissioner: Commissioner, pk: int) -> PracticeList:
    """A colleague's list is there to be seen, and is theirs to change."""
    found = _seen(request, commissioner, pk)
    if found.owner_id != request.user.pk:
        raise PermissionDenied(f"Only {found.owner} can change this list.")
    return found


def _by(request: MemberRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def _form(
    request: MemberRequest, commissioner: Commissioner, form: ListForm, **shown: Any
) -> HttpResponse:
    """The page with its form; 422 says that the form was not accepted."""
    answer = area_page(request, commissioner, "dashboards/list_form.html", form=form, **shown)
    answer.status_code = 422 if form.errors else 200
    return answer
