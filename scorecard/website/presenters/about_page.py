"""Which public page an address is of. An address is a stranger's word, so nothing is taken from it
but the page that is really there."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from django.urls import Resolver404, resolve

from practices.models import Commissioner
from scorecard.publication.levels import Audience
from scorecard.publication.selectors import public
from scorecard.publication.selectors.told import Told

LONGEST = 300  # characters


@dataclass(frozen=True)
class AboutPage:
    """A page of an area that anybody may open."""

    address: str
    commissioner: Commissioner


def about_page(address: str) -> AboutPage | None:
    """None for what is no page of an area that published something, whatever the reason."""
    path = unquote(address[: 3 * LONGEST]).partition("?")[0]
    if not path.startswith("/results/") or len(path) > LONGEST or "\0" in path:
        return None
    try:
        given = resolve(path).kwargs
    except Resolver404:
        return None
    edition = _edition(given)
    if edition is None or not _is_there(edition, given):
        return None
    return AboutPage(path, edition.release.scorecard.commissioner)


def _edition(given: dict[str, Any]) -> Any:
    slug, period = given.get("slug", ""), given.get("period")
    if period:
        return public.at_address(slug, period, given.get("number", 0))
    return public.current(slug)


def _is_there(edition: Any, given: dict[str, Any]) -> bool:
    told = Told(edition, Audience.PUBLIC)
    if "practice_code" in given:
        return told.practice(given["practice_code"]) is not None
    return "indicator" not in given or told.indicator(given["indicator"]) is not None
