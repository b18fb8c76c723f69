"""A frozen page of a release with the addresses that its links lead to."""

from typing import Any

from django.http import Http404

from scorecard.cards.models import Release
from scorecard.cards.selectors.releases import page_of, state_of


def preview(
    release: Release, kind: str, key: str, *, base: str, contents: str, own: str = ""
) -> dict[str, Any]:
    """What a page of a release shows to the public or before it is public.

    Links go below `base` and back to `contents`. A practice that looks before publication (`own`)
    follows the link to its own page only. Raises Http404 when there is no such page.
    """
    page = page_of(release, kind, key)
    if page is None:
        raise Http404("There is no such page in this release.")
    return {
        "release": release,
        "state": state_of(release),
        "kind": kind,
        "part": f"cards/public/parts/{kind}.html",
        "page": page.content,
        "base": base,
        "contents_url": contents,
        "own": own,
    }
