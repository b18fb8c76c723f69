"""The line of links under the header: only pages that the reader may open."""

from collections.abc import Collection

from django.urls import reverse

from scorecard.accounts.roles import Permission

Links = list[tuple[str, str]]

_AREA = (
    ("Overview", "area", Permission.SEE_AGGREGATE),
    ("Grid", "grid", Permission.SEE_RESULTS),
    ("Services", "area-services", Permission.SEE_RESULTS),
    ("Board", "area-board", Permission.SEE_AGGREGATE),
    ("Scorecard", "card", Permission.SEE_DEFINITIONS),
    ("Indicators", "indicators", Permission.SEE_DEFINITIONS),
    ("Periods", "periods", Permission.OPEN_PERIODS),
    ("Files", "files", Permission.LOAD_FILES),
    ("Queries", "queries", Permission.DECIDE_QUERIES),
    ("Sources", "sources", Permission.SEE_RESULTS),
    ("Urgent", "urgent", Permission.SET_URGENT_LIMITS),
    ("Checks", "compliance", Permission.CHECK_COMPLIANCE),
    ("Releases", "releases", Permission.SEE_RELEASES),
    ("Sign-off", "sign-offs", Permission.SEE_RECORD),
    ("People", "people", Permission.MANAGE_PEOPLE),
    ("Audit trail", "audit", Permission.SEE_AUDIT),
)
_PRACTICE = (
    ("What is due", "practice", Permission.SEE_OWN),
    ("Figures", "figures", Permission.SEE_OWN),
    ("Results", "practice-results", Permission.SEE_OWN),
    ("Consultation", "practice-consultation", Permission.SEE_OWN),
    ("To be published", "practice-releases", Permission.PREVIEW_RELEASE),
    ("Checks", "practice-compliance", Permission.SEE_OWN),
)
# An entry that leads to less than another one does: who may have both has the other.
_UNLESS = {"sign-offs": Permission.SEE_RELEASES}

# Pages whose address does not begin with that of the entry they belong to.
_BELONGS_TO = {
    "assessments": "indicators",
    "calendar": "periods",
    "groups": "indicators",
    "atypical": "indicators",
    "case-studies": "indicators",
    "area-compare": "grid",
    "lists": "grid",
    "feedback-list": "releases",
    "sign-offs": "releases",
}
_OWN_BELONGS_TO = {
    "practice-similar": "practice-results",
    "practice-figure": "practice-results",
    "practice-case-studies": "practice-results",
    "practice-case-study-new": "practice-results",
}


def area_place(code: str, path: str, menu: Links) -> str:
    """The address under which `menu` shows a page of an area: mostly its own."""
    there = {href for _, href in menu}
    for page, entry in _BELONGS_TO.items():
        own = reverse(page, args=[code])
        if path.startswith(own) and own not in there:
            return reverse(entry, args=[code])
    return path


def practice_place(code: str, page: str, path: str) -> str:
    """The same for a page of a practice, by its name."""
    entry = _OWN_BELONGS_TO.get(page)
    return reverse(entry, args=[code]) if entry else path


def area_navigation(code: str, granted: Collection[Permission]) -> Links:
    return _links(_AREA, code, granted)


def practice_navigation(code: str, granted: Collection[Permission]) -> Links:
    return _links(_PRACTICE, code, granted)


def _links(
    pages: tuple[tuple[str, str, Permission], ...], code: str, granted: Collection[Permission]
) -> Links:
    return [
        (text, reverse(name, args=[code]))
        for text, name, wanted in pages
        if wanted in granted and _UNLESS.get(name) not in granted
    ]
