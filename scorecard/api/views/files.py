"""The files of an edition, for anybody; what is gone says so, what never was is not found."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, http_date

from practices.access import public
from scorecard.api import dictionary
from scorecard.api.presenters.feed import feed
from scorecard.api.presenters.metadata import metadata
from scorecard.api.presenters.tables import figure_blocks, indicator_rows, practice_rows
from scorecard.api.selectors import file_tag
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.selectors.changes import public_steps
from scorecard.publication.selectors.public import at_address
from scorecard.publication.selectors.told import Told
from scorecard.ui.writers import csv_text, harmless_rows

CSV = "text/csv; charset=utf-8; header=present"
METADATA = "application/csvm+json"
ATOM = "application/atom+xml; charset=utf-8"
_DESCRIBED = f'<figures.csv-metadata.json>; rel="describedby"; type="{METADATA}"'

Texts = Iterable[str]


@public
def figures_file(request: HttpRequest, slug: str, period: str, number: int) -> HttpResponseBase:
    def texts(told: Told) -> Texts:
        return csv_text(dictionary.header(dictionary.FIGURES), figure_blocks(told))

    return _file(slug, period, number, "figures", texts)


@public
def practices_file(request: HttpRequest, slug: str, period: str, number: int) -> HttpResponseBase:
    def texts(told: Told) -> Texts:
        rows = harmless_rows(practice_rows(told))
        return csv_text(dictionary.header(dictionary.PRACTICES), rows)

    return _file(slug, period, number, "practices", texts)


@public
def indicators_file(request: HttpRequest, slug: str, period: str, number: int) -> HttpResponseBase:
    def texts(told: Told) -> Texts:
        rows = harmless_rows(indicator_rows(told))
        return csv_text(dictionary.header(dictionary.INDICATORS), rows)

    return _file(slug, period, number, "indicators", texts)


@public
def metadata_file(request: HttpRequest, slug: str, period: str, number: int) -> HttpResponseBase:
    edition = _edition(slug, period, number)
    if isinstance(edition, HttpResponse):
        return edition
    said = metadata(edition, request.build_absolute_uri("/").rstrip("/"))
    response = JsonResponse(said, json_dumps_params={"indent": 1}, content_type=METADATA)
    response["Last-Modified"] = http_date(edition.ended_at.timestamp())
    return response


@public
def feed_file(request: HttpRequest, slug: str) -> HttpResponse:
    steps = list(public_steps(slug))
    if not steps:
        raise Http404("Nothing is public there.")
    base = request.build_absolute_uri("/").rstrip("/")
    said = feed(slug, steps, base=base, host=request.get_host().partition(":")[0])
    response = HttpResponse(said, content_type=ATOM)
    response["Last-Modified"] = http_date(steps[0].at.timestamp())
    return response


def _file(
    slug: str, period: str, number: int, name: str, texts: Callable[[Told], Texts]
) -> HttpResponseBase:
    """The tag is known before a row is read, so who has the file already is quickly told so."""
    edition = _edition(slug, period, number)
    if isinstance(edition, HttpResponse):
        return edition
    told = Told(edition, Audience.PUBLIC)
    response = StreamingHttpResponse(texts(told), content_type=CSV)
    called = f"{slug}-{edition.release.period.code}-{number}-{name}.csv"
    response["Content-Disposition"] = content_disposition_header(True, called) or ""
    response["ETag"] = file_tag(told, name)
    response["Last-Modified"] = http_date(edition.ended_at.timestamp())
    response["Link"] = _DESCRIBED
    return response


def _edition(slug: str, period: str, number: int) -> Any:
    """The edition, or the answer that it was withdrawn."""
    edition: Any = at_address(slug, period, number)
    if edition is None:
        raise Http404("Nothing is public there.")
    if edition.state != Step.WITHDRAWN:
        return edition
    said = f"This edition was withdrawn on {edition.ended_at:%-d %B %Y}: {edition.ended_note}\n"
    return HttpResponse(said, content_type="text/plain; charset=utf-8", status=410)
