"""What a practice sees of an edition: itself first, as each audience will, then the others."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from practices.access import MemberRequest, in_practice
from practices.models import Practice
from practices.pages import practice_page
from scorecard.accounts.roles import Permission
from scorecard.publication.levels import AUDIENCES, CHOSEN, Audience
from scorecard.publication.models import Edition
from scorecard.publication.presenters.comments import with_replies
from scorecard.publication.presenters.previews import audience_named, preview
from scorecard.publication.presenters.states import with_states
from scorecard.publication.selectors.editions import editions_shown_to
from scorecard.publication.selectors.reading import shown_to_reader
from scorecard.publication.selectors.told import Told
from scorecard.publication.services.looks import note_first_look

EYES = [(one, AUDIENCES[one]) for one in CHOSEN]


@in_practice(Permission.PREVIEW_RELEASE)
def releases(request: MemberRequest, practice: Practice) -> HttpResponse:
    rows = with_states(editions_shown_to(practice), timezone.localdate())
    return practice_page(request, practice, "publication/own_releases.html", rows=rows)


@in_practice(Permission.PREVIEW_RELEASE)
def own_page(request: MemberRequest, practice: Practice, pk: int) -> HttpResponse:
    """In full, with the ways to query a figure and to put the practice's side beside it."""
    told = Told(looked_at(request, practice, pk), Audience.OWN, practice)
    return _itself(request, practice, told, Permission.COMMENT_RELEASE in request.permissions)


@in_practice(Permission.PREVIEW_RELEASE)
def seen_by(request: MemberRequest, practice: Practice, pk: int, audience: str) -> HttpResponse:
    told = Told(looked_at(request, practice, pk), audience_named(audience))
    return _itself(request, practice, told)


@in_practice(Permission.PREVIEW_RELEASE)
def others(
    request: MemberRequest, practice: Practice, pk: int, kind: str, key: str = ""
) -> HttpResponse:
    """The whole edition, as far as practices are told of one another."""
    told = Told(looked_at(request, practice, pk), Audience.PRACTICES)
    base = reverse("practice-release", args=[practice.code, pk])
    given: Any = {"base": base, "contents": f"{base}contents/", "own": practice.code}
    shown = preview(told, kind, key, **given, **_seen(request))
    return practice_page(request, practice, "publication/preview.html", **shown)


def _itself(
    request: MemberRequest, practice: Practice, told: Told, may_reply: bool = False
) -> HttpResponse:
    base = reverse("practice-release", args=[practice.code, told.edition.pk])
    given: Any = {"base": base, "contents": f"{base}contents/", "own": practice.code}
    given |= _seen(request)
    try:
        shown = preview(told, "practice", practice.code, **given)
        if may_reply and shown["replies"]:
            with_replies(shown["page"], told, practice.code)
    except Http404:  # this audience is told of no practice by name
        shown = preview(told, "contents", **given) | {"part": "publication/parts/unnamed.html"}
    return practice_page(request, practice, "publication/preview.html", eyes=EYES, **shown)


def looked_at(request: MemberRequest, practice: Practice, pk: int) -> Edition:
    """An edition that this person reads now; the first time is kept. A browser that fetches ahead
    is nobody who looks."""
    found: Any = get_object_or_404(shown_to_reader(practice, request.user.pk), pk=pk)
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method == "GET" and not ahead and not found.looked:
        at = timezone.now()
        note_first_look(edition=found, practice=practice, by=request.user, at=at)
    edition: Edition = found
    return edition


def _seen(request: MemberRequest) -> dict[str, Any]:
    """Which page of a long list, and on which day."""
    return {"at": request.GET.get("page"), "today": timezone.localdate()}


def found_own(practice: Practice, pk: int) -> Edition:
    found: Edition = get_object_or_404(editions_shown_to(practice), pk=pk)
    return found
