"""Conditions apart from the band: on a version, and who meets them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.eligibility import ConditionForm
from scorecard.cards.models import CardVersion, Eligibility
from scorecard.cards.presenters.card_links import card_links
from scorecard.cards.presenters.eligibility import condition_lines, condition_tables
from scorecard.cards.selectors.eligibility import find_condition
from scorecard.cards.selectors.runs import banded_periods
from scorecard.cards.selectors.versions import find_version, status_of
from scorecard.cards.services.eligibility import remove_condition, save_condition
from scorecard.cards.views.drafts import must_be_draft, saved


@in_commissioner(Permission.SEE_RESULTS)
def eligibility(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    tables = condition_tables(periods.current) if periods else ()
    return area_page(
        request, commissioner, "cards/eligibility.html", periods=periods, tables=tables
    )


@in_commissioner(Permission.SEE_DEFINITIONS)
def card_conditions(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    return area_page(
        request,
        commissioner,
        "cards/card_conditions.html",
        version=version,
        links=card_links(version, request.permissions),
        is_draft=status_of(version) == "draft",
        conditions=condition_lines(version),
    )


@in_commissioner(Permission.DEFINE)
def new_condition(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    return _edit(request, commissioner, find_version(commissioner, pk), None)


@in_commissioner(Permission.DEFINE)
def edit_condition(
    request: MemberRequest, commissioner: Commissioner, pk: int, condition: int
) -> HttpResponse:
    version = find_version(commissioner, pk)
    return _edit(request, commissioner, version, find_condition(version, condition))


def _edit(
    request: MemberRequest,
    commissioner: Commissioner,
    version: CardVersion,
    condition: Eligibility | None,
) -> HttpResponse:
    must_be_draft(request, version)
    form = ConditionForm(request.POST or None, version=version, condition=condition)
    removes = condition is not None and "remove" in request.POST

    def save(form: ConditionForm) -> str:
        given = {**form.cleaned_data, "by": request.user, "at": timezone.now()}
        given["items"] = [int(pk) for pk in given["items"]]
        del given["base"]
        kept = save_condition(version=version, condition=condition, **given)
        return f"The condition {kept.name} is saved."

    def remove(form: ConditionForm) -> str:
        assert condition is not None
        said = f"The condition {condition.name} is removed."
        remove_condition(
            condition=condition, revision=version.revision, by=request.user, at=timezone.now()
        )
        return said

    form, said = saved(form, remove, as_typed=False) if removes else saved(form, save)
    if said:
        messages.success(request, said)
        return redirect("card-conditions", commissioner.code, version.pk)
    return area_page(
        request,
        commissioner,
        "cards/card_condition.html",
        version=version,
        links=card_links(version, request.permissions),
        condition=condition,
        form=form,
    )
