"""Pages where an administrator says who belongs where."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from django_tables2 import RequestConfig

from practices.access import MemberRequest, in_commissioner
from practices.forms import EndForm, InviteForm
from practices.models import Commissioner
from practices.navigation import area_navigation
from practices.selectors import memberships_under
from practices.services.invitations import Invitation, invite
from practices.services.memberships import end_membership
from practices.tables import PeopleTable
from scorecard.accounts.roles import Permission

manages = in_commissioner(Permission.MANAGE_PEOPLE)
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@manages
@require_safe
def people(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    found = memberships_under(commissioner, timezone.localdate())
    table = PeopleTable(found, commissioner=commissioner, caption="People and their roles")
    RequestConfig(request).configure(table)
    return _page(request, "practices/people.html", commissioner, table=table)


@manages
@read_or_send
def people_invite(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    on = timezone.localdate()
    form = InviteForm(request.POST or None, commissioner=commissioner, on=on)
    if form.is_valid():
        try:
            invitation = invite(
                **form.cleaned_data,
                full_address=request.build_absolute_uri,
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            _say(request, invitation)
            return redirect("people", commissioner.code)
    return _form(request, "practices/people_invite.html", commissioner, form)


@manages
@read_or_send
def people_end(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    on = timezone.localdate()
    membership = get_object_or_404(memberships_under(commissioner, on), pk=pk)
    form = EndForm(request.POST or None, initial={"ends_on": on})
    if form.is_valid():
        try:
            end_membership(
                membership=membership,
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"The membership of {membership.user} ends.")
            return redirect("people", commissioner.code)
    return _form(request, "practices/people_end.html", commissioner, form, membership=membership)


def _form(
    request: MemberRequest, template: str, commissioner: Commissioner, form: Any, **more: Any
) -> HttpResponse:
    """The page with its form; 422 says that the form was not accepted."""
    status = 422 if form.errors else 200
    return _page(request, template, commissioner, status, form=form, **more)


def _page(
    request: MemberRequest,
    template: str,
    commissioner: Commissioner,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context["commissioner"] = commissioner
    context["navigation"] = area_navigation(commissioner.code, request.permissions)
    return render(request, template, context, status=status)


def _say(request: MemberRequest, invitation: Invitation) -> None:
    email = invitation.membership.user.email
    if invitation.sent:
        messages.success(request, f"An e-mail is on its way to {email}.")
    else:
        messages.error(
            request,
            f"The membership stands, but no e-mail could be sent to {email}. "
            "Tell them to ask for a new password on the sign-in page.",
        )
