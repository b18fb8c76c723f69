"""Pages where an analyst says which practices are unlike the others, and why."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from practices.access import MemberRequest, in_commissioner
from practices.atypical_forms import EndForm, FlagForm
from practices.atypical_presenters import VERY_SMALL, atypical_page
from practices.group_forms import add_errors
from practices.models import Commissioner
from practices.pages import area_page
from practices.selectors import flags_of, practices_of
from practices.services.atypical import end_atypical, flag_atypical
from scorecard.accounts.roles import Permission
from scorecard.calc.rounding import show

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
NEXT_RUN = "It takes effect when banding runs next; results that are there stay as they are."


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def atypical(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    page = atypical_page(commissioner, timezone.localdate())
    shown = {"page": page, "very_small": show(VERY_SMALL)}
    return area_page(request, commissioner, "practices/atypical.html", **shown)


@in_commissioner(Permission.DEFINE)
@read_or_send
def flag(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    practices = practices_of(commissioner, timezone.localdate())
    initial = {"starts_on": timezone.localdate(), "practice": request.GET.get("practice", "")}
    form = FlagForm(request.POST or None, practices=practices, initial=initial)
    if form.is_valid():
        try:
            flag_atypical(commissioner=commissioner, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{form.cleaned_data['practice']} is flagged. {NEXT_RUN}")
            return redirect("atypical", commissioner.code)
    heading = "Flag a practice that is unlike the others"
    return _form(request, commissioner, form, heading=heading, button="Flag it")


@in_commissioner(Permission.DEFINE)
@read_or_send
def end(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    held = get_object_or_404(flags_of(commissioner), pk=pk)
    form = EndForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    if form.is_valid():
        try:
            end_atypical(flag=held, commissioner=commissioner, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"The flag of {held.practice} ends. {NEXT_RUN}")
            return redirect("atypical", commissioner.code)
    heading = f"{held.practice} is like the others again"
    return _form(request, commissioner, form, heading=heading, button="End the flag")


def _form(
    request: MemberRequest, commissioner: Commissioner, form: Any, **shown: Any
) -> HttpResponse:
    """The page with its form; 422 says that the form was not accepted."""
    shown |= {"form": form, "next_run": NEXT_RUN}
    answer = area_page(request, commissioner, "practices/atypical_form.html", **shown)
    answer.status_code = 422 if form.errors else 200
    return answer


def _by(request: MemberRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}
