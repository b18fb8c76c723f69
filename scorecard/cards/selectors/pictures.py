"""A version and a run side by side, and what is tried in place of what the version says."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators import rules
from indicators.models import Definition
from indicators.selectors.surroundings import period_levels
from practices.models import Practice
from scorecard.cards.models import CardItem, CardRun, CardVersion, Domain
from scorecard.cards.selectors.run_arrays import (
    RunArrays,
    RunScores,
    arrays_of_run,
    practices_of_run,
    scores_of_run,
)
from scorecard.cards.selectors.versions import items_of


@dataclass(frozen=True)
class Change:
    """What is tried in place of what the version says; what is not named stays.

    Weights go by the id of the item or domain, `levels` (those of its rule) and `comparators`
    (with the fixed number) by the id of the item; `settings` are fields of the version.
    """

    weights: Mapping[int, float] = field(default_factory=dict)
    domain_weights: Mapping[int, float] = field(default_factory=dict)
    levels: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    comparators: Mapping[int, tuple[str, float | None]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)


NOTHING = Change()


@dataclass(frozen=True)
class Picture:
    """A version and a run, read once. Arrays follow `practices`, columns the weighted `items`.

    `context` are the items that say how alike practices are.
    """

    version: CardVersion
    card_run: CardRun
    practices: Sequence[Practice]
    domains: Sequence[Domain]
    items: Sequence[CardItem]
    context: Sequence[CardItem]
    scores: RunScores
    arrays: RunArrays


def picture(version: CardVersion, card_run: CardRun) -> Picture:
    """Read what is needed to try `version` on the results of a run."""
    every = list(items_of(version))
    items = [item for item in every if item.role == CardItem.Role.WEIGHTED]
    scores = scores_of_run(card_run)
    return Picture(
        version=version,
        card_run=card_run,
        practices=practices_of_run(card_run),
        domains=list(version.domains.all()),
        items=items,
        context=[item for item in every if item.says_who_is_alike],
        scores=scores,
        arrays=arrays_of_run(card_run, scores.practices, [item.definition_id for item in items]),
    )


def rule_of(item: CardItem, card_run: CardRun) -> dict[str, Any]:
    """The rule with the levels that hold in the run's period."""
    levels = period_levels(item.definition, card_run.run.period)
    return rules.with_levels(item.definition.rule, levels)


def changed_definition(item: CardItem, change: Change) -> Definition:
    """The item's definition, or a copy with other levels or comparator that is never saved."""
    levels, comparator = change.levels.get(item.pk), change.comparators.get(item.pk)
    if not levels and not comparator:
        return item.definition
    tried = copy.copy(item.definition)
    if levels:
        tried.rule = {**tried.rule, **levels}
        tried.target_profile = {}
    if comparator:
        tried.comparator, tried.comparator_value = comparator
    return tried
