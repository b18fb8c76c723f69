"""What lies around the figures of a period: its own past, outside values, agreed levels, groups.

Read once for all definitions of a run, and only what their comparators and rules need.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indicators import agreed, comparing, likeness
from indicators.assessing import same_measure
from indicators.definitions import DefinitionData
from indicators.inputs import NO_BENCHMARK, Around, Benchmark, Figures, Groups, Levels
from indicators.models import BenchmarkValue, Definition, Objective, Period
from indicators.periods import YEARLY, a_year_before, months_between, quarter_of
from indicators.selectors.agreements import holds_for
from indicators.selectors.area_values import chosen_values, published_benchmark
from indicators.selectors.definitions import data_of, measured_by
from indicators.selectors.snapshot import IndicatorFigures, figures_for, lists_on
from practices.models.links import ListKind
from practices.selectors import is_england, one_of

Held = Mapping[int, IndicatorFigures]


def figures_of(held: IndicatorFigures, counted: NDArray[np.bool_]) -> Figures:
    """The arrays that are judged; `counted` are the practices that count in ranks and groups."""
    return Figures(
        numerator=held.numerator,
        denominator=held.denominator,
        value=held.value,
        spread=held.spread,
        states=held.states,
        peers=counted,
    )


def surroundings_of(
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[int],
    held: Held,
    counted: NDArray[np.bool_],
    groups: Groups | None,
) -> dict[int, Around]:
    """By definition id: all that it is judged by beside its own figures."""
    similar = _similar(period, definitions, practices, held, counted, groups)
    past = _past(period, definitions, practices, held, counted)
    outside = _outside(period, definitions) | _chosen(period, definitions)
    agreed = _agreed(period, definitions, practices)
    return {
        one.pk: Around(
            networks=groups.networks if groups else None,
            groups=groups.sets.get(one.comparator_group) if groups else None,
            similar=similar,
            before=past[one.pk][0] if one.pk in past else None,
            before_name=past[one.pk][1] if one.pk in past else "",
            outside=outside.get(one.pk, NO_BENCHMARK),
            levels=period_levels(one, period),
            own_levels=agreed.get(one.indicator_id, {}),
        )
        for one in definitions
    }


def period_levels(definition: Definition, period: Period) -> Levels:
    """The levels of the quarter in which the period ends, for a figure of the year so far."""
    return agreed.common_levels(definition, quarter_of(period.ends_on))


def past_period(period: Period, period_type: str) -> Period | None:
    """The period that a figure's own past is: the one before, of the same length.

    Figures of the year so far, and of the last 12 months, take the same period a year earlier:
    others begin at zero or share months with it.
    """
    earlier = Period.objects.filter(
        commissioner_id=period.commissioner_id, ends_on__lt=period.ends_on
    )
    if period_type in YEARLY:
        return next((one for one in earlier if a_year_before(one, period)), None)
    before = earlier.filter(ends_on=period.starts_on - dt.timedelta(days=1))
    return next((one for one in before if _months(one) == _months(period)), None)


def _months(period: Period) -> int:
    return months_between(period.starts_on, period.ends_on)


def _past(
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[int],
    held: Held,
    counted: NDArray[np.bool_],
) -> dict[int, tuple[Figures, str]]:
    wanted = [one for one in definitions if one.comparator == "own_past"]
    found: dict[int, tuple[Figures, str]] = {}
    for period_type in {one.period_type for one in wanted}:
        before = past_period(period, period_type)
        if before is None:
            continue
        asked = [one for one in wanted if one.period_type == period_type]
        measured = measured_by(before, [one.indicator_id for one in asked])
        earlier = figures_for(before, asked, practices)
        for one in asked:
            data = data_of(one)
            if not same_measure(data, measured.get(one.indicator_id, data)):
                continue
            then = _not_the_same(earlier[one.indicator_id], held[one.indicator_id])
            found[one.pk] = (figures_of(then, counted), before.name)
    return found


def _not_the_same(then: IndicatorFigures, now: IndicatorFigures) -> IndicatorFigures:
    """Without a figure that stands for both periods: it has no past of its own."""
    same = (then.figure_ids == now.figure_ids) & (now.figure_ids > 0)
    for column in (then.numerator, then.denominator, then.value, then.spread):
        column[same] = np.nan
    return then


def _outside(period: Period, definitions: Sequence[Definition]) -> dict[int, Benchmark]:
    """England's or the region's value: of the period, else the newest that is not later.

    A figure of the year so far takes one of the same point of the year only: it starts at zero
    each April. Where all practices of England are held, what they add up to stands in for a value
    that was not published for the period itself; figures that practices share are never added up,
    since each practice holds a copy.
    """
    wanted = {
        one.indicator_id: one for one in definitions if one.comparator in ("england", "region")
    }
    names = dict(BenchmarkValue.Area.choices)
    found = {
        one.pk: Benchmark(np.nan, names[one.comparator])  # a name and no value: none is held
        for one in wanted.values()
    }
    values = BenchmarkValue.objects.filter(
        indicator__in=wanted, period__ends_on__lte=period.ends_on
    ).select_related("period")
    for value in values.order_by("period__ends_on", "recorded_at", "pk"):
        one = wanted[value.indicator_id]
        in_step = value.period.ends_on.month == period.ends_on.month
        if value.area == one.comparator and (in_step or one.period_type != "year_to_date"):
            name = f"{names[value.area]}, {value.period.name}, as published"
            found[one.pk] = Benchmark(value.value, name)
    if is_england(period.commissioner):
        published = {
            value.indicator_id
            for value in values
            if (value.period_id, value.area) == (period.pk, "england")
        }
        for indicator, one in wanted.items():
            added_up = one.comparator == "england" and one.level == "practice"
            if added_up and indicator not in published:
                found[one.pk] = Benchmark(np.nan, comparing.ENGLAND_HERE)
    return found


def _chosen(period: Period, definitions: Sequence[Definition]) -> dict[int, Benchmark]:
    """The area's published value, where somebody chose it over what its figures add up to."""
    found = chosen_values(period, [one.indicator_id for one in definitions])
    return {
        one.pk: published_benchmark(found[one.indicator_id])
        for one in definitions
        if one.comparator == "area" and one.indicator_id in found
    }


