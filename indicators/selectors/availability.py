"""How much of an indicator is held: its newest period with figures, and how many practices."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count

from indicators.models import Figure
from practices.models import Practice


@dataclass(frozen=True)
class Held:
    """The newest period with figures, and how many of the practices asked about have one in it."""

    period: str
    practices: int


def held_of(indicators: Collection[int], practices: Iterable[Practice]) -> dict[int, Held]:
    """By indicator id; absent where no figure is held of any of these practices."""
    rows = (
        Figure.objects.current()
        .filter(indicator__in=indicators, practice__in=practices, state="present")
        .values_list("indicator_id", "period__name", "period__ends_on")
        .annotate(practices=Count("practice", distinct=True))
        .order_by("period__ends_on", "period__starts_on")
    )
    # Of several periods the newest is the last to be put in.
    return {indicator: Held(period, number) for indicator, period, _, number in rows}
