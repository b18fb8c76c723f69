"""Reading who is told what: scorecards of an area, their indicators, what was decided."""

from django.db.models import Q

from practices.models import Commissioner
from scorecard.cards.models import CardItem, Scorecard
from scorecard.cards.selectors.versions import items_of
from scorecard.publication.lifecycle import Step
from scorecard.publication.models import Edition, PublicationRules
from scorecard.publication.selectors.editions import editions


def scorecards_of(commissioner: Commissioner) -> list[Scorecard]:
    return list(Scorecard.objects.filter(commissioner=commissioner).order_by("name", "pk"))


def scorecard_in(commissioner: Commissioner, pk: int) -> Scorecard | None:
    return Scorecard.objects.filter(commissioner=commissioner, pk=pk).first()


def newest_items(scorecard: Scorecard) -> list[CardItem]:
    """The indicators of the newest version, in the order of the scorecard."""
    version = scorecard.versions.order_by("-number").first()
    return list(items_of(version)) if version else []


def decided(scorecard: Scorecard) -> list[PublicationRules]:
    """Every decision on who is told what, the newest first."""
    return list(PublicationRules.objects.filter(scorecard=scorecard).select_related("by"))


def kept_by_older(scorecard: Scorecard, rules: PublicationRules | None) -> list[Edition]:
    """Editions that are published or on the way, which newer rules do not change."""
    gone = Q(state__in=(Step.WITHDRAWN, Step.GIVEN_UP, Step.CORRECTED))
    return list(editions().filter(release__scorecard=scorecard).exclude(gone))