def _agreed(
    period: Period, definitions: Sequence[Definition], practices: Sequence[int]
) -> dict[int, dict[int, Any]]:
    """By indicator and position: levels agreed for one practice; of several the newest."""
    by_indicator = {one.indicator_id: one for one in definitions}
    place = {practice: at for at, practice in enumerate(practices)}
    found: dict[int, dict[int, Any]] = {}
    objectives = Objective.objects.filter(
        holds_for(period.ends_on),
        practice__in=one_of(practices),
        indicator__in=by_indicator,
    ).exclude(levels={})
    for one in objectives.order_by("starts_on", "pk"):
        definition = by_indicator[one.indicator_id]
        levels = agreed.of_quarter(definition, one.levels, quarter_of(period.ends_on))
        if levels:
            found.setdefault(one.indicator_id, {})[place[one.practice_id]] = levels
    return found


def _similar(
    period: Period,
    definitions: Sequence[Definition],
    practices: Sequence[int],
    held: Held,
    counted: NDArray[np.bool_],
    groups: Groups | None,
) -> NDArray[np.intp] | None:
    """The most similar practices by list size and the context indicators."""
    if not any(one.comparator == "similar" for one in definitions):
        return None
    lists = lists_on(period.ends_on, ListKind.REGISTERED, practices)
    context = groups.context if groups else frozenset()
    columns = [
        _that_can_be(data_of(one), figures_of(held[one.indicator_id], counted))
        for one in definitions
        if one.pk in context and tells_alike(one)
    ]
    return likeness.alike(lists, columns, counted)


def _that_can_be(data: DefinitionData, figures: Figures) -> NDArray[np.float64]:
    """The values without those no count can give: one would make all the others look alike."""
    values = comparing.values_of(data, figures)
    return np.where(comparing.impossible(data, figures, values), np.nan, values)


def tells_alike(definition: Definition) -> bool:
    """Whether a context indicator is a number by which practices can be more or less alike."""
    return definition.kind not in ("fact", "yes_no")
