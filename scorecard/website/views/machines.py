"""What search engines and browsers ask for: which pages there are, and the deployer's colours."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from practices.access import public as anybody
from scorecard.publication.levels import Audience
from scorecard.publication.selectors import public
from scorecard.publication.selectors.told import Told
from scorecard.website.presenters import places, texts
from scorecard.website.views.pages import Opened, in_edition

XML = "application/xml; charset=utf-8"
# Rooms for those with an account; nothing in them can be read without one. And a form.
CLOSED = ("/account/", "/area/", "/feedback/", "/jobs/", "/network/", "/practice/", "/workspace/")


@anybody
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in CLOSED)]
    lines += ["", f"Sitemap: {places.absolute(request, reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@anybody
def sitemap(request: HttpRequest) -> HttpResponse:
    """The maps of all areas with something in force, and of the site's own texts."""
    maps = [f"{places.area_address(one)}sitemap.xml" for one in public.in_force_everywhere()]
    maps.insert(0, reverse("sitemap-texts"))
    context = {"maps": [places.absolute(request, one) for one in maps]}
    return render(request, "website/sitemap_index.xml", context, content_type=XML)


@anybody
def sitemap_of_texts(request: HttpRequest) -> HttpResponse:
    pages = [reverse("home"), *(reverse("text", args=[name]) for name in texts.TEXTS)]
    return _sitemap(request, pages)


@in_edition
def sitemap_of_area(request: HttpRequest, opened: Opened) -> HttpResponse:
    pages = [f"{opened.base}editions/", *_pages(opened.told, opened.base)]
    for one in public.beside(opened.edition):
        pages += _pages(Told(one, Audience.PUBLIC), places.own_address(one))
    return _sitemap(request, pages)


def _pages(told: Told, base: str) -> list[str]:
    practices = told.practices.values_list("code", flat=True)
    return [
        base,
        *(f"{base}indicators/{one.code}/" for one in told.indicators if one.weight),
        *(f"{base}practices/{code}/" for code in practices),
    ]


@anybody
def colours(request: HttpRequest) -> HttpResponse:
    """The deployer's own colours; their contrast was checked when the site started."""
    css = (
        f":root {{ --brand: {settings.BRAND_COLOUR}; --link: {settings.LINK_COLOUR}; }}\n"
        ".nhsuk-header { background-color: var(--brand); }\n"
        "main a:not(.nhsuk-button):not(:focus):not(:hover) { color: var(--link); }\n"
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def _sitemap(request: HttpRequest, pages: list[str]) -> HttpResponse:
    context = {"pages": [places.absolute(request, one) for one in pages]}
    return render(request, "website/sitemap.xml", context, content_type=XML)
