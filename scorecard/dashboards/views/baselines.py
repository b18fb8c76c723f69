"""Where a practice's control chart begins anew: decided by a person, and undone by one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from indicators.models import Indicator
from indicators.selectors.baselines import baselines_of
from indicators.services.baselines import set_baseline, undo_baseline
from practices.access import MemberRequest, in_commissioner
from practices.group_forms import add_errors
from practices.models import Commissioner, Practice
from practices.pages import area_page
from practices.selectors import practices_ever_of
from scorecard.accounts.roles import Permission
from scorecard.calc.spc import AT_LEAST_POINTS
from scorecard.dashboards.forms.baselines import BaselineForm
from scorecard.dashboards.selectors.periods import banded_after_the_first


@in_commissioner(Permission.DEFINE)
def baselines(
    request: MemberRequest, commissioner: Commissioner, practice_code: str, indicator: str
) -> HttpResponse:
    """What was decided, and a form that decides."""
    practice, found = _about(commissioner, practice_code, indicator)
    periods = banded_after_the_first(commissioner)
    form = BaselineForm(
        request.POST or None, periods=periods, initial={"period": request.GET.get("period", "")}
    )
    if form.is_valid():
        now, given = timezone.now(), form.cleaned_data
        try:
            set_baseline(practice=practice, indicator=found, **given, by=request.user, at=now)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"A new baseline begins in {given['period'].name}.")
            return redirect("area-result", commissioner.code, practice.code, found.code)
    return area_page(
        request,
        commissioner,
        "dashboards/baselines.html",
        form=form,
        practice=practice,
        indicator=found,
        baselines=baselines_of(practice, found),
        least=AT_LEAST_POINTS,
    )


@require_POST
@in_commissioner(Permission.DEFINE)
def undo(
    request: MemberRequest, commissioner: Commissioner, practice_code: str, indicator: str, pk: int
) -> HttpResponse:
    practice, found = _about(commissioner, practice_code, indicator)
    baseline = get_object_or_404(baselines_of(practice, found), pk=pk)
    try:
        undo_baseline(baseline=baseline, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"The baseline from {baseline.period.name} on is undone.")
    return redirect("baselines", commissioner.code, practice.code, found.code)


def _about(
    commissioner: Commissioner, practice_code: str, indicator: str
) -> tuple[Practice, Indicator]:
    practice = get_object_or_404(practices_ever_of(commissioner), code=practice_code)
    return practice, get_object_or_404(Indicator, commissioner=commissioner, code=indicator)
