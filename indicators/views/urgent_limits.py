"""Urgent limits: the clinical lead sets them, ends them, and names who is told."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms.urgent import NOW, IndicatorForm, LimitForm, PersonForm, as_typed
from indicators.models import Definition, UrgentLimit
from indicators.presenters.urgent_limits import limit_lines, preview
from indicators.selectors.definitions import latest_definition
from indicators.selectors.urgent import (
    limit_in,
    limits_of,
    may_be_limited,
    may_be_named,
    urgent_events,
)
from indicators.services.urgent_limits import (
    check_limit,
    end_limit,
    name_person,
    set_limit,
    unname_person,
)
from indicators.urgent_limits import WITHOUT_LIMIT
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.ui.numbers import whole_number

_leads = in_commissioner(Permission.SET_URGENT_LIMITS)


@_leads
@require_safe
@never_cache
def limits(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    lines = limit_lines(commissioner, limits_of(commissioner), timezone.localdate())
    return area_page(
        request,
        commissioner,
        "indicators/urgent_limits.html",
        lines=[line for line in lines if not line.ended],
        ended=[line for line in lines if line.ended],
        choose=IndicatorForm(may_be_limited(commissioner)),
        events=urgent_events(commissioner)[:50],
    )


@_leads
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def limit_new(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    """Twice: first it says what the limit would do, then it sets it."""
    definition = _definition(commissioner, request.GET.get("indicator", ""))
    before = whole_number(request.GET.get("limit", ""))
    started = as_typed(definition, limit_in(commissioner, before) if before else None)
    staff = may_be_named(commissioner, timezone.localdate())
    form, shown = LimitForm(definition, staff, initial=started, **sent_in(request)), None
    if form.is_valid():
        try:
            check_limit(definition=definition, rule=form.rule)
            shown = preview(definition, form.rule)
            if form.settled(shown.token, shown.beyond):
                limit = _set(request, form)
                messages.success(request, "The limit is set.")
                return redirect("urgent-limit", commissioner.code, limit.pk)
        except ValidationError as refused:
            form.add_error(None, refused)
    context = {"definition": definition, "form": form, "preview": shown}
    return area_page(request, commissioner, "indicators/urgent_limit_new.html", **context)


def _set(request: MemberRequest, form: LimitForm) -> UrgentLimit:
    return set_limit(
        definition=form.definition,
        rule=form.rule,
        reason=form.cleaned_data["reason"],
        people=form.people_named,
        signal_now=form.cleaned_data["held"] == NOW,
        by=request.user,
        at=timezone.now(),
    )


@_leads
@require_safe
@never_cache
def limit(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found, today = _limit(commissioner, pk), timezone.localdate()
    (line,) = limit_lines(commissioner, [found], today)
    named = {one.person_id for one in found.readers.all() if one.ended_at is None}
    others = [one for one in may_be_named(commissioner, today) if one.pk not in named]
    form = PersonForm(others)
    return area_page(
        request,
        commissioner,
        "indicators/urgent_limit.html",
        line=line,
        person_form=form if others else None,
    )


@_leads
@require_POST
def limit_end(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = _limit(commissioner, pk)
    return _done(request, found, lambda: end_limit(limit=found, by=request.user, at=timezone.now()))


@_leads
@require_POST
def reader_name(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = _limit(commissioner, pk)
    form = PersonForm(may_be_named(commissioner, timezone.localdate()), request.POST)
    if not form.is_valid():
        messages.error(request, "Choose a person from the list.")
        return redirect("urgent-limit", commissioner.code, pk)
    person = form.staff[form.cleaned_data["person"]]
    return _done(
        request,
        found,
        lambda: name_person(limit=found, person=person, by=request.user, at=timezone.now()),
    )


@_leads
@require_POST
def reader_end(
    request: MemberRequest, commissioner: Commissioner, pk: int, reader_id: int
) -> HttpResponse:
    found = _limit(commissioner, pk)
    reader = found.readers.filter(pk=reader_id, ended_at__isnull=True).first()
    if reader is None:
        raise Http404("This person is not named here.")
    return _done(
        request, found, lambda: unname_person(reader=reader, by=request.user, at=timezone.now())
    )


def _done(request: MemberRequest, limit: UrgentLimit, work: Callable[[], None]) -> HttpResponse:
    try:
        work()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, "Recorded.")
    return redirect("urgent-limit", limit.indicator.commissioner.code, limit.pk)


def _limit(commissioner: Commissioner, pk: int) -> UrgentLimit:
    found = limit_in(commissioner, pk)
    if found is None:
        raise Http404("There is no such limit in this area.")
    return found


def _definition(commissioner: Commissioner, code: str) -> Definition:
    found = latest_definition(commissioner, code)
    if found is None or found.kind in WITHOUT_LIMIT:
        raise Http404("No such indicator, or none with a number.")
    return found
