"""A page of an edition in the eyes of an audience, with the addresses that its links lead to."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone

from scorecard.publication.levels import AUDIENCES, Audience
from scorecard.publication.lifecycle import Step
from scorecard.publication.presenters.pages import contents_page, indicator_page, practice_page
from scorecard.publication.selectors.told import Told

PRACTICES_AT_ONCE = 100


def preview(
    told: Told,
    kind: str,
    key: str = "",
    *,
    base: str,
    contents: str,
    today: dt.date,
    own: str = "",
    at: str | None = None,
) -> dict[str, Any]:
    """What a page of an edition shows before and after it is published.

    `at`: which page of a long list. Links go below `base` and back to `contents`. A practice that
    looks before publication (`own`) follows the link to its own page only. Raises Http404 when the
    audience has no such page.
    """
    page, found = _page(told, kind, key, at)
    edition: Any = told.edition  # with what `selectors.editions` adds to it
    waits = edition.state == Step.PREVIEW
    ended = waits and today > timezone.localdate(edition.until)
    return {
        "edition": edition,
        "ended": ended,
        "replies": waits and not ended,
        "audience": told.audience,
        "reader": AUDIENCES[told.audience],
        "kind": kind,
        "part": f"publication/parts/{kind}.html",
        "page": page,
        "found": found,
        "base": base,
        "contents_url": contents,
        "own": own,
    }


def _page(told: Told, kind: str, key: str, at: str | None) -> tuple[dict[str, Any], Any]:
    """The page, and for a list of practices which part of it."""
    if kind == "contents":
        found = Paginator(told.practices, PRACTICES_AT_ONCE).get_page(at)
        return contents_page(told, list(found)), found
    if kind == "practice":
        practice = told.practice(key)
        if practice is not None:
            return practice_page(told, practice), None
    elif indicator := told.indicator(key):
        return indicator_page(told, indicator, at or ""), None
    raise Http404(f"No such page for {AUDIENCES[told.audience]}.")


def audience_named(name: str) -> Audience:
    """Whose eyes an address names. Raises Http404 for what is none of the three chosen."""
    try:
        audience = Audience(name)
    except ValueError as error:
        raise Http404("There is no such audience.") from error
    if audience is Audience.OWN:
        raise Http404("A practice sees itself at an address of its own.")
    return audience
