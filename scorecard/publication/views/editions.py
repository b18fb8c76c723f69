"""Releases and their editions, for those who make them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.challenges import challenges
from scorecard.cards.selectors.runs import banded_periods
from scorecard.publication.forms.drafting import DraftForm
from scorecard.publication.levels import AUDIENCES, CHOSEN
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition
from scorecard.publication.presenters.previews import audience_named, preview
from scorecard.publication.presenters.states import with_states
from scorecard.publication.selectors.editions import editions_of, editions_waiting, standing
from scorecard.publication.selectors.rules import scorecards_of
from scorecard.publication.selectors.told import Told
from scorecard.publication.services.editions import draft_edition
from scorecard.publication.views.edition_page import edition_page

EYES = [(one, AUDIENCES[one]) for one in CHOSEN]


@in_commissioner(Permission.SEE_RELEASES)
def releases(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    """`waiting=proposed`: only those that were taken so far and wait for the next step."""
    waiting = request.GET.get("waiting", "")
    rows = (
        editions_waiting(commissioner, Step(waiting), timezone.localdate())
        if waiting in set(Step)
        else editions_of(commissioner)
    )
    lines = with_states(rows, timezone.localdate())
    shown = {"rows": lines, "waiting": waiting in set(Step)}
    shown["scorecards"] = scorecards_of(commissioner)
    return area_page(request, commissioner, "publication/releases.html", **shown)


@in_commissioner(Permission.DRAFT_RELEASE)
def new_release(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    if periods is None:
        return area_page(request, commissioner, "publication/draft.html", periods=None)
    card_run = periods.current
    corrects = standing(card_run.version.scorecard, card_run.run.period)
    initial = {"title": f"Results for {card_run.run.period.name}"}
    if corrects:
        initial = {"title": corrects.title, "introduction": corrects.introduction}
    form = DraftForm(request.POST or None, corrects=bool(corrects), initial=initial)
    if form.is_valid():
        given = {"card_run": card_run, "corrects": corrects, **form.cleaned_data}
        try:
            edition = draft_edition(by=request.user, at=timezone.now(), **given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("release", commissioner.code, edition.pk)
    shown = {"periods": periods, "challenges": challenges(card_run, timezone.localdate())}
    return area_page(
        request, commissioner, "publication/draft.html", form=form, corrects=corrects, **shown
    )


@in_commissioner(Permission.SEE_RELEASES)
def release(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return edition_page(request, commissioner, found(commissioner, pk))


@in_commissioner(Permission.SEE_RELEASES)
def seen_by(
    request: MemberRequest,
    commissioner: Commissioner,
    pk: int,
    audience: str,
    kind: str,
    key: str = "",
) -> HttpResponse:
    """A page of an edition exactly as an audience will read it."""
    told = Told(found(commissioner, pk), audience_named(audience))
    base = reverse("release-contents", args=[commissioner.code, pk, audience])
    seen: Any = {"at": request.GET.get("page"), "today": timezone.localdate()}
    shown = preview(told, kind, key, base=base, contents=base, **seen)
    shown["back"] = reverse("release", args=[commissioner.code, pk])
    return area_page(request, commissioner, "publication/preview.html", eyes=EYES, **shown)


def found(commissioner: Commissioner, pk: int) -> Edition:
    edition: Edition = get_object_or_404(editions_of(commissioner), pk=pk)
    return edition
