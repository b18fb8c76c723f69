"""The pages of one scorecard version: only those that the reader may open."""

from collections.abc import Collection

from django.urls import reverse

from practices.navigation import Links
from scorecard.accounts.roles import Permission
from scorecard.cards.models import CardVersion

_PAGES = (
    ("Indicators and weights", "card-version", Permission.SEE_DEFINITIONS),
    ("Download as one file", "card-export", Permission.SEE_DEFINITIONS),
)


def card_links(version: CardVersion, granted: Collection[Permission]) -> Links:
    code = version.scorecard.commissioner.code
    return [
        (text, reverse(name, args=[code, version.pk]))
        for text, name, wanted in _PAGES
        if wanted in granted
    ]
