"""The operations of the API. Published figures only, as the public may be told them; read-only."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.errors import ValidationError

from scorecard.api import schemas
from scorecard.api.presenters import answers
from scorecard.api.problems import Gone, NoSuch, gone, no_such, refused
from scorecard.publication.levels import Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.selectors.changes import public_steps
from scorecard.publication.selectors.public import ever_public, history
from scorecard.publication.selectors.told import Told

Json = dict[str, Any]
Handler = TypeVar("Handler", bound=Callable[..., Json])
Slug = Annotated[str, Path(min_length=1, max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]
Code = Annotated[str, Path(min_length=1, max_length=30, pattern=r"^[-a-zA-Z0-9_.]+$")]
Count = Annotated[int, Path(ge=1, le=100_000)]


class Paging(Schema):
    """Which part of a list: the same for every list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Which page, from 1.")
    size: int = Field(100, ge=1, le=1000, description="How many items on a page.")


_REFUSED = {404: schemas.Problem, 410: schemas.Problem, 422: schemas.Problem}
_EDITION = "/areas/{slug}/editions/{period}/{number}"

api = NinjaAPI(
    title="Published results of general practices",
    version="1",
    description=(
        "What was published of practices, and nothing else. No key is needed. Answers may be kept,"
        " but ask again before you show them (ETag): an edition may be withdrawn at any moment."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
# ninja has no types for handlers
api.exception_handler(Gone)(gone)
api.exception_handler(NoSuch)(no_such)
api.exception_handler(ValidationError)(refused)


def _get(path: str, answer: Any, name: str, summary: str) -> Callable[[Handler], Handler]:
    responses = {200: answer, **_REFUSED}
    return api.get(path, response=responses, url_name=name, operation_id=name, summary=summary)


@_get("/areas", schemas.Page[schemas.Area], "api-areas", "Areas")
def areas(request: HttpRequest, paging: Query[Paging]) -> Json:
    """Areas of which anything is or was public."""
    found = {one.release.scorecard.commissioner for one in ever_public()}
    ordered = sorted(found, key=lambda one: one.sort_key)
    return _page(request, [answers.area(one) for one in ordered], paging)


@_get("/areas/{slug}", schemas.Area, "api-area", "One area")
def area(request: HttpRequest, slug: Slug) -> Json:
    """An area with the addresses of what is public of it."""
    return answers.area(_history(slug)[0].release.scorecard.commissioner)


@_get("/areas/{slug}/editions", schemas.Page[schemas.Edition], "api-editions", "Editions")
def editions(request: HttpRequest, slug: Slug, paging: Query[Paging]) -> Json:
    """Every edition that is or was public, the latest period first."""
    found = _history(slug)
    return _page(request, [answers.edition(one) for one in found], paging)


@_get("/areas/{slug}/changes", schemas.Page[schemas.Change], "api-changes", "Change log")
def changes(request: HttpRequest, slug: Slug, paging: Query[Paging]) -> Json:
    """Every publication, correction and withdrawal with its reason, the newest first."""
    _history(slug)
    return _page(request, [answers.change(one) for one in public_steps(slug)], paging)


@_get(_EDITION, schemas.Edition, "api-edition", "One edition")
def edition(request: HttpRequest, slug: Slug, period: Code, number: Count) -> Json:
    """What an edition is, and the addresses of all that is in it. Also of one withdrawn."""
    found = _history(slug)
    return answers.edition(_edition(found, period, number))


@_get(f"{_EDITION}/practices", schemas.Page[schemas.Practice], "api-practices", "Practices")
def practices(
    request: HttpRequest,
    slug: Slug,
    period: Code,
    number: Count,
    paging: Query[Paging],
) -> Json:
    """The practices that are told of by name, in the order of names."""
    return _page(request, answers.practices(_told(slug, period, number)), paging)


@_get(
    f"{_EDITION}/indicators",
    schemas.Page[schemas.Indicator],
    "api-indicators",
    "Indicators",
)
def indicators(
    request: HttpRequest,
    slug: Slug,
    period: Code,
    number: Count,
    paging: Query[Paging],
) -> Json:
    """Every indicator of which anything is told: its definition in words, source and legend."""
    return _page(request, answers.indicators(_told(slug, period, number)), paging)


@_get(
    f"{_EDITION}/practices/{{practice}}/figures",
    schemas.Page[schemas.Figure],
    "api-practice-figures",
    "Figures of a practice",
)
def practice_figures(
    request: HttpRequest,
    slug: Slug,
    period: Code,
    number: Count,
    practice: Code,
    paging: Query[Paging],
) -> Json:
    """What is told of one practice, in the order of the scorecard."""
    told = _told(slug, period, number)
    found = answers.figures_of_practice(told, _practice(told, practice))
    return _page(request, found, paging)


@_get(
    f"{_EDITION}/indicators/{{indicator}}/figures",
    schemas.Page[schemas.Figure],
    "api-indicator-figures",
    "Figures on an indicator",
)
def indicator_figures(
    request: HttpRequest,
    slug: Slug,
    period: Code,
    number: Count,
    indicator: Code,
    paging: Query[Paging],
) -> Json:
    """Every practice on one indicator; without names in the order of values."""
    told = _told(slug, period, number)
    item = told.indicator(indicator)
    if item is None:
        raise NoSuch("Nothing is told of an indicator with this code.")
    return _page(request, answers.figures_of_indicator(told, item), paging)


@_get(
    f"{_EDITION}/practices/{{practice}}/indicators/{{indicator}}",
    schemas.Explanation,
    "api-figure",
    "One figure explained",
)
def figure(
    request: HttpRequest, slug: Slug, period: Code, number: Count, practice: Code, indicator: Code
) -> Json:
    """One figure with the sentences, numbers and method by which it came about."""
    told = _told(slug, period, number)
    of_practice = told.of_practice(_practice(told, practice))
    found = next((one for one in of_practice if one.indicator.code == indicator), None)
    if found is None:
        raise NoSuch("Nothing is told of this practice on an indicator with this code.")
    return answers.explanation(told, found)


def _history(slug: str) -> list[Any]:
    found = history(slug)
    if not found:
        raise NoSuch("Nothing is public of an area with this name.")
    return found


def _edition(found: Sequence[Any], period: str, number: int) -> Any:
    places = {(one.release.period.code, one.number): one for one in found}
    if (period, number) not in places:
        raise NoSuch("No edition of this period and number is public.")
    return places[period, number]


def _told(slug: str, period: str, number: int) -> Told:
    """What the public is told of an edition; the one way to figures."""
    one = _edition(_history(slug), period, number)
    if one.state == Step.WITHDRAWN:
        raise Gone(f"This edition was withdrawn on {one.ended_at:%-d %B %Y}: {one.ended_note}")
    return Told(one, Audience.PUBLIC)


def _practice(told: Told, code: str) -> Any:
    found = told.practice(code)
    if found is None:
        raise NoSuch("No practice with this code is told of by name.")
    return found


def _page(request: HttpRequest, items: Sequence[Json], paging: Paging) -> Json:
    """One page of a list; a page beyond the last is not found."""
    page, size = paging.page, paging.size
    pages = max(1, -(-len(items) // size))
    if page > pages:
        raise NoSuch(f"There are {pages} pages of this size.")

    def address(number: int) -> str:
        return f"{request.path}?page={number}&size={size}" if 1 <= number <= pages else ""

    return {
        "items": items[(page - 1) * size : page * size],
        "total": len(items),
        "page": page,
        "pages": pages,
        "links": {
            "first": address(1),
            "previous": address(page - 1),
            "next": address(page + 1),
            "last": address(pages),
        },
    }
