"""Who sees what: the page on which it is read and decided."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.models import Scorecard
from scorecard.publication import small_numbers
from scorecard.publication.forms.rules import RulesForm, typed
from scorecard.publication.levels import AUDIENCES, CHOSEN, PRESETS
from scorecard.publication.presenters.rules import exceptions, history, rows, shares
from scorecard.publication.selectors.editions import levels_of
from scorecard.publication.selectors.rules import (
    decided,
    kept_by_older,
    newest_items,
    scorecard_in,
)
from scorecard.publication.services.rules import set_rules


@in_commissioner(Permission.SEE_RELEASES)
def who_sees_what(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    scorecard = _found(commissioner, pk)
    preset = request.GET.get("preset", "")
    form = RulesForm(codes=_codes(scorecard), initial=_initial(scorecard, preset))
    return _page(request, commissioner, scorecard, form, preset)


@require_POST
@in_commissioner(Permission.DECIDE_LEVELS)
def decide_levels(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    scorecard = _found(commissioner, pk)
    form = RulesForm(request.POST, codes=_codes(scorecard))
    if form.is_valid():
        given: dict[str, Any] = {"levels": form.levels(), "small": form.small()}
        given |= {name: form.cleaned_data[name] for name in ("reason", "after")}
        try:
            set_rules(scorecard=scorecard, by=request.user, at=timezone.now(), **given)
        except ValidationError as error:
            form.add_error(None, error.messages)
            form.data = {**request.POST.dict(), "after": _after(scorecard)}
        else:
            messages.success(request, _decided(scorecard))
            return redirect("who-sees-what", commissioner.code, pk)
    return _page(request, commissioner, scorecard, form)


def _decided(scorecard: Scorecard) -> str:
    older = kept_by_older(scorecard, decided(scorecard)[0])
    stays = " What is published stays as it is: see below." if older else ""
    return f"Decided. It holds for what is drafted from now on.{stays}"


def _page(
    request: MemberRequest,
    commissioner: Commissioner,
    scorecard: Scorecard,
    form: RulesForm,
    preset: str = "",
) -> HttpResponse:
    past = decided(scorecard)
    now = past[0] if past else None
    items = newest_items(scorecard)
    return area_page(
        request,
        commissioner,
        "publication/who_sees_what.html",
        scorecard=scorecard,
        form=form,
        rules=now,
        exceptions=exceptions(levels_of(now)),
        shares=shares(levels_of(now), items),
        table=[form[str(one)] for one in CHOSEN],
        audiences=[AUDIENCES[one] for one in CHOSEN],
        levels=rows(levels_of(now), items),
        lines=[(item, [form[f"{item.definition.code}:{one}"] for one in CHOSEN]) for item in items],
        presets=[(name, words) for name, (words, _) in PRESETS.items()],
        preset=PRESETS[preset][0] if preset in PRESETS else "",
        older=kept_by_older(scorecard, now),
        history=history(past),
    )


def _initial(scorecard: Scorecard, preset: str) -> dict[str, Any]:
    past = decided(scorecard)
    now = past[0] if past else None
    levels = PRESETS[preset][1] if preset in PRESETS else levels_of(now)
    small = {**small_numbers.DEFAULT, **(now.small_numbers if now else {})}
    return typed(levels, small, now.number if now else 0)


def _after(scorecard: Scorecard) -> int:
    past = decided(scorecard)
    return past[0].number if past else 0


def _codes(scorecard: Scorecard) -> list[str]:
    return [one.definition.code for one in newest_items(scorecard)]


def _found(commissioner: Commissioner, pk: int) -> Scorecard:
    scorecard = scorecard_in(commissioner, pk)
    if scorecard is None:
        raise Http404("There is no such scorecard here.")
    return scorecard
