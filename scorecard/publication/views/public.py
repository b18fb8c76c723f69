"""What anybody may read: the edition in force in the eyes of the public, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from practices.access import public
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.previews import preview
from scorecard.publication.selectors.public import current, in_force_everywhere
from scorecard.publication.selectors.told import Told
from scorecard.ui.errors import NotFoundInWords
from scorecard.ui.words import BANDS


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"editions": in_force_everywhere(), "bands": BANDS.items()})


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
    """A withdrawn edition keeps its address and says why; nothing else is public."""
    edition = current(slug)
    if edition is None:
        raise NotFoundInWords("Nothing has been published here.")
    if edition.state == Step.WITHDRAWN:  # type: ignore[attr-defined]
        context = {"edition": edition}
        return render(request, "publication/public/withdrawn.html", context, status=410)
    base = reverse("public", args=[slug])
    shown = preview(Told(edition, Audience.PUBLIC), kind, key, base=base, contents=base)
    return render(request, "publication/public/page.html", shown)
