"""A condition of a draft, apart from its bands."""

from typing import Any

from django import forms

from scorecard.cards.forms.revised import RevisedForm
from scorecard.cards.models import CardVersion, Eligibility
from scorecard.cards.selectors.versions import items_of

_LEVELS = [("amber", "Amber or green"), ("green", "Green")]
_KINDS = [
    ("prerequisite", "Prerequisite: what a practice has to have first"),
    ("gateway", "Gateway: all or nothing"),
]


class ConditionForm(RevisedForm):
    """Name, kind, level and the indicators that have to reach it."""

    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=_KINDS, widget=forms.RadioSelect)
    leads_to = forms.CharField(
        label="What a practice may do that meets it",
        help_text="For example: join the development programme, or be paid for the year.",
        widget=forms.Textarea,
    )
    at_least = forms.ChoiceField(
        label="Each of the indicators is at least", choices=_LEVELS, widget=forms.RadioSelect
    )
    items = forms.MultipleChoiceField(
        label="Indicators that have to reach it", widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, version: CardVersion, condition: Eligibility | None = None, **kwargs: Any
    ) -> None:
        self.condition = condition
        super().__init__(*args, version=version, **kwargs)

    def add_fields(self) -> None:
        banded = [item for item in items_of(self.version) if item.definition.rule]
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (str(item.pk), f"{item.definition.code} {item.definition.name}") for item in banded
        ]
        if self.condition:
            for name in ("name", "kind", "leads_to", "at_least"):
                self.fields[name].initial = getattr(self.condition, name)
            chosen = self.condition.items.order_by("definition__indicator__code")
            self.fields["items"].initial = [str(item.pk) for item in chosen]

    def made_with(self) -> dict[str, Any]:
        return {"condition": self.condition}
