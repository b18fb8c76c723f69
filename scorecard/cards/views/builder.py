"""Building a draft: settings, and the order and place of domains and indicators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.builder import ArrangeForm, SettingsForm
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.arrange import arrange_view
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.selectors.versions import find_version
from scorecard.cards.services.builder import arrange, save_settings
from scorecard.cards.views.drafts import must_be_draft, saved


@in_commissioner(Permission.DEFINE)
def card_settings(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)

    def save(form: SettingsForm) -> str:
        save_settings(
            version=version,
            chosen=form.settings(form.cleaned_data),
            purpose=form.cleaned_data["purpose"],
            revision=form.cleaned_data["revision"],
            by=request.user,
            at=timezone.now(),
        )
        return "The settings are saved."

    form, said = saved(SettingsForm(request.POST or None, version=version), save)
    if said:
        return _done(request, version, said, "card-version")
    return _page(request, version, "cards/card_settings.html", form=form)


@in_commissioner(Permission.DEFINE)
def card_arrange(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)

    def save(form: ArrangeForm) -> str:
        arrange(
            version=version,
            domains=form.domain_rows(),
            items=form.item_rows(),
            new=form.new,
            remove=form.remove,
            revision=form.cleaned_data["revision"],
            by=request.user,
            at=timezone.now(),
        )
        return "The order and places are saved."

    form, said = saved(ArrangeForm(request.POST or None, version=version), save)
    if said:
        return _done(request, version, said, "card-arrange")
    view = arrange_view(form)
    return _page(request, version, "cards/card_arrange.html", form=form, view=view)


def _done(request: MemberRequest, version: CardVersion, said: str, to: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(to, version.scorecard.commissioner.code, version.pk)


def _page(
    request: MemberRequest, version: CardVersion, template: str, /, **context: object
) -> HttpResponse:
    must_be_draft(request, version)
    links = card_links(version, request.permissions)
    commissioner = version.scorecard.commissioner
    return area_page(request, commissioner, template, version=version, links=links, **context)
