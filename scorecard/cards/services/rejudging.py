"""The bands of a version on a run's figures: the run's own where nothing differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError

from indicators import rules
from indicators.models import Definition
from indicators.services.judged import judge_period
from scorecard.calc import banding, weighting
from scorecard.calc.types import AGREED, Codes, NoBand, Polarity, Rule
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.pictures import Change, Picture, changed_definition
from scorecard.cards.selectors.run_arrays import RunArrays, own_levels_of_run
from scorecard.cards.services.banding import groups_of, no_progress


@dataclass(frozen=True)
class Banded:
    """Practices x items; `again` are the items judged from the figures held today."""

    bands: Codes
    states: Codes
    again: tuple[CardItem, ...]


def bands_of(picture: Picture, change: Change, standing: Banded | None = None) -> Banded:
    """Bands of every item: the run's where nothing differs, else by its rule, from the figures.

    `standing` are those without the change: what it leaves alone is not judged twice.
    """
    bands, states = _start(picture, standing)
    again: list[tuple[int, Definition]] = []
    changed: list[tuple[int, int, Definition]] = []
    column_of = {definition: at for at, definition in enumerate(picture.arrays.definitions)}
    for at, item in enumerate(picture.items):
        tried = changed_definition(item, change)
        if standing is not None and tried is item.definition:
            continue
        column = column_of.get(item.definition_id)
        if column is None or (tried is not item.definition and not _is_agreed(tried)):
            again.append((at, tried))
        elif tried is item.definition:
            bands[:, at] = picture.arrays.bands[:, column]
            states[:, at] = picture.arrays.states[:, column]
        else:
            changed.append((at, column, tried))
    _band_again(picture, changed, bands, states)
    _judge(picture, again, bands, states)
    as_red = [item.if_missing == CardItem.IfMissing.RED for item in picture.items]
    today = {picture.items[at].pk for at, _ in again}
    today |= {item.pk for item in standing.again} if standing else set()
    return Banded(
        weighting.not_returned_as_red(bands, states, as_red),
        states,
        tuple(item for item in picture.items if item.pk in today),
    )


def _start(picture: Picture, standing: Banded | None) -> tuple[Codes, Codes]:
    if standing is not None:
        return standing.bands.copy(), standing.states.copy()
    shape = len(picture.practices), len(picture.items)
    return np.zeros(shape, np.int8), np.full(shape, NoBand.NO_DATA, np.int8)


def _is_agreed(definition: Definition) -> bool:
    return isinstance(rules.read(definition.rule), AGREED)


def _band_again(
    picture: Picture,
    changed: Sequence[tuple[int, int, Definition]],
    bands: Codes,
    states: Codes,
) -> None:
    """By other levels, from the run's own values."""
    own = own_levels_of_run(picture.card_run, [one.pk for _, _, one in changed])
    for at, column, definition in changed:
        levels = own.get(definition.pk, {})
        bands[:, at], states[:, at] = _one_band_again(picture.arrays, column, definition, levels)


def _one_band_again(
    arrays: RunArrays, column: int, definition: Definition, own: Mapping[int, Mapping[str, Any]]
) -> tuple[Codes, Codes]:
    """A reason that is not the rule's stays; levels agreed for one practice (`own`, by its id)
    still stand in for those of the rule there."""
    polarity = Polarity(definition.polarity)
    value, states = arrays.value[:, column], arrays.states[:, column]
    incoming = np.where(states == NoBand.NOT_BANDED, np.int8(NoBand.BANDED), states)
    decided = banding.decide(value, rules.read(definition.rule), polarity, incoming=incoming)
    bands, states = decided.bands.copy(), decided.states.copy()
    for at in np.flatnonzero(np.isin(arrays.practices, list(own))).tolist():
        rule = _own_rule(definition, own[int(arrays.practices[at])])
        one = banding.decide(value[at], rule, polarity, incoming=incoming[at])
        bands[at], states[at] = one.bands, one.states
    return bands, states


def _own_rule(definition: Definition, levels: Mapping[str, Any]) -> Rule | None:
    try:
        return rules.check(rules.with_levels(definition.rule, levels), definition.polarity)
    except rules.BadRule as error:
        raise ValidationError(
            f"{definition.code}: the levels agreed for one practice do not fit these. {error}"
        ) from error


def _judge(
    picture: Picture, again: Sequence[tuple[int, Definition]], bands: Codes, states: Codes
) -> None:
    if not again:
        return
    period = picture.card_run.run.period
    definitions = [definition for _, definition in again]
    # How alike practices are is told by the context, which is judged with the others.
    alike = any(definition.comparator == "similar" for definition in definitions)
    context = [item.definition for item in picture.context] if alike else []
    judged = judge_period(
        period=period,
        definitions=[*definitions, *context],
        practices=picture.practices,
        progress=no_progress,
        groups=groups_of(picture.context, picture.practices, period, definitions),
    )
    for (at, _), one in zip(again, judged, strict=False):
        bands[:, at], states[:, at] = one.judgement.bands, one.judgement.states
