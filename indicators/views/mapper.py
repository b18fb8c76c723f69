"""A file that no layout describes: its columns, a preview, a layout to save; and saved layouts."""

from functools import partial

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.loading import FitsForm, ProfileTextForm, SaveProfileForm
from indicators.forms.mapper import ColumnsForm, ReadingForm
from indicators.models import ReceivedFile
from indicators.presenters.mapper import (
    columns_of,
    initial,
    layout_lines,
    layout_page,
    mapper_page,
    period_of,
    reading,
)
from indicators.selectors.layouts import (
    known_profiles,
    profile_of,
    profile_text,
    title_of,
    versions_of,
)
from indicators.services.looking import ask_preview, load_with, look_again, save_profile
from indicators.sources.mapping import as_toml
from indicators.sources.profiles import BadProfile
from indicators.views.forms import sent_in
from indicators.views.loading import check_may_load, found_file, in_words
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.ui.writers import text_response


@in_commissioner(Permission.LOAD_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def columns(request: MemberRequest, commissioner: Commissioner, file_id: int) -> HttpResponse:
    file = found_file(commissioner, file_id)
    if file.state != ReceivedFile.State.READY or "guess" not in file.report:
        return redirect("file", commissioner.code, file.pk)
    doing = request.POST.get("do", "")
    form = _columns_form(request, file, doing == "preview")
    save = SaveProfileForm(**(sent_in(request) if doing == "save" else {}))
    read = ReadingForm(
        **(sent_in(request) if doing == "read" else {}), initial=reading(file.report["guess"])
    )
    page = mapper_page(file, known_profiles(commissioner))
    given = sent_in(request) if doing == "fits" else {"initial": {"period": period_of(file)}}
    fits = FitsForm(page.fits, partial(profile_of, commissioner), **given)
    if (answer := _done(request, file, doing, form, save, read, fits)) is not None:
        return answer
    context = {"page": page, "file": file, "form": form, "save": save, "read": read, "fits": fits}
    return area_page(request, commissioner, "indicators/file_columns.html", **context)


def _columns_form(request: MemberRequest, file: ReceivedFile, sent: bool) -> ColumnsForm:
    given = sent_in(request) if sent else {"initial": initial(file.report)}
    return ColumnsForm(columns_of(file.report["guess"]), **given)


def _done(
    request: MemberRequest,
    file: ReceivedFile,
    doing: str,
    form: ColumnsForm,
    save: SaveProfileForm,
    read: ReadingForm,
    fits: FitsForm,
) -> HttpResponse | None:
    """What was asked for; None when the page is to be shown, with what is wrong."""
    try:
        if doing == "preview" and form.is_valid():
            return _preview(request, file, form)
        if doing == "read" and read.is_valid():
            job = look_again(file=file, told=read.cleaned_data, by=request.user, at=timezone.now())
            return redirect(job.get_absolute_url())
        if doing == "fits" and fits.is_valid():
            return _load(request, file, **fits.cleaned_data)
        if doing == "save" and save.is_valid():
            return _save(request, file, save.cleaned_data["name"])
    except (BadProfile, ValidationError) as error:
        refused, field = {"save": (save, "name"), "fits": (fits, "profile")}.get(
            doing, (form, None)
        )
        refused.add_error(field, in_words(error))
    return None


def _preview(request: MemberRequest, file: ReceivedFile, form: ColumnsForm) -> HttpResponse:
    toml = as_toml(form.answers(file.report["guess"]))
    job = ask_preview(
        file=file,
        toml=toml,
        period=form.cleaned_data["given_period"],
        by=request.user,
        at=timezone.now(),
    )
    return redirect(job.get_absolute_url())


def _load(
    request: MemberRequest, file: ReceivedFile, profile: str, period: str = ""
) -> HttpResponse:
    check_may_load(request, file.commissioner, profile)
    job = load_with(file=file, profile=profile, period=period, by=request.user, at=timezone.now())
    return redirect(job.get_absolute_url())


def _save(request: MemberRequest, file: ReceivedFile, name: str) -> HttpResponse:
    saved = save_profile(
        commissioner=file.commissioner,
        name=name,
        toml=file.report.get("toml", ""),
        by=request.user,
        at=timezone.now(),
    )
    return _load(request, file, saved.name)


@in_commissioner(Permission.LOAD_FILES)
@require_safe
def source_profiles(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    lines = layout_lines(known_profiles(commissioner))
    return area_page(request, commissioner, "indicators/source_profiles.html", lines=lines)


@in_commissioner(Permission.LOAD_FILES)
@require_http_methods(["GET", "HEAD", "POST"])
def source_profile(request: MemberRequest, commissioner: Commissioner, name: str) -> HttpResponse:
    versions, toml = versions_of(commissioner, name), _text(commissioner, name)
    form = ProfileTextForm(bool(versions), **(sent_in(request) or {"initial": {"toml": toml}}))
    if form.is_valid() and (saved := _saved(request, commissioner, name, form)):
        return redirect("source-profile", commissioner.code, saved)
    number = _number(request, "version") or (versions[0].number if versions else 1)
    title, other = title_of(commissioner, name), _number(request, "with")
    page = layout_page(name, title, toml, versions, number, other)
    return area_page(request, commissioner, "indicators/source_profile.html", page=page, form=form)


def _saved(
    request: MemberRequest, commissioner: Commissioner, name: str, form: ProfileTextForm
) -> str:
    """The name under which the text is saved; empty where it cannot be, and the form says why."""
    try:
        saved = save_profile(
            commissioner=commissioner,
            name=form.cleaned_data.get("name", name),
            toml=form.cleaned_data["toml"].replace("\r\n", "\n"),
            by=request.user,
            at=timezone.now(),
        )
    except (BadProfile, ValidationError) as error:
        form.add_error("toml", in_words(error))
        return ""
    return saved.name


@in_commissioner(Permission.LOAD_FILES)
@require_safe
def source_profile_toml(
    request: MemberRequest, commissioner: Commissioner, name: str, number: int
) -> HttpResponse:
    return text_response(f"{name}-{number}", "toml", _text(commissioner, name, number))


def _text(commissioner: Commissioner, name: str, number: int | None = None) -> str:
    try:
        return profile_text(commissioner, name, number)
    except BadProfile as error:
        raise Http404("No such layout of this commissioner.") from error


def _number(request: MemberRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
