"""Every result of a run in long format, for analysts' own tools: one row a practice, indicator.

The value stands there twice: as people see it on the page, and in full.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from indicators.explaining import Outcome, value_words
from indicators.models import Result, RunDefinition
from indicators.selectors.definitions import data_of
from indicators.selectors.results import RANKED_OF
from indicators.selectors.verification import standing_in, standings_in_run
from practices.models import CommissionerLink, NetworkLink
from practices.selectors import holds_on
from scorecard.calc.types import Band
from scorecard.cards.models import CardItem, CardRun
from scorecard.ui.words import NO_BANDS, band_words, comparison_words

HEADER = (
    "practice code",
    "practice",
    "network code",
    "commissioner code",
    "indicator",
    "indicator name",
    "role",
    "domain",
    "banded period",
    "period of the figure",
    "numerator",
    "denominator",
    "value as shown",
    "value",
    "unit",
    "lower",
    "upper",
    "band",
    "why no band",
    "comparison",
    "benchmark",
    "benchmark is",
    "rank",
    "ranked of",
    "definition version",
    "queried",
    "verification",
    "source file",
    "row",
    "modelled",
)

_FIELDS = (
    "practice_id",
    "practice__code",
    "practice__name",
    "definition_id",
    "figure__period__code",
    "numerator",
    "denominator",
    "value",
    "text",
    "lower",
    "upper",
    "band",
    "no_band",
    "comparison",
    "own_benchmark",
    "own_levels",
    "rank",
    "figure_id",
    "figure__file__name",
    "figure__row",
    "figure__modelled",
)


def result_rows(card_run: CardRun, today: dt.date) -> Iterator[tuple[Any, ...]]:
    """A row per practice and indicator under HEADER, by practice code, read as they are sent.

    Numbers stay numbers; what is missing is None, never zero. `queried` and `verification` say
    how far a figure is trusted today, not when it was banded.
    """
    standings = standings_in_run(card_run.run, today)
    period = card_run.run.period
    areas = _links(CommissionerLink, "commissioner__code", period.ends_on)
    networks = _links(NetworkLink, "network__code", period.ends_on)
    items = _items(card_run)
    results = Result.objects.of_run(card_run.run).order_by("practice__code", "definition_id")
    for row in results.values(*_FIELDS, ranked_of=RANKED_OF).iterator(chunk_size=5_000):
        practice, item = row["practice_id"], items[row["definition_id"]]
        standing = standing_in(standings, row["figure_id"])
        yield (
            row["practice__code"],
            row["practice__name"],
            networks.get(practice, ""),
            areas.get(practice, ""),
            *item.before,
            period.code,
            row["figure__period__code"] or "",
            row["numerator"],
            row["denominator"],
            item.shown(row),
            row["value"],
            item.unit,
            row["lower"],
            row["upper"],
            band_words(row["band"]).word if row["band"] != Band.NONE else "",
            "" if row["band"] != Band.NONE else NO_BANDS[row["no_band"]].word,
            comparison_words(row["comparison"]),
            row["own_benchmark"] if item.benchmark is None else item.benchmark,
            item.benchmark_name,
            row["rank"],
            row["ranked_of"],
            item.version,
            standing.queried,
            standing.short,
            row["figure__file__name"] or "",
            row["figure__row"],
            row["figure__modelled"],
        )


class _Item:
    """What all rows of one indicator have in common."""

    def __init__(self, item: CardItem, benchmark: RunDefinition) -> None:
        definition = item.definition
        self.data = data_of(definition)
        self.unit = definition.unit
        domain = item.domain.name if item.domain else ""
        self.before = (definition.code, definition.name, item.role, domain)
        self.benchmark, self.benchmark_name = benchmark.benchmark, benchmark.benchmark_name
        self.period_levels = benchmark.levels
        self.version = definition.number

    def shown(self, row: dict[str, Any]) -> str:
        names = set(Outcome.__dataclass_fields__) & set(row)
        given = {name: row[name] for name in names}
        return value_words(self.data, Outcome(**given, period_levels=self.period_levels))


def _items(card_run: CardRun) -> dict[int, _Item]:
    benchmarks = {one.definition_id: one for one in card_run.run.definitions.all()}
    items = card_run.version.items.select_related("definition__indicator", "domain")
    return {
        item.definition_id: _Item(item, benchmarks[item.definition_id])
        for item in items
        if item.definition_id in benchmarks
    }


def _links(model: Any, code: str, day: Any) -> dict[int, str]:
    holding: Q = holds_on(day)
    return dict(model.objects.filter(holding).values_list("practice_id", code))
