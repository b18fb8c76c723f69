"""The pages of one scorecard version: only those that the reader may open."""

from collections.abc import Collection

from django.urls import reverse

from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.models import CardVersion
from scorecard.cards.selectors.versions import status_of

# In the order of the work: build it, try it, agree it, take it away.
_PAGES = (
    ("Indicators and weights", "card-version", Permission.SEE_DEFINITIONS),
    ("Order and places", "card-arrange", Permission.DEFINE),
    ("Settings", "card-settings", Permission.DEFINE),
    ("Conditions", "card-conditions", Permission.SEE_DEFINITIONS),
    ("What if?", "card-what-if", Permission.SEE_RESULTS),
    ("Robustness", "card-robustness", Permission.SEE_RESULTS),
    ("Wanted against collected", "card-availability", Permission.SEE_DEFINITIONS),
    ("Changes", "card-changes", Permission.SEE_DEFINITIONS),
    ("Agreement", "card-agreement", Permission.SEE_DEFINITIONS),
    ("History", "card-history", Permission.SEE_DEFINITIONS),
    ("Print", "card-print", Permission.SEE_DEFINITIONS),
    ("Download as one file", "card-export", Permission.SEE_DEFINITIONS),
)
_ONLY_OF_A_DRAFT = ("card-arrange", "card-settings")


def card_links(version: CardVersion, granted: Collection[Permission]) -> Links:
    code = version.scorecard.commissioner.code
    left_out = () if status_of(version) == "draft" else _ONLY_OF_A_DRAFT
    own = [
        (text, reverse(name, args=[code, version.pk]))
        for text, name, wanted in _PAGES
        if wanted in granted and name not in left_out
    ]
    every = [("All versions", reverse("cards", args=[code]))]
    assessed = [("Yearly assessment", reverse("assessments", args=[code]))]
    return (
        own
        + every * (Permission.SEE_DEFINITIONS in granted)
        + assessed * (Permission.SEE_RESULTS in granted)
    )
