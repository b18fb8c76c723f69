"""A practice's page in other forms: easy read, large print, and a block for its own website."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from practices.access import public as anybody
from scorecard.accounts.access import View
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.pages import contents_page, practice_page
from scorecard.publication.selectors import public
from scorecard.publication.selectors.told import Told
from scorecard.website.presenters import places
from scorecard.website.presenters.easy_read import easy_read
from scorecard.website.views.pages import Opened, in_edition, nothing, show_part


@in_edition
def easy(request: HttpRequest, opened: Opened, practice_code: str) -> HttpResponse:
    return _in_big_type(request, opened, practice_code, "easy")


@in_edition
def large(request: HttpRequest, opened: Opened, practice_code: str) -> HttpResponse:
    return _in_big_type(request, opened, practice_code, "practice")


def _in_big_type(
    request: HttpRequest, opened: Opened, practice_code: str, part: str
) -> HttpResponse:
    found = opened.told.practice(practice_code)
    if found is None:
        return nothing(request)
    page = practice_page(opened.told, found)
    form = "Large print"
    if part == "easy":
        form, page["easy"] = "Easy read", easy_read(page)
    title = f"{form}: {found.name}, {page['period']}"
    return show_part(request, opened, part, page, title=title, description=title, form=form)


@anybody
def block(request: HttpRequest, slug: str, practice_code: str) -> HttpResponseBase:
    """The only address that other sites may frame, and only where there is something in it."""
    edition = public.current(slug)
    if edition is None:
        return nothing(request)
    if edition.state == Step.WITHDRAWN:
        return _framed(request, {"withdrawn_on": places.on(edition.ended_at)}, edition, 410)
    told = Told(edition, Audience.PUBLIC)
    found = told.practice(practice_code)
    if found is None:
        return nothing(request)
    shown = contents_page(told, [found])
    overall = shown["practices"][0]["overall"] if told.tells_scores else None
    return _framed(request, {"practice": found, "overall": overall, "page": shown}, edition, 200)


def _framed(
    request: HttpRequest, shown: dict[str, object], edition: object, status: int
) -> HttpResponseBase:
    def drawn(request: HttpRequest) -> HttpResponse:
        link = places.absolute(request, request.path.removesuffix("block/"))
        context = {**shown, "link": link, "about": places.about(edition)}
        return render(request, "website/block.html", context, status=status)

    return _open_to_frames(drawn)(request)


def _open_to_frames(view: View) -> View:
    return xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(view))
