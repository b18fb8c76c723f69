"""Which practices one is compared with as similar, for its commissioner and for itself."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from practices.access import MemberRequest, in_commissioner, in_practice
from practices.models import Commissioner, Practice
from practices.pages import area_page, practice_page
from practices.selectors import commissioner_of, practices_ever_of
from scorecard.accounts.roles import Permission
from scorecard.cards.presenters.similar import SimilarPage, similar_page
from scorecard.cards.selectors.runs import BandedPeriods, banded_periods
from scorecard.ui.errors import NotFoundInWords

TEMPLATE = "cards/similar.html"


@in_commissioner(Permission.SEE_RESULTS)
@require_safe
def area_similar(
    request: MemberRequest, commissioner: Commissioner, practice_code: str
) -> HttpResponse:
    practice = get_object_or_404(practices_ever_of(commissioner), code=practice_code)
    page, periods = _page(request, commissioner, practice, named=True)
    back = reverse("area-practice", args=[commissioner.code, practice.code])
    return area_page(request, commissioner, TEMPLATE, page=page, periods=periods, back=back)


@in_practice(Permission.SEE_OWN)
@require_safe
def own_similar(request: MemberRequest, practice: Practice) -> HttpResponse:
    commissioner = commissioner_of(practice, timezone.localdate())
    page, periods = _page(request, commissioner, practice, named=False)
    back = reverse("practice-results", args=[practice.code])
    return practice_page(request, practice, TEMPLATE, page=page, periods=periods, back=back)


def _page(
    request: MemberRequest, commissioner: Commissioner | None, practice: Practice, named: bool
) -> tuple[SimilarPage, BandedPeriods]:
    wanted = request.GET.get("period", "")
    periods = banded_periods(commissioner, wanted) if commissioner else None
    page = similar_page(periods.current, practice, named) if periods else None
    if periods is None or page is None:
        raise NotFoundInWords(f"{practice} is in no banding run of this period.")
    return page, periods
