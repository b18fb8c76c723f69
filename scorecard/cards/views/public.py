"""What anybody may read: frozen pages of an approved release, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from practices.access import public
from practices.models import Commissioner
from scorecard.cards.presenters.previews import preview
from scorecard.cards.selectors.releases import (
    area_by_slug,
    published_areas,
    published_release,
    withdrawn_release,
)
from scorecard.ui.errors import NotFoundInWords
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
    area = area_by_slug(slug)
    release = published_release(area) if area else None
    if area is None or release is None:
        return _nothing(request, area)
    base = reverse("public", args=[slug])
    shown = preview(release, kind, key, base=base, contents=base)
    later = withdrawn_release(area)
    newer = later if later and later.drafted_at > release.drafted_at else None
    return render(request, "cards/public/page.html", {**shown, "withdrawn": newer})


def _nothing(request: HttpRequest, area: Commissioner | None) -> HttpResponse:
    """A withdrawn release keeps its address and says why; nothing else is public."""
    withdrawn = withdrawn_release(area) if area else None
    if withdrawn is None:
        raise NotFoundInWords("Nothing has been published here.")
    return render(request, "cards/public/withdrawn.html", {"release": withdrawn}, status=410)
