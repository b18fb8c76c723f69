"""One side of A4 about one practice, to print from the browser and as PDF."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from practices.selectors import commissioner_of, practices_ever_of
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.certainty import sees_numbers
from scorecard.cards.selectors.runs import banded_periods
from scorecard.dashboards.presenters.practice import practice_context
from scorecard.dashboards.presenters.readers import for_area, for_practice
from scorecard.packs.presenters.side import MOST, side_of, that_fit
from scorecard.ui.errors import NotFoundInWords
from scorecard.ui.paper_styles import paper_styles
from scorecard.ui.pdf import NoPdf, TooLong, one_page

PAGE = "packs/side.html"


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def area_side(
    request: MemberRequest, commissioner: Commissioner, practice_code: str
) -> HttpResponse:
    known = _of_area(request, commissioner, practice_code)
    return area_page(request, commissioner, PAGE, **_page(known, request.path))


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def area_pdf(
    request: MemberRequest, commissioner: Commissioner, practice_code: str
) -> HttpResponse:
    known = _of_area(request, commissioner, practice_code)
    try:
        return _pdf(request, known)
    except (NoPdf, TooLong) as error:
        known |= _without_pdf(error, reverse("area-side", args=[commissioner.code, practice_code]))
        return area_page(request, commissioner, "packs/no_pdf.html", **known)


@in_practice(Permission.SEE_OWN)
@require_safe
def own_side(request: MemberRequest, practice: Practice) -> HttpResponse:
    known = _of_practice(request, practice)
    return practice_page(request, practice, PAGE, own=True, **_page(known, request.path))


@in_practice(Permission.SEE_OWN)
@require_safe
def own_pdf(request: MemberRequest, practice: Practice) -> HttpResponse:
    known = _of_practice(request, practice)
    try:
        return _pdf(request, known)
    except (NoPdf, TooLong) as error:
        known |= _without_pdf(error, reverse("practice-side", args=[practice.code]))
        return practice_page(request, practice, "packs/no_pdf.html", **known)


def _of_area(request: MemberRequest, commissioner: Commissioner, code: str) -> dict[str, Any]:
    practice = get_object_or_404(
        practices_ever_of(commissioner).select_related("successor"), code=code
    )
    periods = banded_periods(commissioner, request.GET.get("period", ""))
    reader = for_area(commissioner.code, practice.code, sees_numbers(request.permissions))
    return _with_results(practice_context(practice, periods, timezone.localdate(), reader))


def _of_practice(request: MemberRequest, practice: Practice) -> dict[str, Any]:
    commissioner = commissioner_of(practice, timezone.localdate())
    wanted = request.GET.get("period", "")
    periods = banded_periods(commissioner, wanted) if commissioner else None
    reader = for_practice(practice.code)
    return _with_results(practice_context(practice, periods, timezone.localdate(), reader))


def _with_results(context: dict[str, Any]) -> dict[str, Any]:
    """Raises NotFoundInWords where there is nothing to print."""
    if context["results"] is None:
        raise NotFoundInWords(
            f"There are no results of {context['practice']} to print. They appear after the next"
            " banding run of a period in which it is open."
        )
    return context


def _page(context: dict[str, Any], path: str) -> dict[str, Any]:
    side = side_of(context, timezone.localdate(), that_fit(context))
    return {**context, "side": side, "pdf": f"{path.removesuffix('/')}.pdf"}


def _without_pdf(error: Exception, side: str) -> dict[str, Any]:
    return {"side": side, "too_long": isinstance(error, TooLong)}


def _pdf(request: MemberRequest, context: dict[str, Any]) -> HttpResponse:
    today = timezone.localdate()
    versions = (
        render_to_string(
            "packs/side_document.html",
            {"side": side_of(context, today, most), "styles": paper_styles("side")},
            request=request,
        )
        for most in range(MOST, -1, -1)
    )
    practice, period = context["practice"], context["periods"].current.run.period
    response = HttpResponse(one_page(versions), content_type="application/pdf")
    name = f"{practice.code}-{period.code}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
