"""Weighing a scorecard."""

from dataclasses import dataclass
from decimal import Decimal

from scorecard.cards.forms.fields import number_field
from scorecard.cards.forms.revised import RevisedForm

NOTHING = "it does not count"


@dataclass(frozen=True)
class Spread:
    """A button that makes weights add to 100; `domain` None: those of the domains themselves."""

    how: str
    domain: int | None


class WeightsForm(RevisedForm):
    """Every weight of a draft; fields are named domain-ID and item-ID.

    Where the reader asks for the rest to be shared out, weights there may be empty.
    """

    def add_fields(self) -> None:
        spread = self.spread
        for domain in self.version.domains.all():
            is_open = spread == Spread("fill", None)
            self._add(f"domain-{domain.pk}", f"Weight of {domain.name}", domain.weight, is_open)
        weighted = self.version.items.filter(role="weighted")
        for item in weighted.select_related("definition__indicator"):
            label = f"Weight of {item.definition.code} {item.definition.name}"
            is_open = spread == Spread("fill", item.domain_id)
            self._add(f"item-{item.pk}", label, item.weight, is_open)

    def _add(self, name: str, label: str, weight: Decimal, is_open: bool) -> None:
        self.fields[name] = number_field(label, zero=NOTHING, initial=weight, required=not is_open)

    @property
    def spread(self) -> Spread | None:
        """What the button says that was chosen: "fill-12", "scale-domains"."""
        how, _, where = self.data.get("spread", "").partition("-")
        if how not in ("fill", "scale"):
            return None
        if where == "domains":
            return Spread(how, None)
        known = {str(domain.pk): domain.pk for domain in self.version.domains.all()}
        return Spread(how, known[where]) if where in known else None

    def weights(self, part: str) -> dict[int, Decimal | None]:
        """Weights by id of the domains ("domain") or the items ("item")."""
        return {
            int(name.partition("-")[2]): value
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{part}-")
        }
