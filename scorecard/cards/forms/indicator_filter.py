"""Searching the list of indicators. The search is the page's address, so it can be kept."""

from collections.abc import Iterable
from typing import Any

from django import forms

from indicators.models import Kind, SuppliedBy
from scorecard.cards.forms.indicator_levels import RULES
from scorecard.cards.models import CardItem
from scorecard.ui.forms import PlainForm

NOT_BANDED = "none"
NOT_ON_CARD = "none"
ANY = ("", "Any")


class IndicatorFilter(PlainForm):
    """Every field narrows the list; an empty one does not."""

    use_required_attribute = False
    text = forms.CharField(required=False, max_length=200, label="Text")
    domain = forms.ChoiceField(required=False)
    kind = forms.ChoiceField(choices=[ANY, *Kind.choices], required=False)
    rule = forms.ChoiceField(
        choices=[
            ANY,
            (NOT_BANDED, "Not banded"),
            *((one.name, one.label) for one in RULES.values()),
        ],
        required=False,
        label="Bands by",
    )
    supplied_by = forms.ChoiceField(
        choices=[ANY, *SuppliedBy.choices], required=False, label="Supplied by"
    )
    role = forms.ChoiceField(
        choices=[ANY, *CardItem.Role.choices, (NOT_ON_CARD, "not on the scorecard")],
        required=False,
        label="On the scorecard as",
    )

    def __init__(self, *args: Any, domains: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            select = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = "nhsuk-select" if select else "nhsuk-input"
        self.fields["domain"].choices = [ANY, *((one, one) for one in domains)]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """What narrows the list, of what can be understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
