"""Pages of an edition: area, practice, measure; and the list of all editions of an area."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from practices.access import public as anybody
from scorecard.publication.presenters.notice_of_change import changed_rows
from scorecard.publication.presenters.pages import contents_page, indicator_page, practice_page
from scorecard.publication.presenters.previews import PRACTICES_AT_ONCE
from scorecard.publication.selectors import public
from scorecard.publication.selectors.finding import LONGEST, find
from scorecard.website.presenters.history import history_of
from scorecard.website.presenters.places import area_address
from scorecard.website.views.pages import Opened, in_edition, nothing, show, show_part


@in_edition
def area(request: HttpRequest, opened: Opened) -> HttpResponse:
    asked = request.GET.get("find", "").strip()[:LONGEST]
    rows = find(opened.told.practices, asked)
    shown = Paginator(rows, PRACTICES_AT_ONCE).get_page(request.GET.get("page"))
    page = contents_page(opened.told, list(shown))
    name = page["area"]
    return show_part(
        request,
        opened,
        "contents",
        page,
        title=f"GP practices in {name}: {page['period']}",
        description=f"How every GP practice in {name} is doing, in {page['period']}.",
        asked=asked,
        found=shown,
        finder=True,
        changed=changed_rows(opened.edition),
    )


@in_edition
def practice(request: HttpRequest, opened: Opened, practice_code: str) -> HttpResponse:
    found = opened.told.practice(practice_code)
    if found is None:
        return nothing(request)
    page = practice_page(opened.told, found)
    return show_part(
        request,
        opened,
        "practice",
        page,
        title=f"{found.name}: {page['period']}",
        description=f"How {found.name} in {page['area']} is doing, in plain English.",
    )


@in_edition
def indicator(request: HttpRequest, opened: Opened, indicator: str) -> HttpResponse:
    found = opened.told.indicator(indicator)
    if found is None:
        return nothing(request)
    page = indicator_page(opened.told, found, request.GET.get("page"))
    return show_part(
        request,
        opened,
        "indicator",
        page,
        title=f"{found.name}: {page['area']}, {page['period']}",
        description=f"{found.name}: every GP practice in {page['area']} compared.",
    )


@anybody
def editions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every edition that is or was public, with what changed and why."""
    found = public.history(slug)
    if not found:
        return nothing(request)
    area = found[0].release.scorecard.commissioner
    return show(
        request,
        "website/editions.html",
        title=f"Editions of the results of {area}",
        description=f"Every edition of the results of {area}, what changed and why.",
        area=area,
        area_url=area_address(found[0]),
        periods=history_of(found),
    )
