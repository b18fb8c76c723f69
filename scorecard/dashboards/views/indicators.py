"""One indicator over all practices: its page, its chart as data, and the choice of its area."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.selectors.definitions import latest_definition
from indicators.services.area_values import choose_area_value
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.agreements import AreaChoiceForm
from scorecard.cards.presenters.certainty import sees_numbers
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.presenters.indicator.page import chart_of, indicator_page
from scorecard.ui.colours import in_palette
from scorecard.ui.context import palette_of
from scorecard.ui.errors import NotFoundInWords


@in_commissioner(Permission.SEE_RESULTS)
def area_indicator(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    return _page(request, commissioner, indicator, AreaChoiceForm())


@in_commissioner(Permission.SEE_RESULTS)
def indicator_chart(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    """The figure of a chart that is too large to stand in its page."""
    chart = chart_of(commissioner, request.GET, indicator, timezone.localdate())
    if chart is None or not chart.figure:
        raise Http404("This view has no chart of every practice.")
    figure = in_palette(dict(chart.figure), palette_of(request))
    return JsonResponse(figure, json_dumps_params=_COMPACT)


_COMPACT = {"separators": (",", ":"), "ensure_ascii": False}


@require_POST
@in_commissioner(Permission.DEFINE)
def choose_area(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = latest_definition(commissioner, indicator)
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    if definition is None or periods is None:
        raise NotFoundInWords(f"{commissioner} has no results on {indicator}.")
    period, form = periods.current.run.period, AreaChoiceForm(request.POST)
    if form.is_valid():
        about = {"indicator": definition.indicator, "period": period, **form.cleaned_data}
        try:
            choose_area_value(**about, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Chosen. It counts when {period.name} is banded next.")
            page = reverse("indicator-results", args=[commissioner.code, definition.code])
            return redirect(f"{page}?period={period.code}")
    return _page(request, commissioner, indicator, form)


def _page(
    request: MemberRequest, commissioner: Commissioner, indicator: str, form: AreaChoiceForm
) -> HttpResponse:
    numbers, today = sees_numbers(request.permissions), timezone.localdate()
    shown = indicator_page(commissioner, request.GET, indicator, today, numbers=numbers)
    template = "dashboards/indicator/page.html"
    return area_page(request, commissioner, template, form=form, **shown)
