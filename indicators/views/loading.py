"""The commissioner's files: received, read, what became of each, and everything to take away."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.loading import MAY_NOT_DEFINE, SourceFileForm
from indicators.models import ReceivedFile
from indicators.presenters.loading import file_page, files_page
from indicators.selectors.layouts import (
    UNKNOWN,
    known_profiles,
    loaded_file,
    outcome_of,
    profile_of,
    title_of,
)
from indicators.services.files import FileTooLarge
from indicators.services.loading import (
    answer_asked,
    drop_file,
    load_once_more,
    receive_source_file,
)
from indicators.services.looking import look_again
from indicators.sources.outcomes import HEADER, unpacked
from indicators.sources.profiles import BadProfile
from indicators.views.forms import sent_in
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.ui.errors import too_large
from scorecard.ui.writers import csv_response


@in_commissioner(Permission.LOAD_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    known = known_profiles(commissioner)
    layouts = partial(profile_of, commissioner)
    form = SourceFileForm(known, layouts, request.permissions, **sent_in(request, files=True))
    if form.is_valid():
        try:
            return _receive(request, commissioner, form)
        except FileTooLarge:
            return too_large(request)
    page = files_page(commissioner, known)
    return area_page(request, commissioner, "indicators/files.html", page=page, form=form)


def _receive(
    request: MemberRequest, commissioner: Commissioner, form: SourceFileForm
) -> HttpResponse:
    given = form.cleaned_data
    job = receive_source_file(
        commissioner=commissioner,
        profile=given["profile"],
        name=given["file"].name,
        content=given["file"].read(),
        period=given["period"],
        day=given["day"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect(job.get_absolute_url())


@in_commissioner(Permission.LOAD_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def file(request: MemberRequest, commissioner: Commissioner, file_id: int) -> HttpResponse:
    found = found_file(commissioner, file_id)
    problem = ""
    if request.method == "POST":
        try:
            return _decide(request, found)
        except (BadProfile, ValidationError) as error:
            problem = in_words(error)
    if found.state == ReceivedFile.State.READY and "guess" in found.report:
        return redirect("file-columns", commissioner.code, found.pk)
    same = loaded_file(commissioner, found.report.get("same_as", 0))
    page = file_page(found, title_of(commissioner, found.profile), same)
    return area_page(
        request, commissioner, "indicators/file.html", page=page, file=found, problem=problem
    )


def _decide(request: MemberRequest, found: ReceivedFile) -> HttpResponse:
    at, choice = timezone.now(), request.POST.get("choice")
    if choice == "delete":
        drop_file(file=found, by=request.user, at=at)
        return redirect("file", found.commissioner.code, found.pk)
    if choice == "look":
        job = look_again(file=found, by=request.user, at=at)
    elif choice == "again" and found.profile != UNKNOWN:
        check_may_load(request, found.commissioner, found.profile)
        job = load_once_more(file=found, by=request.user, at=at)
    elif choice == "answer":
        if found.profile != UNKNOWN:
            check_may_load(request, found.commissioner, found.profile)
        job = answer_asked(file=found, by=request.user, at=at)
    else:
        raise ValidationError("Choose one of the buttons on this page.")
    return redirect(job.get_absolute_url())


@in_commissioner(Permission.LOAD_FILES)
@require_safe
def outcome(request: MemberRequest, commissioner: Commissioner, file_id: int) -> HttpResponseBase:
    found = found_file(commissioner, file_id)
    return csv_response(f"outcome-{found.name}", HEADER, unpacked(outcome_of(found)))


def check_may_load(request: MemberRequest, commissioner: Commissioner, profile: str) -> None:
    """Raises ValidationError for a layout whose files change what the reader may not."""
    if profile_of(commissioner, profile).points and Permission.DEFINE not in request.permissions:
        raise ValidationError(MAY_NOT_DEFINE)


def in_words(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def found_file(commissioner: Commissioner, file_id: int) -> ReceivedFile:
    found = loaded_file(commissioner, file_id)
    if found is None:
        raise Http404("No such file of this commissioner.")
    return found
