"""Letters to practices: one to read, to print and as PDF; all of them to send and take away."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from scorecard.accounts.roles import Permission
from scorecard.publication.models import Edition
from scorecard.publication.presenters.letter import Letter, letter_of, letter_pdf
from scorecard.publication.presenters.readings import letters_page
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.letters import contents_of, files_of, without_file
from scorecard.publication.selectors.reading import practices_in, readings
from scorecard.publication.services.letter_files import ask_for_files
from scorecard.publication.services.letters import send_letters
from scorecard.publication.services.preview_notices import ask_to_remind
from scorecard.publication.views.editions import found
from scorecard.publication.views.practices import looked_at
from scorecard.publication.zipping import zipped
from scorecard.ui.pdf import NoPdf, TooLong

AT_ONCE = 100
PAGE, NO_PDF = "publication/letter.html", "publication/letter_no_pdf.html"


@in_practice(Permission.PREVIEW_RELEASE)
@require_safe
def own_letter(request: MemberRequest, practice: Practice, pk: int) -> HttpResponse:
    letter = _letter(looked_at(request, practice, pk), practice)
    pdf = reverse("practice-letter-pdf", args=[practice.code, pk])
    back = reverse("practice-release", args=[practice.code, pk])
    return practice_page(request, practice, PAGE, letter=letter, pdf=pdf, back=back)


@in_practice(Permission.PREVIEW_RELEASE)
@require_safe
def own_letter_pdf(request: MemberRequest, practice: Practice, pk: int) -> HttpResponse:
    letter = _letter(looked_at(request, practice, pk), practice)
    page = reverse("practice-letter", args=[practice.code, pk])
    return _pdf(letter, lambda why: practice_page(request, practice, NO_PDF, page=page, **why))


@in_commissioner(Permission.SEE_RELEASES)
@require_safe
def letter(
    request: MemberRequest, commissioner: Commissioner, pk: int, practice_code: str
) -> HttpResponse:
    shown = _letter_to(commissioner, pk, practice_code)
    pdf = reverse("release-letter-pdf", args=[commissioner.code, pk, practice_code])
    back = reverse("release-letters", args=[commissioner.code, pk])
    return area_page(request, commissioner, PAGE, letter=shown, pdf=pdf, back=back)


@in_commissioner(Permission.SEE_RELEASES)
@require_safe
def letter_as_pdf(
    request: MemberRequest, commissioner: Commissioner, pk: int, practice_code: str
) -> HttpResponse:
    shown = _letter_to(commissioner, pk, practice_code)
    page = reverse("release-letter", args=[commissioner.code, pk, practice_code])
    return _pdf(shown, lambda why: area_page(request, commissioner, NO_PDF, page=page, **why))


@in_commissioner(Permission.SEE_RELEASES)
@require_safe
def letters(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    """Every practice: whether it was told, looked, and got its letter."""
    edition = found(commissioner, pk)
    last = last_step(edition)
    shown = letters_page(edition, last, readings(edition), timezone.localdate())
    shown["rows"] = Paginator(shown["rows"], AT_ONCE).get_page(request.GET.get("page"))
    shown["ready"] = not without_file(edition, last)
    return area_page(request, commissioner, "publication/letters.html", edition=edition, **shown)


@require_POST
@in_commissioner(Permission.APPROVE_RELEASE)
def send(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    edition = found(commissioner, pk)
    try:
        number = send_letters(edition=edition, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Letters to {number} practices are on their way; see below.")
    return redirect("release-letters", commissioner.code, pk)


@require_POST
@in_commissioner(Permission.DRAFT_RELEASE)
def remind(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    """Once more to those where nobody has looked."""
    step = last_step(found(commissioner, pk))
    try:
        ask_to_remind(step=step, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        said = "Practices where nobody has looked are reminded, each once in this preview."
        messages.success(request, said)
    return redirect("release-letters", commissioner.code, pk)


@require_POST
@in_commissioner(Permission.SEE_RELEASES)
def make_all(request: MemberRequest, commissioner: Commissioner, pk: int) -> HttpResponse:
    job = ask_for_files(edition=found(commissioner, pk), by=request.user, at=timezone.now())
    return redirect(job)


@in_commissioner(Permission.SEE_RELEASES)
@require_safe
def take_all(
    request: MemberRequest, commissioner: Commissioner, pk: int
) -> HttpResponse | StreamingHttpResponse:
    """A ZIP of the letters as they are now; the page, where they are not made yet."""
    edition = found(commissioner, pk)
    last = last_step(edition)
    if without_file(edition, last):
        messages.error(request, "The release has changed since these were made. Make them again.")
        return redirect("release-letters", commissioner.code, pk)
    files = contents_of(files_of(edition, last))
    named = ((f"{one.practice.code}.pdf", one.made_at, bytes(one.content)) for one in files)
    response = StreamingHttpResponse(zipped(named), content_type="application/zip")
    name = f"letters-{edition.release.period.code}-edition-{edition.number}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _letter_to(commissioner: Commissioner, pk: int, code: str) -> Letter:
    edition = found(commissioner, pk)
    return _letter(edition, get_object_or_404(practices_in(edition), code=code))


def _letter(edition: Edition, practice: Practice) -> Letter:
    try:
        return letter_of(edition, practice, last_step(edition), timezone.localdate())
    except ValueError as error:
        raise Http404(str(error)) from error


def _pdf(letter: Letter, otherwise: Callable[[dict[str, bool]], HttpResponse]) -> HttpResponse:
    try:
        content = letter_pdf(letter)
    except (NoPdf, TooLong) as error:
        return otherwise({"too_long": isinstance(error, TooLong)})
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{letter.name}.pdf"'
    return response
