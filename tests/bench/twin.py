"""The same run the plain way: rows into objects, one value after another, objects into rows.

Proportions and rates by Wilson and Byar, typed out; everything else is left without an interval,
so that the twin does rather less than the run.
"""

import math
from collections import defaultdict

from django.db import connection, transaction
from django.utils import timezone

from indicators.models import Definition, Figure, Period, Result
from indicators.services.parts import add_part, table_of
from practices.models import Practice
from practices.selectors import practices_of
from scorecard.calc.types import Band, Comparison, NoBand
from scorecard.cards.models import CardVersion

Z = 1.959963984540054


def judged_one_by_one(version: CardVersion, period: Period, part_of: int) -> int:
    """Judge and write every `part_of`th practice's results; how many. Nothing of it stays."""
    everybody = practices_of(version.scorecard.commissioner, period.ends_on).order_by("pk")
    practices = list(everybody)[::part_of]
    with transaction.atomic():
        made = _results(version, period, practices)
        Result.objects.bulk_create(made, batch_size=5000)
        transaction.set_rollback(True)
    return len(made)


def _results(version: CardVersion, period: Period, practices: list[Practice]) -> list[Result]:
    part = add_part(period=period, at=timezone.now())
    table = table_of(part, Result)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {table} PARTITION OF indicators_result FOR VALUES IN ({part.pk})"
        )
        cursor.execute(f"CREATE UNIQUE INDEX ON {table} (practice_id, definition_id)")
    held: dict[int, dict[int, Figure]] = defaultdict(dict)
    for figure in Figure.objects.current().filter(period=period, practice__in=practices):
        held[figure.indicator_id][figure.practice_id] = figure
    made: list[Result] = []
    for item in version.items.select_related("definition"):
        own = held[item.definition.indicator_id]
        results = [_judged(item.definition, one, own.get(one.pk)) for one in practices]
        pooled = _pooled(item.definition, list(own.values()))
        _rank(item.definition, results)
        for result in results:
            result.part = part
            _compare(result, pooled)
        made += results
    return made


def _judged(definition: Definition, practice: Practice, figure: Figure | None) -> Result:
    result = Result(practice=practice, definition=definition, figure=figure, band=0, comparison=0)
    value = None
    if figure is not None and figure.state == "present":
        result.numerator, result.denominator = figure.numerator, figure.denominator
        value = figure.value
        if figure.numerator is not None and figure.denominator:
            value = figure.numerator / figure.denominator * definition.multiplier
            result.lower, result.upper = _interval(definition, figure)
    result.value = value
    result.band = _band(definition, value)
    result.no_band = NoBand.NO_DATA if value is None else NoBand.NOT_BANDED
    if result.band:
        result.no_band = NoBand.BANDED
    return result


def _interval(definition: Definition, figure: Figure) -> tuple[float, float]:
    events, people = float(figure.numerator or 0), float(figure.denominator or 0)
    if definition.sampling == "proportion":
        share = events / people
        spread = Z * math.sqrt(Z**2 + 4 * events * (1 - share))
        scale = definition.multiplier / (2 * (people + Z**2))
        return (2 * events + Z**2 - spread) * scale, (2 * events + Z**2 + spread) * scale
    more, some = events + 1, max(events, 1)
    low = some * (1 - 1 / (9 * some) - Z / (3 * math.sqrt(some))) ** 3
    high = more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3
    return low / people * definition.multiplier, high / people * definition.multiplier


def _band(definition: Definition, value: float | None) -> int:
    green, red = definition.rule.get("green"), definition.rule.get("red")
    if value is None or green is None or red is None:
        return Band.NONE
    if definition.polarity == "high":
        return Band.GREEN if value >= green else Band.AMBER if value >= red else Band.RED
    return Band.GREEN if value <= green else Band.AMBER if value <= red else Band.RED


def _pooled(definition: Definition, figures: list[Figure]) -> float | None:
    pairs = [(f.numerator, f.denominator) for f in figures if f.denominator]
    people = sum(below for _, below in pairs)
    return (
        sum(above or 0 for above, _ in pairs) / people * definition.multiplier if people else None
    )


def _rank(definition: Definition, results: list[Result]) -> None:
    shown = [one for one in results if one.value is not None]
    shown.sort(key=lambda one: one.value or 0, reverse=definition.polarity == "high")
    for place, one in enumerate(shown, start=1):
        one.rank = place
        one.percentile = (len(shown) - place + 0.5) / len(shown) * 100


def _compare(result: Result, pooled: float | None) -> None:
    if pooled is None or result.lower is None or result.upper is None:
        return
    result.comparison = Comparison.SIMILAR
    if result.lower > pooled:
        result.comparison = Comparison.BETTER
    elif result.upper < pooled:
        result.comparison = Comparison.WORSE
