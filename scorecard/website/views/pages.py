"""What the views of the public site share: opening an edition, and the frame about a page."""

import functools
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practices.access import public as anybody
from scorecard.accounts.access import View
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.selectors import public
from scorecard.publication.selectors.told import Told
from scorecard.ui.context import PALETTES
from scorecard.website.presenters import places, texts

# The same for what was never published, is not yet, or is unknown: nobody can tell them apart.
NOTHING = "Nothing has been published at this address."


@dataclass(frozen=True)
class Opened:
    """An edition that anybody may read, and the address below which its pages are read."""

    edition: Any
    told: Told
    base: str
    permanent: bool


def in_edition(view: View) -> View:
    """Give the view the edition of its address: the area's newest, or a numbered one."""

    @anybody
    @functools.wraps(view)
    def opened(
        request: HttpRequest, slug: str, period: str = "", number: int = 0, **more: Any
    ) -> Any:
        edition = public.at_address(slug, period, number) if period else public.current(slug)
        if edition is None:
            return nothing(request)
        if edition.state == Step.WITHDRAWN:
            return _gone(request, edition)
        base = places.own_address(edition) if period else places.area_address(edition)
        told = Told(edition, Audience.PUBLIC)
        return view(request, Opened(edition, told, base, bool(period)), **more)

    return opened


def nothing(request: HttpRequest) -> HttpResponse:
    response = show(
        request, "website/nothing.html", title="Page not found", description="", sentence=NOTHING
    )
    response.status_code = 404
    return response


def show(
    request: HttpRequest,
    template: str,
    *,
    title: str,
    description: str,
    canonical: str = "",
    **more: Any,
) -> HttpResponse:
    """A page of the public site. Nothing in it is taken from a cookie or a session."""
    colours = request.GET.get("colours", "")
    context = {
        "title": title,
        "description": description,
        "canonical": places.absolute(request, canonical or request.path),
        "palette": colours if colours in PALETTES else PALETTES[0],
        "texts": texts.links(),
        **more,
    }
    return render(request, template, context)


def show_part(
    request: HttpRequest, opened: Opened, part: str, page: dict[str, Any], **more: Any
) -> HttpResponse:
    """A page of an edition; `part` is its body, which previews show as well."""
    edition = opened.edition
    below = request.path.removeprefix(opened.base)
    return show(
        request,
        "website/edition.html",
        canonical=places.area_address(edition) + below if _is_newest(opened) else request.path,
        part=f"publication/parts/{part}.html",
        page=page,
        edition=edition,
        base=opened.base,
        contents_url=opened.base,
        own="",
        notices=places.notices(edition, permanent=opened.permanent, contents=part == "contents"),
        about=places.about(edition),
        **more,
    )


def _is_newest(opened: Opened) -> bool:
    if not opened.permanent:
        return True
    slug = opened.edition.release.scorecard.commissioner.slug
    return bool(public.current(slug) == opened.edition)


def _gone(request: HttpRequest, edition: Any) -> HttpResponse:
    """A withdrawn edition keeps its address and says why."""
    response = show(
        request,
        "website/withdrawn.html",
        title="These results have been withdrawn",
        description="Results that were withdrawn.",
        edition=edition,
        about=places.about(edition),
        withdrawn_on=places.on(edition.ended_at),
    )
    response.status_code = 410
    return response
