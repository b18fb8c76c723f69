"""The front page: find a practice in any area, or choose an area."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from practices.access import public as anybody
from scorecard.publication.selectors import public
from scorecard.publication.selectors.finding import LONGEST, find
from scorecard.publication.selectors.told import named_to_the_public
from scorecard.ui.words import BANDS
from scorecard.website.presenters import places
from scorecard.website.views.pages import show

FOUND_AT_ONCE = 50


@anybody
def home(request: HttpRequest) -> HttpResponse:
    editions = public.in_force_everywhere()
    asked = request.GET.get("find", "").strip()[:LONGEST]
    return show(
        request,
        "website/home.html",
        title="General practice results",
        description="Find a GP practice and read how it is doing, in plain English.",
        areas=[
            {
                "name": one.release.scorecard.commissioner.name,
                "title": one.title,
                "href": places.area_address(one),
                "published": places.on(one.published_at),
            }
            for one in editions
        ],
        bands=BANDS.items(),
        asked=asked,
        found=_found(request, editions, asked) if asked else None,
    )


def _found(request: HttpRequest, editions: list[Any], asked: str) -> dict[str, Any]:
    """A page of the practices found, each with its area and address."""
    rows = find(named_to_the_public(editions), asked)
    page = Paginator(rows, FOUND_AT_ONCE).get_page(request.GET.get("page"))
    by_id = {one.pk: one for one in editions}
    lines = [
        {
            "practice": row,
            "area": by_id[row.edition_id].release.scorecard.commissioner.name,
            "href": f"{places.area_address(by_id[row.edition_id])}practices/{row.code}/",
        }
        for row in page
    ]
    return {"page": page, "lines": lines}
