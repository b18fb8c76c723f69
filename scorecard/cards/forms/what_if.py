"""What to try: weights, levels, comparators. Always bound; what was not sent is as on the version.

Fields are named domain-ID and item-ID (weights, as in the weights form), level-ID-NAME,
comparator-ID and comparator_value-ID. `base` is what the form showed: what was not changed since
is as it is saved now, whoever saved it. Nothing of it is saved.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms

from indicators import definitions, rules, vocabulary
from indicators.models import Definition
from indicators.selectors.definitions import data_of
from scorecard.calc.types import COMPARISONS
from scorecard.calc.weighting import largest_remainder
from scorecard.cards.forms.revised import Clash
from scorecard.cards.forms.what_if_fields import (
    BEFORE,
    count_field,
    level_field,
    points_field,
    weight_field,
)
from scorecard.cards.models import CardItem, CardRun, CardVersion, Domain
from scorecard.cards.selectors.history import history_of
from scorecard.cards.selectors.pictures import Change, rule_of
from scorecard.ui.forms import PlainForm
from scorecard.ui.rebased import read_base, rebase

LEVEL_WORDS = {
    "green": "Green level",
    "red": "Red level",
    "green_low": "Green range from",
    "green_high": "Green range to",
    "amber_low": "Amber range from",
    "amber_high": "Amber range to",
    "target": "Target",
    "tolerance": "Amber up to this far short",
    "lower": "Lower payment threshold",
    "upper": "Upper payment threshold",
    "k": "Number of equal parts",
    "green_to": "Green up to part",
    "red_from": "Red from part",
    "confidence": "Confidence, 95 or 99.8",
}
SETTING_WORDS = {
    "green_from": "Overall green from",
    "red_below": "Overall red below",
    "reds_amber_from": "Overall amber from this many reds",
    "reds_red_from": "Overall red from this many reds",
}


class WhatIfForm(PlainForm):
    """Every weight and level of a version as a field that may be changed and tried."""

    period = forms.ChoiceField()
    before = forms.ChoiceField(label="Before is", choices=BEFORE)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        version: CardVersion,
        domains: Sequence[Domain],
        items: Sequence[CardItem],
        runs: Sequence[CardRun],
        current: CardRun,
    ) -> None:
        self.version, self.domains, self.items = version, domains, items
        self.current = current
        self.rules = {item.pk: rule_of(item, current) for item in items}
        self.saved: dict[str, str] = {"period": current.run.period.code, "before": BEFORE[0][0]}
        self._new: dict[str, forms.Field] = {}
        self._add_all()
        self.saved["revision"] = str(version.revision)
        super().__init__(self._rebased(data))
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (one.run.period.code, one.run.period.name) for one in runs
        ]

    def label_fields(self) -> None:
        self.fields.update(self._new)

    def _rebased(self, data: Mapping[str, Any]) -> dict[str, str]:
        sent = {name: str(data[name]) for name in self.saved if name in data}
        base = read_base(str(data.get("base", "")))
        known = {name: text for name, text in base.items() if name in self._new}
        found = rebase(known, sent, self.saved)
        self.is_merged = sent.get("revision", self.saved["revision"]) != self.saved["revision"]
        self.saved_last = history_of(self.version).first() if self.is_merged else None
        self.clashes = [self._clash(name, sent) for name in found.clashes]
        self.taken = [self._clash(name, sent) for name in found.taken]
        return found.data

    def _clash(self, name: str, sent: Mapping[str, str]) -> Clash:
        return Clash(str(self._new[name].label), self.saved[name], sent.get(name, ""))

    def base_now(self) -> str:
        """What the form shows, to be sent back with it."""
        return json.dumps({name: self.saved[name] for name in self._new})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for item in self.items:
            self._check_levels(item, cleaned)
            self._check_comparator(item, cleaned)
        self._check_settings(cleaned)
        self._check_weights(cleaned)
        return cleaned

    def change(self) -> Change:
        """What differs from the version, of a form without errors."""
        given = self.cleaned_data
        return Change(
            weights=_changed(self.items, "item", given),
            domain_weights=_changed(self.domains, "domain", given),
            levels={
                item.pk: levels
                for item in self.items
                if (levels := self._levels(item, given)) != self.levels_of(item)
            },
            comparators={
                item.pk: chosen
                for item in self.items
                if (chosen := self._comparator(item, given))
                and chosen != (item.definition.comparator, item.definition.comparator_value)
            },
            settings={
                name: given[name]
                for name in self.settings()
                if given[name] != getattr(self.version, name)
            },
        )

    def kept_weights(self) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
        """The weights to keep, by id of the domains and of the items, made to add to 100."""
        items: dict[int, Decimal] = {}
        for domain in self.domains:
            inside = [item for item in self.items if item.domain_id == domain.pk]
            items |= _adding_up(inside, "item", self.cleaned_data)
        return _adding_up(self.domains, "domain", self.cleaned_data), items

    def settings(self) -> list[str]:
        """The overall levels that count: of the score, of the reds, or of both."""
        by = self.version.overall_by
        score = ["green_from", "red_below"] if by != "reds" else []
        return score + (["reds_amber_from", "reds_red_from"] if by != "score" else [])

    def levels_of(self, item: CardItem) -> dict[str, float]:
        """The levels of an item's rule in the period, by name, the good end first."""
        given = {name: value for name, value in self.rules[item.pk].items() if name != "rule"}
        known = [*LEVEL_WORDS, *given]
        return {name: float(given[name]) for name in sorted(given, key=known.index)}

    def differs(self, name: str) -> bool:
        """Whether what stands in a field is not what the version says."""
        return str(self.data.get(name, "")).strip() != self.saved[name]

    def _add_all(self) -> None:
        for domain in self.domains:
            self._add(
                f"domain-{domain.pk}", weight_field(f"Weight of {domain.name}"), domain.weight
            )
        for item in self.items:
            self._add_item(item)
        for name in self.settings():
            made = count_field if name.startswith("reds") else points_field
            self._add(name, made(SETTING_WORDS[name]), getattr(self.version, name))

    def _add_item(self, item: CardItem) -> None:
        definition, pk = item.definition, item.pk
        self._add(f"item-{pk}", weight_field(f"Weight of {definition.code}"), item.weight)
        for name, value in self.levels_of(item).items():
            label = f"{LEVEL_WORDS.get(name, name)} of {definition.code}"
            self._add(f"level-{pk}-{name}", level_field(label), value)
        if is_comparison(definition):
            self._add(f"comparator-{pk}", _group(definition), definition.comparator)
            fixed = level_field(f"Fixed number of {definition.code}", required=False)
            self._add(f"comparator_value-{pk}", fixed, definition.comparator_value)

    def _add(self, name: str, made: forms.Field, value: object) -> None:
        self._new[name] = made
        self.saved[name] = text_of(value)

    def _levels(self, item: CardItem, cleaned: dict[str, Any]) -> dict[str, float]:
        return {name: cleaned[f"level-{item.pk}-{name}"] for name in self.levels_of(item)}

    def _comparator(self, item: CardItem, cleaned: dict[str, Any]) -> tuple[str, Any] | None:
        chosen = cleaned.get(f"comparator-{item.pk}")
        fixed = cleaned.get(f"comparator_value-{item.pk}") if chosen == "fixed" else None
        return (chosen, fixed) if chosen else None

    def _check_levels(self, item: CardItem, cleaned: dict[str, Any]) -> None:
        names = [f"level-{item.pk}-{name}" for name in self.levels_of(item)]
        if not names or any(cleaned.get(name) is None for name in names):
            return
        rule = {**self.rules[item.pk], **self._levels(item, cleaned)}
        try:
            rules.check(rule, item.definition.polarity)
        except rules.BadRule as error:
            wrong = next((name for name in names if self.differs(name)), names[0])
            self.add_error(wrong, f"{item.definition.code}: {' '.join(error.problems)}")

    def _check_comparator(self, item: CardItem, cleaned: dict[str, Any]) -> None:
        chosen = self._comparator(item, cleaned)
        name = f"comparator_value-{item.pk}"
        if chosen and chosen[0] == "fixed" and chosen[1] is None and name not in self.errors:
            self.add_error(
                name, f"{item.definition.code}: enter the number to compare with, for example 75"
            )

    def _check_settings(self, cleaned: dict[str, Any]) -> None:
        pairs = (
            ("red_below", "green_from", "Overall: red must not begin above green"),
            ("reds_amber_from", "reds_red_from", "Overall: red needs as many reds as amber"),
        )
        for low, high, sentence in pairs:
            one, two = cleaned.get(low), cleaned.get(high)
            if one is not None and two is not None and one > two:
                wrong = low if self.differs(low) else high
                self.add_error(wrong, f"{sentence}; they are {text_of(one)} and {text_of(two)}")

    def _check_weights(self, cleaned: dict[str, Any]) -> None:
        names = [f"domain-{domain.pk}" for domain in self.domains]
        if names and all(cleaned.get(name) == 0 for name in names):
            self.add_error(names[0], "Give at least one domain a weight above 0")


