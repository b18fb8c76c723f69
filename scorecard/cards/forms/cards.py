"""Weighing a scorecard."""

from decimal import Decimal
from typing import Any

from django import forms

from scorecard.cards.models import CardVersion
from scorecard.ui.forms import PlainForm


class WeightsForm(PlainForm):
    """Every weight of a draft; fields are named domain-ID and item-ID."""

    def __init__(self, *args: Any, version: CardVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domain in version.domains.all():
            self._add(f"domain-{domain.pk}", f"Weight of {domain.name}", domain.weight)
        for item in version.items.filter(role="weighted").select_related("definition__indicator"):
            label = f"Weight of {item.definition.code} {item.definition.name}"
            self._add(f"item-{item.pk}", label, item.weight)

    def _add(self, name: str, label: str, weight: Decimal) -> None:
        self.fields[name] = forms.DecimalField(
            label=label,
            initial=weight,
            max_digits=5,
            decimal_places=2,
            min_value=0,
            max_value=100,
            error_messages={
                "required": f"{label}: enter a number from 0 to 100; 0 means it does not count",
                "invalid": f"{label}: enter a number from 0 to 100, for example 12.5",
                "max_decimal_places": f"{label}: use at most two decimals",
                "min_value": f"{label}: a weight cannot be below 0",
                "max_value": f"{label}: a weight cannot be above 100",
                "max_digits": f"{label}: a weight cannot be above 100",
                "max_whole_digits": f"{label}: a weight cannot be above 100",
            },
        )

    def weights(self, part: str) -> dict[int, Decimal]:
        """Weights by id of the domains ("domain") or the items ("item")."""
        return {
            int(name.partition("-")[2]): value
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{part}-")
        }
