"""The scorecard: its domains, indicators and weights."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.cards import WeightsForm
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.card import card_view
from scorecard.cards.selectors.versions import find_version, newest_version
from scorecard.cards.services.versions import start_next
from scorecard.cards.services.weights import save_weights as save_weights_of
from scorecard.cards.views.drafts import saved


@in_commissioner(Permission.SEE_DEFINITIONS)
def card(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    version = newest_version(commissioner)
    if version is None:
        return area_page(request, commissioner, "cards/card_start.html")
    return _show(request, commissioner, version)


@in_commissioner(Permission.SEE_DEFINITIONS)
def card_version(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _show(request, commissioner, find_version(commissioner, pk))


def _show(request: MemberRequest, commissioner: Commissioner, version: CardVersion) -> HttpResponse:
    form = WeightsForm(version=version)
    shown = card_view(version, form, request.permissions)
    return area_page(request, commissioner, "cards/card.html", card=shown)


@require_POST
@in_commissioner(Permission.DEFINE)
def next_card(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    try:
        draft = start_next(version=version, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("card-agreement", commissioner.code, pk)
    messages.success(request, f"{draft} is a draft with the content of {version}.")
    return redirect("card-version", commissioner.code, draft.pk)


@require_POST
@in_commissioner(Permission.DEFINE)
def save_weights(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)

    def save(form: WeightsForm) -> str:
        return save_weights_of(
            version=version,
            domains=form.weights("domain"),
            items=form.weights("item"),
            how=form.spread.how if form.spread else "",
            domain=form.spread.domain if form.spread else None,
            revision=form.cleaned_data["revision"],
            by=request.user,
            at=timezone.now(),
        )

    form, said = saved(WeightsForm(request.POST, version=version), save)
    if said:
        messages.success(request, said)
        return redirect("card-version", commissioner.code, version.pk)
    shown = card_view(version, form, request.permissions)
    return area_page(request, commissioner, "cards/card.html", card=shown, form=form)
