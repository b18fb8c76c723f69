"""What anybody may read: the edition in force in the eyes of the public, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from practices.access import public
from practices.models import Commissioner
from scorecard.publication.levels import Audience
from scorecard.publication.presenters.previews import preview
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.reading import (
    area_by_slug,
    read_areas,
    read_now,
    withdrawn_last,
)
from scorecard.publication.selectors.told import Told
from scorecard.ui.errors import NotFoundInWords
from scorecard.ui.words import BANDS


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"areas": read_areas(), "bands": BANDS.items()})


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
    edition = read_now(area) if area else None
    if area is None or edition is None:
        return _nothing(request, area)
    base = reverse("public", args=[slug])
    shown = preview(Told(edition, Audience.PUBLIC), kind, key, base=base, contents=base)
    gone = withdrawn_last(area)
    later = last_step(gone) if gone and gone.drafted_at > edition.drafted_at else None
    return render(request, "publication/public/page.html", {**shown, "withdrawn": later})


def _nothing(request: HttpRequest, area: Commissioner | None) -> HttpResponse:
    """A withdrawn edition keeps its address and says why; nothing else is public."""
    gone = withdrawn_last(area) if area else None
    if gone is None:
        raise NotFoundInWords("Nothing has been published here.")
    context = {"edition": gone, "step": last_step(gone)}
    return render(request, "publication/public/withdrawn.html", context, status=410)
