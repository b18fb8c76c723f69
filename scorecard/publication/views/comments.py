"""Practices put their side beside what will be published; the commissioner moderates it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission
from scorecard.publication.forms.comments import CommentForm
from scorecard.publication.levels import Audience
from scorecard.publication.presenters.comments import WHOLE, OwnLine, own_lines, to_moderate
from scorecard.publication.selectors.comments import can_reply, newest, to_decide_first
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.told import Told
from scorecard.publication.services.comments import (
    accept_comment,
    decline_comment,
    put_side,
    take_off,
)
from scorecard.publication.views.editions import found
from scorecard.publication.views.practices import found_own

AT_ONCE = 50


@in_practice(Permission.PREVIEW_RELEASE)
@require_safe
def own_comments(request: MemberRequest, practice: Practice, pk: int) -> HttpResponse:
    """Everything that the practice can say something about, and what it said."""
    told, lines = _own(practice, pk)
    shown = {"edition": told.edition, "lines": lines, "last": last_step(told.edition)}
    shown["replies"] = can_reply(told.edition, timezone.localdate())
    return practice_page(request, practice, "publication/own_comments.html", **shown)


@in_practice(Permission.COMMENT_RELEASE)
def own_comment(request: MemberRequest, practice: Practice, pk: int, key: str) -> HttpResponse:
    """One figure (`key` is its indicator's code) or the whole."""
    told, lines = _own(practice, pk)
    line = next((one for one in lines if one.key == key), None)
    if line is None:
        raise Http404("Your practice has no such figure in this release.")
    initial = {"text": line.comment.text if line.comment else ""}
    form = CommentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        about = None if key == WHOLE else told.indicator(key)
        who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
        text = form.cleaned_data["text"]
        try:
            put_side(edition=told.edition, practice=practice, text=text, indicator=about, **who)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _kept(text))
            return redirect("practice-release-comments", practice.code, pk)
    shown = {"edition": told.edition, "line": line, "form": form, "last": last_step(told.edition)}
    shown["replies"] = can_reply(told.edition, timezone.localdate())
    return practice_page(request, practice, "publication/own_comment.html", **shown)


@in_commissioner(Permission.SEE_RELEASES)
@require_safe
def comments(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    edition = found(commissioner, pk)
    page = Paginator(to_decide_first(edition), AT_ONCE).get_page(request.GET.get("page"))
    shown = {"edition": edition, "last": last_step(edition), "page": page}
    shown["lines"] = to_moderate(edition, page)
    return area_page(request, commissioner, "publication/comments.html", **shown)


@require_POST
@in_commissioner(Permission.MODERATE_COMMENTS)
def decide_comment(
    request: MemberRequest, commissioner: Commissioner, pk: int, comment: int
) -> HttpResponse:
    """Accept it, decline it, or take off what was accepted; the latter two with a reason."""
    said = get_object_or_404(newest(found(commissioner, pk)), pk=comment)
    who: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    reason = request.POST.get("reason", "")[:1000]
    try:
        if "accept" in request.POST:
            accept_comment(comment=said, **who)
            messages.success(request, f"The comment of {said.practice} is accepted.")
        elif "take-off" in request.POST:
            take_off(comment=said, reason=reason, **who)
            messages.success(
                request, f"The comment of {said.practice} is shown to nobody any more."
            )
        else:
            decline_comment(comment=said, reason=reason, **who)
            messages.success(request, f"The comment of {said.practice} is declined. It reads why.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("release-comments", commissioner.code, pk)


def _own(practice: Practice, pk: int) -> tuple[Told, list[OwnLine]]:
    told = Told(found_own(practice, pk), Audience.OWN, practice)
    place = told.practice(practice.code)
    return told, own_lines(told, place) if place else []


def _kept(text: str) -> str:
    if not text.strip():
        return "Taken back: nothing of yours is shown there."
    return "Kept. It is shown once the commissioner has accepted it."
