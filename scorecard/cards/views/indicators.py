"""Defining indicators."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from indicators import legends
from indicators.selectors.definitions import latest_definition, latest_definitions, versions_of
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.indicators import IndicatorForm, initial_of
from scorecard.cards.selectors.versions import card_domains, item_on_card, newest_version
from scorecard.cards.services.indicators import save_indicator
from scorecard.cards.tables import IndicatorTable


@in_commissioner(Permission.SEE_DEFINITIONS)
def indicators(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    table = IndicatorTable(
        list(latest_definitions(commissioner)),
        commissioner=commissioner,
        order_by=request.GET.get("sort", "code"),
    )
    return area_page(request, commissioner, "cards/indicators.html", table=table)


@in_commissioner(Permission.SEE_DEFINITIONS)
def indicator(request: MemberRequest, commissioner: Commissioner, indicator: str) -> HttpResponse:
    definition = latest_definition(commissioner, indicator)
    if definition is None:
        raise Http404(f"{commissioner} has no indicator {indicator}.")
    return area_page(
        request,
        commissioner,
        "cards/indicator.html",
        definition=definition,
        legend=legends.legend(definition),
        versions=versions_of(definition),
        item=item_on_card(newest_version(commissioner), definition),
    )


@in_commissioner(Permission.DEFINE)
def new_indicator(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    form = IndicatorForm(request.POST or None, domains=card_domains(newest_version(commissioner)))
    return _edit(request, commissioner, form, is_new=True)


@in_commissioner(Permission.DEFINE)
def edit_indicator(
    request: MemberRequest, commissioner: Commissioner, indicator: str
) -> HttpResponse:
    definition = latest_definition(commissioner, indicator)
    if definition is None:
        raise Http404(f"{commissioner} has no indicator {indicator}.")
    version = newest_version(commissioner)
    form = IndicatorForm(
        request.POST or None,
        domains=card_domains(version),
        code_fixed=True,
        initial=initial_of(definition, item_on_card(version, definition)),
    )
    return _edit(request, commissioner, form, is_new=False)


def _edit(
    request: MemberRequest, commissioner: Commissioner, form: IndicatorForm, is_new: bool
) -> HttpResponse:
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            save_indicator(
                commissioner=commissioner,
                code=cleaned["code"],
                data=form.data_of(cleaned),
                role=cleaned["role"],
                domain=cleaned["domain"],
                weight=cleaned["weight"] or Decimal(0),
                is_new=is_new,
                by=request.user,
                at=timezone.now(),
            )
            return redirect("card", commissioner.code)
        except ValidationError as error:
            form.add_error(None, error)
    return area_page(request, commissioner, "cards/indicator_form.html", form=form, is_new=is_new)
