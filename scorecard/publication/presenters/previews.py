"""A page of an edition in the eyes of an audience, with the addresses that its links lead to."""

from typing import Any

from django.http import Http404

from scorecard.publication.levels import AUDIENCES, Audience
from scorecard.publication.presenters.pages import contents_page, indicator_page, practice_page
from scorecard.publication.selectors.editions import last_step
from scorecard.publication.selectors.told import Told


def preview(
    told: Told, kind: str, key: str = "", *, base: str, contents: str, own: str = ""
) -> dict[str, Any]:
    """What a page of an edition shows before and after it is published.

    Links go below `base` and back to `contents`. A practice that looks before publication (`own`)
    follows the link to its own page only. Raises Http404 when the audience has no such page.
    """
    return {
        "edition": told.edition,
        "last": last_step(told.edition),
        "audience": told.audience,
        "reader": AUDIENCES[told.audience],
        "kind": kind,
        "part": f"publication/parts/{kind}.html",
        "page": _page(told, kind, key),
        "base": base,
        "contents_url": contents,
        "own": own,
    }


def _page(told: Told, kind: str, key: str) -> dict[str, Any]:
    if kind == "contents":
        return contents_page(told, list(told.practices))
    if kind == "practice":
        practice = told.practice(key)
        if practice is not None:
            return practice_page(told, practice)
    elif indicator := told.indicator(key):
        return indicator_page(told, indicator)
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
