"""Reading the conditions of a version, and what practices hold for them."""

from collections.abc import Iterable

from django.db.models import Prefetch

from indicators.models import Result
from practices.models import Practice
from scorecard.cards.models import CardItem, CardRun, CardVersion, Eligibility
from scorecard.ui.errors import NotFoundInWords


def conditions_of(version: CardVersion) -> list[Eligibility]:
    """In their order, each with its indicators."""
    items = CardItem.objects.select_related("definition__indicator")
    return list(version.eligibilities.prefetch_related(Prefetch("items", items)))


def find_condition(version: CardVersion, pk: int) -> Eligibility:
    found = version.eligibilities.filter(pk=pk).first()
    if found is None:
        raise NotFoundInWords(f"{version} has no such condition. It may have been removed.")
    return found


def items_by_condition(conditions: Iterable[Eligibility]) -> dict[int, list[CardItem]]:
    """The indicators of each condition, by code; without a query of its own."""
    return {
        one.pk: sorted(one.items.all(), key=lambda item: item.definition.code) for one in conditions
    }


def bands_held(
    card_run: CardRun, definitions: Iterable[int]
) -> dict[Practice, dict[int, tuple[int, int]]]:
    """By practice in order of name, band and reason of each of the definitions."""
    found = (
        Result.objects.of_run(card_run.run)
        .filter(definition__in=list(definitions))
        .select_related("practice")
        .only("practice", "definition_id", "band", "no_band")
        .order_by("practice__sort_key", "practice__code")
    )
    held: dict[Practice, dict[int, tuple[int, int]]] = {}
    for one in found:
        held.setdefault(one.practice, {})[one.definition_id] = (one.band, one.no_band)
    return held
