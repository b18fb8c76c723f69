"""Pages where an analyst makes groups of practices and says who is in them from when to when."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from practices.access import MemberRequest, in_commissioner
from practices.group_forms import DayForm, LeaveForm, NameForm, PlaceForm, SetForm, add_errors
from practices.group_presenters import group_page, held_words, set_lines, set_page
from practices.group_selectors import groups_of_set, memberships_in, sets_of
from practices.models import Commissioner, PracticeGroup
from practices.pages import area_page
from practices.services.groups import (
    leave_group,
    make_group,
    make_group_set,
    place_in_group,
    rename_group,
)
from scorecard.accounts.roles import Permission

reads = in_commissioner(Permission.SEE_DEFINITIONS)
changes = in_commissioner(Permission.DEFINE)
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@reads
@require_safe
def groups(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    lines = set_lines(commissioner, timezone.localdate())
    return area_page(request, commissioner, "practices/groups.html", lines=lines)


@changes
@read_or_send
def new_set(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    form = SetForm(request.POST or None)
    if form.is_valid():
        try:
            made = make_group_set(commissioner=commissioner, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"The set {made} is made. Make its first group.")
            return redirect("group-set", commissioner.code, made.pk)
    return _form(request, commissioner, form, heading="Make a set of groups", button="Make it")


@reads
@require_safe
def group_set(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = get_object_or_404(sets_of(commissioner), pk=pk)
    form = DayForm(request.GET if "on" in request.GET else {"on": timezone.localdate()})
    day = form.cleaned_data["on"] if form.is_valid() else timezone.localdate()
    page = set_page(found, day)
    return area_page(request, commissioner, "practices/group_set.html", page=page, form=form)


@changes
@read_or_send
def new_group(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    found = get_object_or_404(sets_of(commissioner), pk=pk)
    form = NameForm(request.POST or None)
    if form.is_valid():
        try:
            made = make_group(group_set=found, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{made} is made. Place its practices.")
            return redirect("group", commissioner.code, pk, made.pk)
    shown = {"heading": "Make a group", "button": "Make it", "group_set": found}
    return _form(request, commissioner, form, **shown)


@reads
@require_safe
def group(request: MemberRequest, commissioner: Commissioner, pk: int, group: int) -> HttpResponse:
    found = _find(commissioner, pk, group)
    return _group(request, commissioner, found, PlaceForm(initial={"starts_on": _today()}))


@changes
@require_POST
def place(request: MemberRequest, commissioner: Commissioner, pk: int, group: int) -> HttpResponse:
    found = _find(commissioner, pk, group)
    form = PlaceForm(request.POST)
    if form.is_valid():
        try:
            placed = place_in_group(group=found, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{held_words(placed)}. It counts when banding runs next.")
            return redirect("group", commissioner.code, pk, group)
    return _group(request, commissioner, found, form)


@changes
@read_or_send
def rename(request: MemberRequest, commissioner: Commissioner, pk: int, group: int) -> HttpResponse:
    found = _find(commissioner, pk, group)
    form = NameForm(request.POST or None, initial={"name": found.name, "why": found.why})
    if form.is_valid():
        try:
            rename_group(group=found, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"The group is called {found} now.")
            return redirect("group", commissioner.code, pk, group)
    shown = {"heading": "Rename the group", "button": "Save it", "group_set": found.group_set}
    return _form(request, commissioner, form, group=_find(commissioner, pk, group), **shown)


@changes
@read_or_send
def leave(
    request: MemberRequest, commissioner: Commissioner, pk: int, group: int, membership: int
) -> HttpResponse:
    found = _find(commissioner, pk, group)
    member = get_object_or_404(memberships_in(found.group_set), pk=membership, group=found)
    form = LeaveForm(request.POST or None, initial={"ends_on": _today()})
    if form.is_valid():
        try:
            leave_group(membership=member, **form.cleaned_data, **_by(request))
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{member.practice} has its last day in {found}.")
            return redirect("group", commissioner.code, pk, group)
    shown = {"heading": f"Take {member.practice} out of {found}", "button": "Take it out"}
    return _form(request, commissioner, form, group=found, group_set=found.group_set, **shown)


def _find(commissioner: Commissioner, pk: int, group: int) -> PracticeGroup:
    return get_object_or_404(groups_of_set(commissioner, pk), pk=group)


def _group(
    request: MemberRequest, commissioner: Commissioner, found: PracticeGroup, form: PlaceForm
) -> HttpResponse:
    page = group_page(found, _today())
    answer = area_page(request, commissioner, "practices/group.html", page=page, form=form)
    answer.status_code = 422 if form.errors else 200
    return answer


def _form(
    request: MemberRequest, commissioner: Commissioner, form: Any, **shown: Any
) -> HttpResponse:
    """The page with its form; 422 says that the form was not accepted."""
    answer = area_page(request, commissioner, "practices/group_form.html", form=form, **shown)
    answer.status_code = 422 if form.errors else 200
    return answer


def _by(request: MemberRequest) -> dict[str, Any]:
    return {"by": request.user, "at": timezone.now()}


def _today() -> dt.date:
    return timezone.localdate()
