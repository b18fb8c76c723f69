"""A practice looks at what is held on it and verifies it; the commissioner states by when."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.verification import VerifyForm, WindowForm
from indicators.models import Period
from indicators.presenters.verification import held_page, held_periods
from indicators.presenters.verifying import window_page
from indicators.selectors.periods import periods_of
from indicators.selectors.verification import figures_held, period_held, window_of
from indicators.services.verification import check_may_verify, set_window, verify
from indicators.views.attaching import attach
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission


@in_practice(Permission.SEE_OWN)
@require_safe
def figures(request: MemberRequest, practice: Practice) -> HttpResponse:
    held = held_periods(practice, timezone.localdate())
    return practice_page(request, practice, "indicators/figures.html", periods=held)


@in_practice(Permission.SEE_OWN)
@require_safe
def figures_of_period(request: MemberRequest, practice: Practice, period_code: str) -> HttpResponse:
    period = _period_held(practice, period_code)
    form = VerifyForm(figures_held(practice, period), initial={"name": request.user.name})
    return _held(request, practice, period, form)


@in_practice(Permission.RAISE_QUERY)
@require_http_methods(["GET", "HEAD", "POST"])
def verify_figures(request: MemberRequest, practice: Practice, period_code: str) -> HttpResponse:
    period = _period_held(practice, period_code)
    if request.method != "POST":
        # The address of a refused form, opened again: the figures are what was meant.
        return redirect("figures-held", practice.code, period.code)
    form = VerifyForm(figures_held(practice, period), request.POST, request.FILES)
    may = partial(check_may_verify, practice=practice, period=period, at=timezone.now())
    attached = attach(form, form.file_fields, may=may, **_sender(request, practice, period))
    if form.is_valid():
        challenges = form.challenges(attached)
        try:
            made = verify(
                practice=practice,
                period=period,
                name=form.cleaned_data["name"],
                seen=form.seen_ids,
                challenges=challenges,
                by=request.user,
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _thanks(len(made.figures), len(challenges)))
            return redirect("figures-held", practice.code, period.code)
    form.show_what_is_held()
    return _held(request, practice, period, form)


@in_commissioner(Permission.OPEN_PERIODS)
@require_http_methods(["GET", "HEAD", "POST"])
def verification(
    request: MemberRequest, commissioner: Commissioner, period_code: str
) -> HttpResponse:
    period = periods_of(commissioner).filter(code=period_code).first()
    if period is None:
        raise Http404(f"{commissioner} has no period {period_code}.")
    window = window_of(period)
    names = ("opens_on", "deadline", "silence", "decide_by")
    initial = {name: getattr(window, name) for name in names} if window else {}
    form = WindowForm(**sent_in(request), initial=initial)
    if form.is_valid():
        try:
            set_window(period=period, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Saved. Practices read it beside their figures.")
            return redirect("verification", commissioner.code, period.code)
    page = window_page(period, timezone.localdate())
    return area_page(request, commissioner, "indicators/verification.html", page=page, form=form)


def _period_held(practice: Practice, code: str) -> Period:
    period = period_held(practice, code) if "\x00" not in code else None
    if period is None:
        raise Http404(f"No figure is held on {practice} for the period {code}.")
    return period


def _sender(request: MemberRequest, practice: Practice, period: Period) -> dict[str, Any]:
    owner = period.commissioner
    return {
        "practice": practice,
        "commissioner": owner,
        "by": request.user,
        "at": timezone.now(),
    }


def _held(
    request: MemberRequest, practice: Practice, period: Period, form: VerifyForm
) -> HttpResponse:
    page = held_page(practice, period, timezone.localdate())
    can = page.window.open and Permission.RAISE_QUERY in request.permissions
    lines = [(line, form.doubt(line.indicator_id) if can else None) for line in page.lines]
    return practice_page(
        request,
        practice,
        "indicators/figures_held.html",
        page=page,
        lines=lines,
        form=form,
        can=can,
    )


def _thanks(confirmed: int, queried: int) -> str:
    said = f"{confirmed} figure{'' if confirmed == 1 else 's'} confirmed"
    if not queried:
        return f"{said}. Thank you."
    return f"{said}, {queried} quer{'y' if queried == 1 else 'ies'} sent. Thank you."
