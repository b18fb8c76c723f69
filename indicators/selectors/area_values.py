"""The area's value as it was published, and who chose it over what the figures add up to."""

import textwrap
from collections.abc import Collection

from django.db.models import QuerySet

from indicators.inputs import Benchmark
from indicators.models import AreaChoice, BenchmarkValue, Indicator, Period, RunDefinition


def choices_of(indicator: Indicator, period: Period) -> QuerySet[AreaChoice]:
    """Every choice for the period, the newest, which counts, first."""
    found = AreaChoice.objects.filter(indicator=indicator, period=period)
    return found.select_related("chosen_by")


def published_value(indicator: Indicator, period: Period) -> BenchmarkValue | None:
    """The newest value of the area for this very period."""
    return _published(period).filter(indicator=indicator).first()


def chosen_values(period: Period, indicators: Collection[int]) -> dict[int, BenchmarkValue]:
    """By indicator id the published value, where the newest choice for the period is for it."""
    choices = AreaChoice.objects.filter(period=period, indicator__in=indicators)
    newest = {one.indicator_id: one.use for one in choices.order_by("chosen_at", "pk")}
    wanted = [pk for pk, use in newest.items() if use == AreaChoice.Use.PUBLISHED]
    values = _published(period).filter(indicator__in=wanted)
    return {one.indicator_id: one for one in values.order_by("recorded_at", "pk")}


def published_benchmark(value: BenchmarkValue) -> Benchmark:
    """The value under the name that a run keeps: whose it is, and who published it."""
    longest = RunDefinition._meta.get_field("benchmark_name").max_length
    name = f"{published_start(value.period)}{value.source}"
    return Benchmark(value.value, textwrap.shorten(name, longest or 200, placeholder="…"))


def published_start(period: Period) -> str:
    """How the name of every published value of the area begins."""
    return f"{period.commissioner.name}, as published by "


def _published(period: Period) -> QuerySet[BenchmarkValue]:
    found = BenchmarkValue.objects.filter(period=period, area=BenchmarkValue.Area.AREA)
    return found.select_related("period__commissioner")
