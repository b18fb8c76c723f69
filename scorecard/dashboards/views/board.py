"""What a board reads: the page, its text and its numbers; and who is named in them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.forms.naming import NamingForm
from scorecard.dashboards.presenters import board_file
from scorecard.dashboards.presenters.board import board_of
from scorecard.dashboards.selectors.naming import namings_of
from scorecard.dashboards.services.naming import decide_naming
from scorecard.ui.writers import csv_response, text_response


@in_commissioner(Permission.SEE_AGGREGATE)
def board(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    shown = board_of(commissioner, periods) if periods else None
    given = {"periods": periods, "board": shown}
    return area_page(request, commissioner, "dashboards/board.html", **given)


@in_commissioner(Permission.SEE_AGGREGATE)
def board_text(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    period = periods.current.run.period.code if periods else "no-results"
    text = board_of(commissioner, periods).text if periods else "Nothing is banded yet.\n"
    return text_response(f"board-{commissioner.code}-{period}", "txt", text)


@in_commissioner(Permission.SEE_AGGREGATE)
def board_csv(request: MemberRequest, commissioner: Commissioner) -> HttpResponseBase:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    period = periods.current.run.period.code if periods else "no-results"
    rows = board_file.rows_of(board_of(commissioner, periods)) if periods else iter(())
    return csv_response(f"board-{commissioner.code}-{period}", board_file.HEADER, rows)


@in_commissioner(Permission.APPROVE_RELEASE)
def board_names(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    """Who may approve what is published may decide who is named to the board."""
    form = NamingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_naming(
                commissioner=commissioner, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Decided. The board paper follows it from now on.")
            return redirect("area-board", commissioner.code)
    return area_page(
        request,
        commissioner,
        "dashboards/board_names.html",
        form=form,
        namings=namings_of(commissioner),
    )
