"""Taking a step of an edition. What is refused comes back with the reason and what was typed."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from scorecard.accounts.roles import Permission
from scorecard.publication.forms.steps import StepForm
from scorecard.publication.selectors.concerns import concerns_of
from scorecard.publication.views.acts import DECIDING, PREPARING, Act
from scorecard.publication.views.edition_page import edition_page, form_of
from scorecard.publication.views.editions import found


@require_POST
@in_commissioner(Permission.DRAFT_RELEASE)
def prepare(request: MemberRequest, commissioner: Commissioner, pk: int, act: str) -> HttpResponse:
    return _take(request, commissioner, pk, _named(act, PREPARING))


@require_POST
@in_commissioner(Permission.APPROVE_RELEASE)
def decide(request: MemberRequest, commissioner: Commissioner, pk: int, act: str) -> HttpResponse:
    return _take(request, commissioner, pk, _named(act, DECIDING))


def _take(request: MemberRequest, commissioner: Commissioner, pk: int, act: Act) -> HttpResponse:
    edition = found(commissioner, pk)
    form = form_of(act, 0, concerns_of(edition), request.POST)
    if form.is_valid():
        try:
            act.do(edition=edition, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            _refuse(form, error)
        else:
            messages.success(request, act.done)
            return redirect("release", commissioner.code, pk)
    return edition_page(request, commissioner, edition, refused=(act, form))


def _refuse(form: StepForm, error: ValidationError) -> None:
    """Beside its field, where it is about one that the form has."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error.messages)
        return
    for name, problems in error.message_dict.items():
        form.add_error(name if name in form.fields else None, problems)


def _named(name: str, acts: tuple[Act, ...]) -> Act:
    for one in acts:
        if one.name == name:
            return one
    raise Http404("There is no such step.")
