"""Having a version agreed: consultation, answers, signatures, in force, closed."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.selectors.periods import spans_around
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms import agreement as kinds
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.agreement import agreement_view
from scorecard.cards.selectors.agreement import (
    comment_on,
    consultation_on,
    first_not_banded,
    is_over,
)
from scorecard.cards.selectors.versions import find_version
from scorecard.cards.services.agreement import agree, back_to_draft, open_consultation, sign_off
from scorecard.cards.services.comments import answer
from scorecard.cards.services.live import close_version, make_live
from scorecard.ui.errors import NotFoundInWords

Act = Callable[..., object]

_FORMS: dict[str, type[forms.Form]] = {
    "consult": kinds.ConsultForm,
    "back": kinds.WhyForm,
    "sign": kinds.SignForm,
    "lmc": kinds.SignForm,
    "record": kinds.OnBehalfForm,
    "agree": kinds.EarlyForm,
    "live": kinds.LiveForm,
    "unagreed": kinds.UnagreedForm,
    "close": kinds.WhyForm,
}


@in_commissioner(Permission.SEE_DEFINITIONS)
def agreement(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _page(request, commissioner, find_version(commissioner, pk))


@require_POST
@in_commissioner(Permission.CONSULT)
def consult(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    said = "The consultation is open. Send patient groups the link below."
    return _act(request, commissioner, pk, "consult", open_consultation, said)


@require_POST
@in_commissioner(Permission.CONSULT)
def back(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    said = "It is a draft again and can be changed."
    return _act(request, commissioner, pk, "back", back_to_draft, said)


@require_POST
@in_commissioner(Permission.SIGN_COMMISSIONER)
def sign(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _act(request, commissioner, pk, "sign", sign_off, "Signed.", party="commissioner")


@require_POST
@in_commissioner(Permission.SIGN_LMC)
def sign_lmc(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _act(request, commissioner, pk, "lmc", sign_off, "Signed.", party="lmc")


@require_POST
@in_commissioner(Permission.SIGN_COMMISSIONER)
def record_lmc(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    extra = {"party": "lmc", "on_behalf": True}
    return _act(request, commissioner, pk, "record", sign_off, "Recorded.", **extra)


@require_POST
@in_commissioner(Permission.SIGN_COMMISSIONER)
def agreed(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _act(request, commissioner, pk, "agree", agree, "The version is agreed.")


@require_POST
@in_commissioner(Permission.MAKE_LIVE)
def live(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    said = "The version is live. Banding uses it for its periods from now on."
    return _act(request, commissioner, pk, "live", make_live, said)


@require_POST
@in_commissioner(Permission.MAKE_LIVE_UNAGREED)
def unagreed(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    said = "The version is live without having been agreed. Your reason stands beside it."
    return _act(request, commissioner, pk, "unagreed", make_live, said)


@require_POST
@in_commissioner(Permission.MAKE_LIVE)
def close(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    said = "The version is closed. What was banded by it stays."
    return _act(request, commissioner, pk, "close", close_version, said)


@require_POST
@in_commissioner(Permission.CONSULT)
def answers(
    request: MemberRequest, commissioner: Commissioner, pk: int, comment: int
) -> HttpResponse:
    version = find_version(commissioner, pk)
    found = comment_on(version, comment)
    if found is None:
        raise NotFoundInWords(f"There is no such comment on {version}.")
    name = f"answer-{comment}"
    form = kinds.AnswerForm(request.POST, prefix=name)
    if _done(request, form, answer, comment=found):
        messages.success(request, "Your answer is there for everybody who was asked.")
        return redirect(reverse("card-agreement", args=[commissioner.code, pk]) + "#comments")
    return _page(request, commissioner, version, name, form)


def _act(
    request: MemberRequest,
    commissioner: Commissioner,
    pk: int,
    name: str,
    act: Act,
    said: str,
    **extra: Any,
) -> HttpResponse:
    """One act from one form: done and told, or the page again with what is wrong."""
    version = find_version(commissioner, pk)
    form = _form(request, version, name, request.POST)
    if _done(request, form, act, version=version, **extra):
        messages.success(request, said)
        return redirect("card-agreement", commissioner.code, pk)
    return _page(request, commissioner, version, name, form)


def _done(request: MemberRequest, form: forms.Form, act: Act, **given: Any) -> bool:
    if not form.is_valid():
        return False
    try:
        act(**given, **form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


def _form(
    request: MemberRequest, version: CardVersion, name: str, data: Mapping[str, Any] | None = None
) -> forms.Form:
    more: dict[str, Any] = {"initial": {"name": request.user.name}}
    if name in ("live", "unagreed"):
        more = _periods(version)
    if name == "agree":
        held = consultation_on(version)
        more = {"early": bool(held and not is_over(held, timezone.localdate()))}
    return _FORMS[name](data, prefix=name, **({} if name == "record" else more))


def _periods(version: CardVersion) -> dict[str, Any]:
    """The periods to choose from; the first that is not banded yet is chosen already."""
    commissioner = version.scorecard.commissioner
    spans = spans_around(commissioner, timezone.localdate())
    first = first_not_banded(commissioner, spans)
    return {"spans": spans, "initial": {"covers_from": first.code if first else ""}}


def _page(
    request: MemberRequest,
    commissioner: Commissioner,
    version: CardVersion,
    name: str = "",
    form: forms.Form | None = None,
) -> HttpResponse:
    view = agreement_view(version, request.permissions, timezone.localdate())
    shown = {key: _form(request, version, key) for key in _FORMS}
    waiting = {
        line.pk: kinds.AnswerForm(prefix=f"answer-{line.pk}")
        for line in view.comments
        if not line.answer
    }
    if name.startswith("answer-") and form is not None:
        waiting[int(name.removeprefix("answer-"))] = form  # type: ignore[assignment]
    elif form is not None:
        shown[name] = form
    link = _link(request, view.consultation.token) if view.consultation else ""
    context = {"view": view, "forms": shown, "answers": waiting, "form": form, "link": link}
    return area_page(request, commissioner, "cards/agreement.html", sent=name, **context)


def _link(request: MemberRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("consultation", args=[token]))
