"""Opening periods, and starting a banding run."""

import datetime as dt
from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.models import Period
from indicators.periods import PeriodSpan, UnknownPeriodCode, parse
from indicators.presenters.period_returns import warning_words
from indicators.selectors.periods import next_period, periods_of
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.models import User
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.calendar import RETURN_TIME
from scorecard.cards.forms.periods import PeriodForm
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.runs import newest_runs
from scorecard.cards.selectors.versions import (
    ids_of,
    live_version,
    returned_definitions,
    version_for,
)
from scorecard.cards.services.periods import open_period
from scorecard.jobs.models import Job
from scorecard.jobs.services import ask


@in_commissioner(Permission.OPEN_PERIODS)
def periods(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    runs = {card_run.run.period_id: card_run for card_run in newest_runs(commissioner)}
    rows = [(period, runs.get(period.pk)) for period in periods_of(commissioner)]
    live = live_version(commissioner)
    return area_page(request, commissioner, "cards/periods.html", rows=rows, live=live)


@in_commissioner(Permission.OPEN_PERIODS)
def new_period(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    suggested = next_period(commissioner)
    form = PeriodForm(
        request.POST or None,
        commissioner=commissioner,
        choices=returned_definitions(commissioner, _first_day(request, suggested)),
        initial={
            "code": suggested.code if suggested else "",
            "opens_on": timezone.localdate(),
            "deadline": timezone.localdate() + RETURN_TIME,
        },
    )
    if form.is_valid():
        try:
            collection = open_period(
                commissioner=commissioner,
                span=form.cleaned_data["code"],
                opens_on=form.cleaned_data["opens_on"],
                deadline=form.cleaned_data["deadline"],
                **form.words(),
                by=request.user,
                at=timezone.now(),
            )
            if short := warning_words(collection.announced_on, collection.opens_on):
                messages.warning(request, short)
            return redirect("periods", commissioner.code)
        except ValidationError as error:
            form.add_error("code", error)
    return area_page(request, commissioner, "cards/period_form.html", form=form)


def _first_day(request: MemberRequest, suggested: PeriodSpan | None) -> dt.date | None:
    """Of the period that was typed, or of the one that is suggested."""
    try:
        return parse(request.POST.get("code", "")).starts_on
    except UnknownPeriodCode:
        return suggested.starts_on if suggested else None


@require_POST
@in_commissioner(Permission.BAND)
def start_banding(
    request: MemberRequest, commissioner: Commissioner, period_code: str
) -> HttpResponse:
    """All of a period, or the indicators that the form names."""
    period = get_object_or_404(periods_of(commissioner), code=period_code)
    version = version_for(period)
    if version is None:
        messages.error(
            request,
            f"No live version of a scorecard covers {period.name}. Put one in force for it on the "
            "page “Agreement” of the version, then run banding.",
        )
        return redirect("card", commissioner.code)
    codes = request.POST.getlist("indicator")
    try:
        only = ids_of(version, codes)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("what-changed", commissioner.code)
    return redirect(_banding(commissioner, period, version, codes, only, request.user))


def _banding(
    commissioner: Commissioner,
    period: Period,
    version: CardVersion,
    codes: Sequence[str],
    only: Sequence[int],
    by: User,
) -> Job:
    """The job: of the whole period, or only of indicators that somebody named."""
    named = f" of {period.name}" if codes else period.name
    arguments = {"version": version.pk, "period": period.pk}
    return ask(
        kind="band",
        key=":".join(map(str, (version.pk, period.pk, *sorted(only)))),
        title=f"Banding {', '.join(codes)}{named}",
        arguments={**arguments, "only": list(only)} if only else arguments,
        by=by,
        at=timezone.now(),
        next_url=f"{reverse('grid', args=[commissioner.code])}?period={period.code}",
    )
