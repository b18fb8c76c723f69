"""The settings of a draft, and the order and place of its domains and indicators."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators.definitions import MOST_TEXT
from scorecard.cards.arranging import BESIDE, OFF, DomainRow, ItemRow
from scorecard.cards.forms.fields import number_field, whole_field
from scorecard.cards.forms.revised import RevisedForm
from scorecard.cards.models import PURPOSES, CardItem, Domain, OverallBy
from scorecard.cards.selectors.versions import items_of
from scorecard.cards.settings import Settings, problems

_POINTS = ("points_red", "points_amber", "points_green")
_SAME = ("green_from", "red_below", "overall_by", "reds_amber_from", "reds_red_from")
BESIDE_WORDS = {
    "context": "Beside the results: context",
    "fact": "Beside the results: fact",
    "collected": "Retired, still collected",
}
MOST = 9999


class SettingsForm(RevisedForm):
    """What the scorecard is for and how the band of a whole practice comes about."""

    purposes = forms.MultipleChoiceField(
        label="What it is used for",
        choices=[(key, words[:1].upper() + words[1:]) for key, words in PURPOSES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    purpose = forms.CharField(
        label="Purpose in words",
        help_text="Practices and the public read it. It belongs to all versions of the scorecard.",
        widget=forms.Textarea,
        required=False,
        max_length=MOST_TEXT,
    )
    overall_by = forms.ChoiceField(
        label="The band of a whole practice rests on",
        choices=[(key, words[:1].upper() + words[1:]) for key, words in OverallBy.choices],
        widget=forms.RadioSelect,
    )
    green_from = number_field("Green from, in points of 100", example="70")
    red_below = number_field("Red below, in points of 100", example="40")
    reds_amber_from = whole_field(
        "Amber from, number of reds", required=False, help_text="Where reds are counted."
    )
    reds_red_from = whole_field(
        "Red from, number of reds", required=False, help_text="Where reds are counted."
    )
    points_green = number_field("Points of a green indicator", most=999, example="2")
    points_amber = number_field("Points of an amber indicator", most=999, example="1")
    points_red = number_field("Points of a red indicator", most=999, example="0")
    coverage = number_field(
        "Smallest coverage, in %",
        example="50",
        help_text="Share of the weights that must have a band. With less there is no score.",
    )

    def add_fields(self) -> None:
        version = self.version
        shown = {name: getattr(version, name) for name in _SAME}
        shown |= dict(zip(_POINTS, version.band_points, strict=True))
        shown |= {"purposes": version.purposes, "purpose": version.scorecard.purpose}
        shown["coverage"] = version.minimum_coverage * 100
        for name, value in shown.items():
            number = isinstance(value, float)
            self.fields[name].initial = f"{value:.12g}" if number else value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for name, said in problems(self.settings(cleaned)).items():
                self.add_error("points_green" if name == "band_points" else name, said)
        return cleaned

    def settings(self, cleaned: dict[str, Any]) -> Settings:
        red, amber, green = (float(cleaned[name]) for name in _POINTS)
        return Settings(
            minimum_coverage=float(cleaned["coverage"]) / 100,
            green_from=float(cleaned["green_from"]),
            red_below=float(cleaned["red_below"]),
            overall_by=cleaned["overall_by"],
            reds_amber_from=cleaned["reds_amber_from"],
            reds_red_from=cleaned["reds_red_from"],
            band_points=(red, amber, green),
            purposes=tuple(cleaned["purposes"]),
        )


class ArrangeForm(RevisedForm):
    """Fields are named domain-ID-name, item-ID-place and so on."""

    def add_fields(self) -> None:
        self.domains = list(self.version.domains.all())
        self.items = list(items_of(self.version))
        for position, domain in enumerate(self.domains, start=1):
            self._add_domain(domain, position)
        places = [(str(domain.pk), f"Weighted in {domain.name}") for domain in self.domains]
        places += [(role, BESIDE_WORDS[role]) for role in BESIDE]
        places += [(OFF, "Take it off this scorecard")]
        for position, item in enumerate(self.items, start=1):
            self._add_item(item, position, places)
        self.fields["new-name"] = _text_field("Name of a new domain")
        self.fields["new-section"] = _text_field("Section of the new domain")

    def _add_domain(self, domain: Domain, position: int) -> None:
        start, named = f"domain-{domain.pk}", domain.name
        self.fields[f"{start}-order"] = _order_field(f"Order of {named}", position)
        self.fields[f"{start}-name"] = _text_field(f"Name of {named}", named, required=True)
        self.fields[f"{start}-section"] = _text_field(f"Section of {named}", domain.section)

    def _add_item(self, item: CardItem, position: int, places: list[tuple[str, str]]) -> None:
        start, code = f"item-{item.pk}", item.definition.code
        self.fields[f"{start}-order"] = _order_field(f"Order of {code}", position)
        self.fields[f"{start}-place"] = forms.ChoiceField(
            label=f"Place of {code}", choices=places, initial=str(item.domain_id or item.role)
        )
        self.fields[f"{start}-missing"] = forms.ChoiceField(
            label=f"{code} when due and not returned",
            choices=[("", "Left out"), *_MISSING],
            initial=item.if_missing,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("new-section") and not cleaned.get("new-name"):
            raise ValidationError("Give the new domain a name, or empty its section.")
        if self.data.get("remove") and self.remove is None:
            raise ValidationError("The domain that you want to remove is not on this draft.")
        return cleaned

    @property
    def remove(self) -> int | None:
        """The domain whose button to remove it was chosen."""
        wanted = self.data.get("remove", "")
        return next((one.pk for one in self.domains if str(one.pk) == wanted), None)

    def domain_rows(self) -> list[DomainRow]:
        found = self.cleaned_data
        return [
            DomainRow(
                pk=domain.pk,
                name=found[f"domain-{domain.pk}-name"],
                section=found[f"domain-{domain.pk}-section"],
                order=found[f"domain-{domain.pk}-order"],
                position=position,
            )
            for position, domain in enumerate(self.domains)
        ]

    def item_rows(self) -> list[ItemRow]:
        found = self.cleaned_data
        return [
            ItemRow(
                pk=item.pk,
                place=int(place) if place.isdigit() else place,
                order=found[f"item-{item.pk}-order"],
                if_missing=found[f"item-{item.pk}-missing"],
                position=position,
            )
            for position, item in enumerate(self.items)
            for place in [found[f"item-{item.pk}-place"]]
        ]

    @property
    def new(self) -> tuple[str, str]:
        return self.cleaned_data["new-name"], self.cleaned_data["new-section"]


_MISSING = (("left_out", "Compulsory, left out"), ("red", "Compulsory, counts as red"))


def _order_field(label: str, position: int) -> forms.IntegerField:
    return whole_field(label, least=0, most=MOST, initial=position)


def _text_field(label: str, initial: str = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        initial=initial,
        required=required,
        max_length=100,
        error_messages={"max_length": "Use at most 100 characters here"},
    )
