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
    editions = public.newest_everywhere()
    addresses = _addresses(editions)
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
                "scorecard": one.words["scorecard"] if _several(one, editions) else "",
                "href": addresses[one.pk],
                "published": places.on(one.published_at),
            }
            for one in editions
        ],
        bands=BANDS.items(),
        asked=asked,
        found=_found(request, editions, addresses, asked) if asked else None,
    )


def _addresses(editions: list[Any]) -> dict[int, str]:
    """By edition: the area's own address shows the first of each area."""
    areas: set[int] = set()
    found = {}
    for one in editions:
        area = one.release.scorecard.commissioner_id
        found[one.pk] = places.own_address(one) if area in areas else places.area_address(one)
        areas.add(area)
    return found


def _several(edition: Any, editions: list[Any]) -> bool:
    area = edition.release.scorecard.commissioner_id
    return len([one for one in editions if one.release.scorecard.commissioner_id == area]) > 1


def _found(
    request: HttpRequest, editions: list[Any], addresses: dict[int, str], asked: str
) -> dict[str, Any]:
    """A page of the practices found, each with its area and address."""
    rows = find(named_to_the_public(editions), asked)
    page = Paginator(rows, FOUND_AT_ONCE).get_page(request.GET.get("page"))
    by_id = {one.pk: one for one in editions}
    lines = [
        {
            "practice": row,
            "area": by_id[row.edition_id].release.scorecard.commissioner.name,
            "scorecard": by_id[row.edition_id].words["scorecard"]
            if _several(by_id[row.edition_id], editions)
            else "",
            "href": f"{addresses[row.edition_id]}practices/{row.code}/",
        }
        for row in page
    ]
    return {"page": page, "lines": lines}
