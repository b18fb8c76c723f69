"""Urgent signals: for those who are named and for the clinical lead; nobody else learns of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.urgent import StepForm
from indicators.presenters.urgent import signal_lines, signal_page
from indicators.selectors.urgent import is_reader, signals_for
from indicators.services.urgent_signals import add_step
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission

_ON_A_PAGE = 50


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
@never_cache
def urgent(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    leads = Permission.SET_URGENT_LIMITS in request.permissions
    if not leads and not is_reader(commissioner, request.user):
        raise Http404("Nobody has named this user.")
    found = signals_for(commissioner, request.user, request.permissions)
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("page"))
    return area_page(
        request, commissioner, "indicators/urgent.html", page=page, lines=signal_lines(page)
    )


@in_commissioner(Permission.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def signal(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = signals_for(commissioner, request.user, request.permissions).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such signal for this user.")
    form = StepForm(**sent_in(request))
    if form.is_valid():
        try:
            add_step(signal=found, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, "Recorded with your name.")
            return redirect("urgent-signal", commissioner.code, pk)
    page = signal_page(found)
    return area_page(request, commissioner, "indicators/urgent_signal.html", page=page, form=form)
