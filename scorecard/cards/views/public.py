"""What anybody may read: frozen pages of an approved release, and nothing else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from practices.access import public
from practices.models import Commissioner
from scorecard.cards.models import Release
from scorecard.cards.selectors.releases import approved_release, page_of, published_areas
from scorecard.ui.words import BANDS


@public
def home(request: HttpRequest) -> HttpResponse:
    context = {"areas": published_areas(), "bands": BANDS.items()}
    return render(request, "home.html", context)


@public
def contents(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, slug, "contents")


@public
def practice(request: HttpRequest, slug: str, practice_code: str) -> HttpResponse:
    return _page(request, slug, "practice", practice_code)


@public
def indicator(request: HttpRequest, slug: str, indicator: str) -> HttpResponse:
    return _page(request, slug, "indicator", indicator)


def _page(request: HttpRequest, slug: str, kind: str, key: str = "") -> HttpResponse:
    release = _approved(slug)
    page = page_of(release, kind, key)
    if page is None:
        raise Http404("There is no such page in the published results.")
    context = {"release": release, "slug": slug, "kind": kind}
    if hasattr(release, "withdrawal"):
        return render(request, "cards/public/withdrawn.html", context, status=410)
    return render(request, f"cards/public/{kind}.html", {**context, "page": page.content})


def _approved(slug: str) -> Release:
    release = approved_release(get_object_or_404(Commissioner, slug=slug))
    if release is None:
        raise Http404("Nothing has been published here.")
    return release
