"""The yearly calendar of returns, and changing one of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from indicators.periods import PeriodSpan, UnknownPeriodCode, parse
from indicators.services.collections import change_collection
from indicators.views.forms import asked_collection, sent_in
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.calendar import CalendarForm
from scorecard.cards.forms.periods import ChangeForm
from scorecard.cards.presenters.calendar import calendar_of, year_of
from scorecard.cards.selectors.asking import askable_definitions
from scorecard.cards.selectors.versions import returned_definitions
from scorecard.cards.services.periods import open_calendar

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@in_commissioner(Permission.OPEN_PERIODS)
@read_or_send
def calendar(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    today = timezone.localdate()
    year = _year(request.GET.get("year", ""), year_of(today))
    page = calendar_of(commissioner, year, today)
    form = CalendarForm(
        **sent_in(request),
        commissioner=commissioner,
        choices=returned_definitions(commissioner, year.starts_on),
        spans=page.left,
        today=today,
    )
    if form.is_valid():
        try:
            _announce(request, commissioner, form)
            return redirect(f"{reverse('calendar', args=[commissioner.code])}?year={year.code}")
        except ValidationError as error:
            form.add_error(None, error.messages)
    return area_page(request, commissioner, "cards/calendar.html", page=page, form=form)


@in_commissioner(Permission.OPEN_PERIODS)
@read_or_send
def change(request: MemberRequest, commissioner: Commissioner, period_code: str) -> HttpResponse:
    """Dates, indicators, practices and words of a return; once it is open, only some of them."""
    collection = asked_collection(commissioner, period_code)
    today = timezone.localdate()
    opened = collection.opens_on <= today
    form = ChangeForm(
        **sent_in(request),
        commissioner=commissioner,
        choices=askable_definitions(collection),
        collection=collection,
        announced=collection.announced_on <= today,
        opened=opened,
    )
    if form.is_valid():
        try:
            change_collection(
                collection=collection,
                **form.given(),
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, "What is asked is changed. Practices see it at once.")
            return redirect("period-returns", commissioner.code, period_code)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {"form": form, "period": collection.period, "opened": opened}
    return area_page(request, commissioner, "cards/collection_change.html", **context)


def _announce(request: MemberRequest, commissioner: Commissioner, form: CalendarForm) -> None:
    opened = open_calendar(
        commissioner=commissioner,
        plans=form.cleaned_data["plans"],
        **form.words(),
        by=request.user,
        at=timezone.now(),
    )
    names = ", ".join(collection.period.name for collection in opened)
    messages.success(request, f"Returns are planned for {names}.")


def _year(code: str, otherwise: str) -> PeriodSpan:
    """The financial year that is asked for; anything else is the current one."""
    try:
        asked = parse(code)
    except UnknownPeriodCode:
        return parse(otherwise)
    return asked if "-" in asked.code and "Q" not in asked.code else parse(otherwise)
