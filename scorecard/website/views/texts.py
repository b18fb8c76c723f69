"""The texts of the site: how to read it, about, sources, methods, accessibility, privacy."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from practices.access import public as anybody
from scorecard.calc.types import NoBand
from scorecard.ui.words import BANDS, NO_BANDS, TOO_CLOSE
from scorecard.website.presenters.texts import TEXTS, added
from scorecard.website.views.pages import nothing, show


@anybody
def text(request: HttpRequest, name: str) -> HttpResponse:
    if name not in TEXTS:
        return nothing(request)
    title, description = TEXTS[name]
    return show(
        request,
        f"website/texts/{name}.html",
        title=title,
        description=description,
        contact=settings.PUBLIC_CONTACT,
        added=added(name),
        bands=BANDS.items(),
        reasons=[words for reason, words in NO_BANDS.items() if reason is not NoBand.BANDED],
        too_close=TOO_CLOSE,
    )
