"""Figures as columns, to be held against urgent limits: those that arrive, those that are held."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.definitions import KINDS_WITH_PARTS
from indicators.inputs import Figures
from indicators.many_figures import Floats, Ids, ManyFigures
from indicators.merging import PRESENT
from indicators.models import Definition, Figure, Period, UrgentLimit
from indicators.selectors.definitions import data_of
from indicators.selectors.snapshot import lists_on
from indicators.selectors.verification import newest_definitions
from indicators.urgent_limits import same_scale
from scorecard.calc.types import NoBand


@dataclass(frozen=True)
class HeldNow:
    """The figures of an indicator that count in its newest period; ids beside `figures`."""

    period: Period
    ids: Ids
    figures: Figures


def limits_on(indicators: Iterable[int]) -> list[UrgentLimit]:
    """The limits in force, but those that stand still; one query where there is none."""
    found = UrgentLimit.objects.filter(indicator__in=list(indicators), ended_at__isnull=True)
    limits = list(found.select_related("definition", "indicator__commissioner"))
    if not limits:
        return []
    still = standing_still(limits)
    return [limit for limit in limits if limit.pk not in still]


def standing_still(limits: Iterable[UrgentLimit]) -> set[int]:
    """The ids of the limits that were set on another scale than the indicator has now."""
    given = list(limits)
    newest = newest_definitions(limit.indicator_id for limit in given)
    return {
        limit.pk
        for limit in given
        if not same_scale(data_of(limit.definition), data_of(newest[limit.indicator_id]))
    }


def arriving(definition: Definition, given: ManyFigures) -> Figures:
    """Figures of one indicator as they are given, ready to be held against a limit."""
    people = _with_lists(definition, given.practice, given.period, given.numerator.copy(),
                         given.denominator.copy())  # fmt: skip
    return _figures(given.state == PRESENT, given.numerator, people, given.value, given.spread)


def held_now(definition: Definition) -> HeldNow | None:
    """None where nothing is held for the indicator."""
    current = Figure.objects.current().filter(indicator=definition.indicator_id)
    newest = Period.objects.filter(
        pk__in=current.values("period"), commissioner=definition.indicator.commissioner_id
    ).first()
    if newest is None:
        return None
    names = ("pk", "practice_id", "numerator", "denominator", "value", "spread")
    rows = list(current.filter(period=newest).values_list(*names, "state"))
    *columns, states = zip(*rows, strict=True)
    ids, practice = (np.array(column, np.int64) for column in columns[:2])
    above, people, value, spread = (np.array(column, np.float64) for column in columns[2:])
    period = np.full(len(ids), newest.pk, np.int64)
    people = _with_lists(definition, practice, period, above, people)
    present = np.array([state == "present" for state in states])
    return HeldNow(newest, ids, _figures(present, above, people, value, spread))


def _with_lists(
    definition: Definition, practice: Ids, period: Ids, numerator: Floats, denominator: Floats
) -> Floats:
    """The denominators, from the list where the definition takes it; as banding does."""
    empty = np.isnan(denominator) & ~np.isnan(numerator)
    if not definition.denominator_list or definition.kind not in KINDS_WITH_PARTS:
        return denominator
    for one in Period.objects.filter(pk__in=np.unique(period[empty]).tolist()):
        where = np.flatnonzero(empty & (period == one.pk))
        practices = practice[where].tolist()
        denominator[where] = lists_on(one.ends_on, definition.denominator_list, practices)
    return denominator


def _figures(
    present: NDArray[np.bool_], numerator: Floats, people: Floats, value: Floats, spread: Floats
) -> Figures:
    states = np.where(present, np.int8(NoBand.BANDED), np.int8(NoBand.NO_DATA))
    return Figures(numerator, people, value, spread, states, np.ones(len(present), np.bool_))