def is_comparison(definition: Definition) -> bool:
    """Whether a band depends on the figures of others."""
    return isinstance(rules.read(definition.rule), COMPARISONS)


def text_of(value: object) -> str:
    """A number as people type it, without needless zeros."""
    if value is None:
        return ""
    if isinstance(value, float | Decimal):
        text = f"{value:f}" if isinstance(value, Decimal) else f"{value:.12g}"
        return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
    return str(value)


def _changed(
    rows: Sequence[Domain | CardItem], part: str, given: Mapping[str, Any]
) -> dict[int, float]:
    return {
        row.pk: float(weight) for row in rows if (weight := given[f"{part}-{row.pk}"]) != row.weight
    }


def _adding_up(
    rows: Sequence[Domain | CardItem], part: str, given: Mapping[str, Any]
) -> dict[int, Decimal]:
    """Weights by id as typed where they add to 100 or to nothing, else by largest remainder."""
    typed = [given[f"{part}-{row.pk}"] for row in rows]
    if sum(typed) not in (0, 100):
        shares = largest_remainder([float(weight) for weight in typed])
        typed = [Decimal(f"{share:.2f}") for share in shares]
    return {row.pk: weight for row, weight in zip(rows, typed, strict=True)}


def _group(definition: Definition) -> forms.ChoiceField:
    """The groups with which the rule can compare: equal parts need the figures of others."""
    data = data_of(definition)
    wrong = f"{definition.code}: its rule cannot compare with this. Choose one of the groups listed"
    return forms.ChoiceField(
        label=f"Group of comparison of {definition.code}",
        choices=[
            (name, words)
            for name, words in vocabulary.COMPARATORS
            if name == definition.comparator
            or not {"comparator", "comparator_group"}
            & definitions.problems(replace(data, comparator=name, comparator_group="")).keys()
        ],
        error_messages={"invalid_choice": wrong},
    )
