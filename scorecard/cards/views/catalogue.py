"""Ready-made scorecards, and scorecards as files between commissioners."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.catalogue import BadCatalogue, Catalogue, load, names, parse
from indicators.catalogue.texts import MOST_BYTES
from indicators.catalogue.writing import write
from practices.access import MemberRequest, in_commissioner
from practices.models import Commissioner
from practices.pages import area_page
from scorecard.accounts.roles import Permission
from scorecard.cards.forms.catalogue import ImportForm, StartForm
from scorecard.cards.presenters.catalogue import clashes, starter_lines, starter_view
from scorecard.cards.selectors.catalogue import catalogue_of, meanings
from scorecard.cards.selectors.versions import find_version
from scorecard.cards.services.catalogue import NameTaken, start_from
from scorecard.ui.forms import PlainForm
from scorecard.ui.writers import text_response


@in_commissioner(Permission.SEE_DEFINITIONS)
@require_safe
def catalogue(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    return area_page(request, commissioner, "cards/catalogue.html", starters=starter_lines())


@in_commissioner(Permission.SEE_DEFINITIONS)
@require_safe
def starter(request: MemberRequest, commissioner: Commissioner, key: str) -> HttpResponse:
    form = StartForm(initial={"name": _load(key).name})
    return _starter(request, commissioner, key, form)


@in_commissioner(Permission.DEFINE)
@require_POST
def start(request: MemberRequest, commissioner: Commissioner, key: str) -> HttpResponse:
    chosen, form = _load(key), StartForm(request.POST)
    if form.is_valid() and (started := _start(request, commissioner, chosen, form)):
        return started
    return _starter(request, commissioner, key, form)


@in_commissioner(Permission.DEFINE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_card(request: MemberRequest, commissioner: Commissioner) -> HttpResponse:
    sent: dict[str, Any] = {"data": request.POST, "files": request.FILES}
    form = ImportForm(**(sent if request.method == "POST" else {}))
    problems: list[str] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = parse(file.read(MOST_BYTES + 1), file.name, draft=True)
            if started := _start(request, commissioner, read, form):
                return started
        except BadCatalogue as error:
            problems = error.problems
            form.add_error("file", "The file cannot be used yet. Mend it and choose it again")
    return area_page(
        request, commissioner, "cards/catalogue_import.html", form=form, problems=problems
    )


@in_commissioner(Permission.SEE_DEFINITIONS)
@require_safe
def export(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    version = find_version(commissioner, pk)
    return text_response(
        f"{version.scorecard.name} version {version.number}", "toml", write(catalogue_of(version))
    )


def _load(key: str) -> Catalogue:
    if key not in names():
        raise Http404(f"There is no ready-made scorecard {key}.")
    return load(key)


def _starter(
    request: MemberRequest, commissioner: Commissioner, key: str, form: StartForm
) -> HttpResponse:
    shown = starter_view(key, meanings(commissioner))
    return area_page(
        request, commissioner, "cards/catalogue_starter.html", starter=shown, form=form
    )


def _start(
    request: MemberRequest, commissioner: Commissioner, chosen: Catalogue, form: PlainForm
) -> HttpResponse | None:
    """To the new draft; None when the form says what is in the way."""
    changed = clashes(chosen, meanings(commissioner))
    name = form.cleaned_data["name"]
    try:
        version = start_from(
            catalogue=chosen,
            commissioner=commissioner,
            name=name,
            by=request.user,
            at=timezone.now(),
        )
    except NameTaken as error:
        form.add_error("name", error.messages[0])
        return None
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return None
    messages.success(request, f"{version} is a draft. Change what you like before you agree it.")
    for code, here, there in changed:
        messages.warning(
            request, f"{code} meant “{here}” here and now means “{there}” in this draft."
        )
    return redirect("card-version", commissioner.code, version.pk)
