"""Defining an indicator: the whole form. Its fields are declared beside it, part by part."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from indicators import definitions
from indicators.definitions import DefinitionData
from indicators.models import Definition
from indicators.several import usual_scatter
from scorecard.cards.forms.indicator_fields import (
    USUAL_SCATTER,
    CountingFields,
    JudgingFields,
    MeaningFields,
    PlaceFields,
    SupplyFields,
)
from scorecard.cards.forms.indicator_levels import RULES, LevelFields, level_initial
from scorecard.cards.forms.indicator_targets import TargetFields, target_initial
from scorecard.cards.models import CardItem
from scorecard.cards.places import Place, place_of


@dataclass(frozen=True)
class Part:
    """One part of the page. `folded` fields stand below a summary that opens when one is wrong."""

    heading: str
    fields: tuple[str, ...]
    summary: str = ""
    folded: tuple[str, ...] = ()
    table: str = ""


PARTS = (
    Part(
        "What it measures",
        ("code", "name", "description"),
        "Why it is measured, and whether it is part of another",
        ("rationale", "evidence", "priority", "stratum_of", "stratum"),
    ),
    Part(
        "How it is counted",
        ("kind", "numerator", "denominator", "multiplier", "unit", "decimals", "sampling"),
        "Scatter, periods, levels, lists, adjustments and what it is about",
        (
            "over_dispersed",
            "level",
            "period_type",
            "frequency",
            "valid_for_months",
            "denominator_list",
            "adjustments",
            "fact_type",
            "about",
        ),
    ),
    Part(
        "How it is banded",
        ("polarity", "rule", "minimum_denominator", "bands_agreed"),
        "What practices are compared with",
        ("comparator", "comparator_value", "comparator_group"),
    ),
    Part("Further targets", (), "Targets to look at, never to band by", (), "targets"),
    Part(
        "Where its figures come from",
        ("supplied_by", "source"),
        "Availability, owner and review",
        ("availability", "owner", "reviewer", "review_on"),
    ),
    Part(
        "Its place on the scorecard",
        ("role", "domain", "weight"),
        "Compulsory, public, national points",
        ("if_missing", "public", "points"),
    ),
)
NOT_PLAIN = ("rule", "target_profile", "targets")


class IndicatorForm(
    TargetFields, LevelFields, PlaceFields, SupplyFields, JudgingFields, CountingFields,
    MeaningFields,
):  # fmt: skip
    """One indicator: what it measures, how it is banded, and its place on the scorecard.

    `started_from` and `started_place` are the definition's number and the place that the form was
    filled with, so that a change made meanwhile by somebody else is noticed; `card` is the version
    of the scorecard that the place is on.
    """

    use_required_attribute = False
    card = forms.CharField(required=False, widget=forms.HiddenInput)
    started_from = forms.IntegerField(required=False, widget=forms.HiddenInput)
    started_place = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        domains: Iterable[str],
        others: Iterable[str] = (),
        sets: Iterable[str] = (),
        code_fixed: bool = False,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self._choices("domain", "Choose one", domains)
        self._choices("stratum_of", "No other indicator", others)
        self._choices("comparator_group", "No set of groups", sets)
        if code_fixed:
            self.fields["code"].disabled = True
        self.order_fields(_page_order(self.fields))

    def _choices(self, name: str, empty: str, values: Iterable[str]) -> None:
        self.fields[name].choices = [("", empty), *((one, one) for one in values)]  # type: ignore[attr-defined]

    def parts(self) -> list[dict[str, Any]]:
        """The page from top to bottom."""
        return [
            {
                "heading": part.heading,
                "fields": [self[name] for name in part.fields],
                "summary": part.summary,
                "folded": [self[name] for name in part.folded],
                "rows": self.target_rows() if part.table else [],
                "open": any(name in self.errors for name in self._names(part)),
            }
            for part in PARTS
        ]

    def _names(self, part: Part) -> list[str]:
        cells = [cell.name for row in self.target_rows() for cell in row] if part.table else []
        return [*part.folded, *cells]

    def clean(self) -> dict[str, Any]:
        """Everything that is wrong at once: levels, definition, place."""
        cleaned = super().clean() or {}
        self.check_levels(cleaned)
        self.check_targets(cleaned)
        if not self.errors:
            self._check_definition(cleaned)
        self._check_place(cleaned)
        return cleaned

    def _check_definition(self, cleaned: dict[str, Any]) -> None:
        for name, sentences in definitions.problems(self.data_of(cleaned)).items():
            self.add_error(self._beside(name, cleaned), sentences)

    def _beside(self, name: str, cleaned: dict[str, Any]) -> str | None:
        """The field at which a problem of the definition is shown."""
        chosen = RULES.get(cleaned["rule"])
        if name == "rule" and chosen and chosen.levels:
            return chosen.levels[0]
        return {"target_profile": "period_type"}.get(name, name if name in self.fields else None)

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("role") != CardItem.Role.WEIGHTED:
            return
        if cleaned.get("kind") == "fact":
            self.add_error("role", "A fact in words cannot be weighted. Choose another place")
        for name, sentence in (
            ("domain", "Choose the domain that it counts in"),
            ("weight", "Enter its weight in the domain, from 0 to 100"),
        ):
            if cleaned.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, sentence)

    def data_of(self, cleaned: dict[str, Any]) -> DefinitionData:
        """The definition in the cleaned form."""
        plain = {
            name: cleaned[name]
            for name in definitions.FIELDS
            if name not in NOT_PLAIN and name in cleaned
        }
        if plain.get("comparator") != "fixed":
            plain["comparator_value"] = None
        if plain.get("comparator") != "group":
            plain["comparator_group"] = ""
        plain["points"] = plain.get("points") or 0.0
        usual = plain.get("over_dispersed") == USUAL_SCATTER[0]
        data = DefinitionData(
            **{**plain, **({"over_dispersed": ""} if usual else {})},
            rule=self.rule_of(cleaned),
            target_profile=self.profile_of(cleaned),
            targets=self.targets_of(cleaned),
        )
        return replace(data, over_dispersed=usual_scatter(data)) if usual else data

    def place_of(self, cleaned: dict[str, Any]) -> Place:
        """Its place on the draft in the cleaned form."""
        return Place.given(**{name: cleaned[name] for name in Place.names()})


def initial_of(definition: Definition, item: CardItem | None) -> dict[str, Any]:
    """What the form shows for an indicator that exists."""
    initial = {name: _short(getattr(definition, name)) for name in definitions.FIELDS}
    initial |= level_initial(definition.rule, definition.target_profile)
    initial |= target_initial(definition.targets)
    initial |= {"code": definition.code, "started_from": definition.number}
    if item:
        place = place_of(item)
        initial |= {**place.values(), "started_place": place.text}
    return initial


def stratum_initial(definition: Definition, item: CardItem | None) -> dict[str, Any]:
    """What the form shows for a new stratum: all of the whole but its code, name and weight."""
    initial = initial_of(definition, item)
    for name in ("started_from", "started_place", "weight"):
        initial.pop(name, None)
    return {**initial, "code": f"{definition.code}-", "stratum_of": definition.code, "stratum": ""}


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """What a service refused, each beside its field; above the form where there is none."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in by_field.items():
        form.add_error(name if name in form.fields else None, sentences)


def _short(value: Any) -> Any:
    """100 instead of 100.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _page_order(known: Iterable[str]) -> list[str]:
    """The fields as they stand on the page, so that errors are listed in that order."""
    order = []
    for part in PARTS:
        for name in (*part.fields, *part.folded):
            order.append(name)
            if name == "rule":
                order += [level for rule in RULES.values() for level in rule.levels]
    return [*order, *(name for name in known if name not in order)]
