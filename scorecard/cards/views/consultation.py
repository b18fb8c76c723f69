"""Being asked: a practice, the LMC, and by a link without account a patient group."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from practices.access import MemberRequest, in_commissioner, in_practice, public
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from practices.selectors import commissioner_of
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.agreement import WHOLE, CommentForm, LinkCommentForm
from scorecard.cards.models import Consultation
from scorecard.cards.presenters.comments import for_area, for_practice, for_public
from scorecard.cards.presenters.consultation import ConsultationView, consultation_view
from scorecard.cards.selectors.agreement import (
    comments_on,
    consultation_by,
    consultation_on,
    indicator_on,
    newest_consultation,
)
from scorecard.cards.selectors.versions import find_version
from scorecard.cards.services.comments import comment
from scorecard.ui.errors import NotFoundInWords

THANKS = "Thank you. Your comment has been sent; the answer will stand beside it on this page."


@in_commissioner(Permission.SEE_DEFINITIONS)
def in_area(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _area(request, commissioner, _on(commissioner, pk))


@require_POST
@in_commissioner(Permission.COMMENT)
def by_lmc(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    consultation = _on(commissioner, pk)
    form = _form(_area_view(consultation), request)
    if _sent(request, form, consultation, party="lmc", name=str(request.user), by=request.user):
        return redirect("card-consultation", commissioner.code, pk)
    return _area(request, commissioner, consultation, form)


@in_practice(Permission.SEE_OWN)
def own(request: MemberRequest, practice: Practice) -> HttpResponse:
    return _practice(request, practice, _of(request, practice))


@require_POST
@in_practice(Permission.COMMENT)
def by_practice(request: MemberRequest, practice: Practice) -> HttpResponse:
    consultation = _of(request, practice)
    if consultation is None:
        raise NotFoundInWords("Nothing is being consulted on.")
    form = _form(_practice_view(consultation, practice), request)
    who = {"party": "practice", "practice": practice, "name": str(request.user)}
    if _sent(request, form, consultation, by=request.user, **who):
        return redirect(_same(consultation, "practice-consultation", practice))
    return _practice(request, practice, consultation, form)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    consultation = consultation_by(token)
    if consultation is None:
        raise NotFoundInWords(
            "There is no consultation at this address any more. Ask whoever sent you the link "
            "for the new one."
        )
    lines = for_public(comments_on(consultation))
    view = consultation_view(consultation, lines, timezone.localdate())
    data = request.POST if request.method == "POST" else None
    form = LinkCommentForm(data, indicators=view.card.indicators, initial=_about(request))
    if request.method == "POST" and _sent(request, form, consultation, party="patients", by=None):
        return redirect("consultation", token)
    response = render(request, "cards/public/consultation.html", {"view": view, "form": form})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _on(commissioner: Commissioner, pk: int) -> Consultation:
    version = find_version(commissioner, pk)
    found = consultation_on(version)
    if found is None:
        raise NotFoundInWords(f"Nobody has been consulted on {version} yet.")
    return found


def _of(request: MemberRequest, practice: Practice) -> Consultation | None:
    """The consultation named in the address, or the newest one of the practice's area."""
    commissioner = commissioner_of(practice, timezone.localdate())
    wanted = request.GET.get("version", "")
    return newest_consultation(commissioner, wanted) if commissioner else None


def _same(consultation: Consultation, name: str, practice: Practice) -> str:
    """An address of the practice that names the consultation."""
    return f"{reverse(name, args=[practice.code])}?version={consultation.version_id}"


def _area_view(consultation: Consultation) -> ConsultationView:
    return consultation_view(
        consultation, for_area(comments_on(consultation)), timezone.localdate()
    )


def _practice_view(consultation: Consultation, practice: Practice) -> ConsultationView:
    lines = for_practice(comments_on(consultation), practice.pk)
    return consultation_view(consultation, lines, timezone.localdate())


def _area(
    request: MemberRequest,
    commissioner: Commissioner,
    consultation: Consultation,
    form: CommentForm | None = None,
) -> HttpResponse:
    view = _area_view(consultation)
    back = reverse("card-agreement", args=[commissioner.code, consultation.version_id])
    action = reverse("card-comment", args=[commissioner.code, consultation.version_id])
    context = {"view": view, "form": form or _form(view, request), "back": back, "action": action}
    return area_page(request, commissioner, "cards/consultation.html", **context)


def _practice(
    request: MemberRequest,
    practice: Practice,
    consultation: Consultation | None,
    form: CommentForm | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"view": None}
    if consultation is not None:
        view = _practice_view(consultation, practice)
        action = _same(consultation, "practice-comment", practice)
        context = {"view": view, "form": form or _form(view, request), "action": action}
    return practice_page(request, practice, "cards/consultation.html", **context)


def _form(view: ConsultationView, request: HttpRequest) -> CommentForm:
    data = request.POST if request.method == "POST" else None
    return CommentForm(data, indicators=view.card.indicators, initial=_about(request))


def _about(request: HttpRequest) -> dict[str, str]:
    """What a link beside an indicator has chosen already."""
    return {"about": request.GET.get("about") or WHOLE}


def _sent(request: HttpRequest, form: CommentForm, consultation: Consultation, **who: Any) -> bool:
    if not form.is_valid():
        return False
    typed: dict[str, Any] = {
        key: form.cleaned_data[key] for key in ("name", "text") if key in form.cleaned_data
    }
    about = indicator_on(consultation.version, form.cleaned_data["about"])
    try:
        comment(consultation=consultation, indicator=about, at=timezone.now(), **{**who, **typed})
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, THANKS)
    return True
