"""The pages of one scorecard version: only those that the reader may open."""

from collections.abc import Collection

from django.urls import reverse

from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.versions import status_of

_PAGES = (
    ("Indicators and weights", "card-version", Permission.SEE_DEFINITIONS),
    ("Conditions", "card-conditions", Permission.SEE_DEFINITIONS),
    ("What if?", "card-what-if", Permission.SEE_RESULTS),
    ("Robustness", "card-robustness", Permission.SEE_RESULTS),
    ("Print", "card-print", Permission.SEE_DEFINITIONS),
    ("Wanted against collected", "card-availability", Permission.SEE_DEFINITIONS),
    ("Download as one file", "card-export", Permission.SEE_DEFINITIONS),
    ("Changes", "card-changes", Permission.SEE_DEFINITIONS),
    ("Agreement", "card-agreement", Permission.SEE_DEFINITIONS),
    ("History", "card-history", Permission.SEE_DEFINITIONS),
)
# Only of a draft: these pages change it.
_DRAFT_PAGES = (
    ("Order and places", "card-arrange", Permission.DEFINE),
    ("Settings", "card-settings", Permission.DEFINE),
)


def card_links(version: CardVersion, granted: Collection[Permission]) -> Links:
    code = version.scorecard.commissioner.code
    pages = (*_PAGES, *(_DRAFT_PAGES if status_of(version) == "draft" else ()))
    every = [("All versions", reverse("cards", args=[code]))]
    assessed = [("Yearly assessment", reverse("assessments", args=[code]))]
    own = [
        (text, reverse(name, args=[code, version.pk]))
        for text, name, wanted in pages
        if wanted in granted
    ]
    return (
        every * (Permission.SEE_DEFINITIONS in granted)
        + own
        + assessed * (Permission.SEE_RESULTS in granted)
    )
