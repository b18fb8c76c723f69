"""All versions of all scorecards of an area; copying one; one to print."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.cards import WeightsForm
from scorecard.cards.presenters.card import card_view
from scorecard.cards.presenters.eligibility import condition_lines
from scorecard.cards.presenters.versions import scorecards
from scorecard.cards.selectors.versions import find_version
from scorecard.cards.services.versions import copy_version


@in_commissioner(Permission.SEE_DEFINITIONS)
def cards(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    found = scorecards(commissioner, request.permissions)
    return area_page(request, commissioner, "cards/cards.html", scorecards=found)


@require_POST
@in_commissioner(Permission.DEFINE)
def copy_card(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    draft = copy_version(version=version, by=request.user, at=timezone.now())
    messages.success(request, f"{draft} is a draft, a copy of version {version.number}.")
    return redirect("card-version", commissioner.code, draft.pk)


@in_commissioner(Permission.SEE_DEFINITIONS)
def print_card(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    return area_page(
        request,
        commissioner,
        "cards/card_print.html",
        card=card_view(version, WeightsForm(version=version), request.permissions),
        conditions=condition_lines(version),
        printed=timezone.localdate(),
    )
