"""Drafting, previewing, approving and withdrawing releases."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.releases import ReasonForm, ReleaseForm
from scorecard.cards.models import Release
from scorecard.cards.presenters.challenges import challenges
from scorecard.cards.presenters.previews import preview
from scorecard.cards.selectors.releases import (
    newer_published,
    releases_for,
    releases_of,
    state_of,
)
from scorecard.cards.selectors.runs import banded_periods
from scorecard.cards.services.releases import approve_release, draft_release, withdraw_release

PREVIEW = dt.timedelta(weeks=6)


@in_commissioner(Permission.SEE_RELEASES)
def releases(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    rows = [(release, state_of(release)) for release in releases_of(commissioner)]
    return area_page(request, commissioner, "cards/releases.html", rows=rows)


@in_commissioner(Permission.DRAFT_RELEASE)
def new_release(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    if periods is None:
        return area_page(request, commissioner, "cards/release_form.html", periods=None)
    period, today = periods.current.run.period, timezone.localdate()
    initial = {"title": f"Results for {period.name}", "preview_until": today + PREVIEW}
    form = ReleaseForm(request.POST or None, today=today, initial=initial)
    if form.is_valid():
        release = draft_release(
            card_run=periods.current, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        return redirect("release", commissioner.code, release.pk)
    shown = {"periods": periods, "challenges": challenges(periods.current, today)}
    return area_page(request, commissioner, "cards/release_form.html", form=form, **shown)


@in_commissioner(Permission.SEE_RELEASES)
def release(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _release_page(request, commissioner, _found(commissioner, pk), ReasonForm())


@in_commissioner(Permission.SEE_RELEASES)
def release_preview(
    request: MemberRequest, commissioner: Commissioner, pk: int, kind: str, key: str = ""
) -> HttpResponse:
    found = _found(commissioner, pk)
    base = reverse("release", args=[commissioner.code, pk])
    shown = preview(found, kind, key, base=base, contents=f"{base}contents/")
    return area_page(request, commissioner, "cards/release_preview.html", **shown)


@require_POST
@in_commissioner(Permission.APPROVE_RELEASE)
def approve(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    try:
        approve_release(
            release=_found(commissioner, pk),
            by=request.user,
            at=timezone.now(),
            today=timezone.localdate(),
        )
        messages.success(request, "Approved. The public can read it now.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("release", commissioner.code, pk)


@require_POST
@in_commissioner(Permission.APPROVE_RELEASE)
def withdraw(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = _found(commissioner, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _release_page(request, commissioner, found, form)
    try:
        withdraw_release(
            release=found, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        messages.success(request, "Withdrawn. Its address now says so.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("release", commissioner.code, pk)


@in_practice(Permission.PREVIEW_RELEASE)
def own_releases(request: MemberRequest, practice: Practice) -> HttpResponse:
    rows = [(found, state_of(found)) for found in releases_for(practice)]
    return practice_page(request, practice, "cards/own_releases.html", rows=rows)


@in_practice(Permission.PREVIEW_RELEASE)
def own_release(
    request: MemberRequest, practice: Practice, pk: int, kind: str = "practice", key: str = ""
) -> HttpResponse:
    found = get_object_or_404(releases_for(practice), pk=pk)
    base = reverse("practice-release", args=[practice.code, pk])
    key = practice.code if kind == "practice" else key
    shown = preview(found, kind, key, base=base, contents=f"{base}contents/", own=practice.code)
    return practice_page(request, practice, "cards/release_preview.html", **shown)


def _found(commissioner: Commissioner, pk: int) -> Release:
    return get_object_or_404(releases_of(commissioner), pk=pk)


def _release_page(
    request: MemberRequest, commissioner: Commissioner, found: Release, form: ReasonForm
) -> HttpResponse:
    return area_page(
        request,
        commissioner,
        "cards/release.html",
        release=found,
        state=state_of(found),
        challenges=challenges(found.card_run, timezone.localdate()),
        newer=newer_published(found),
        is_drafter=found.drafted_by_id == request.user.pk,
        too_early=timezone.localdate() < found.preview_until,
        form=form,
    )
