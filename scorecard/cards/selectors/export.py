"""Every result of a run in long format, for analysts' own tools: one row a practice, indicator.

The value stands there twice: as people see it on the page, and in full. The words are those of the
page and come from the same function.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from indicators.explained import Explained, Whose, explained
from indicators.explaining import Outcome
from indicators.models import Period, Result, RunDefinition
from indicators.selectors.certainty import in_one as certain_in_one
from indicators.selectors.definitions import data_of
from indicators.selectors.results import RANKED_OF
from indicators.selectors.verification import standing_in, standings_in_run
from practices.models import CommissionerLink, NetworkLink
from practices.selectors import holds_on
from scorecard.cards.models import CardItem, CardRun

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
    "percentile",
    "chance of red",
    "chance of amber",
    "chance of green",
    "too close to call",
    "best rank by chance",
    "worst rank by chance",
    "definition version",
    "queried",
    "verification",
    "source file",
    "row",
    "modelled",
    "in words",
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
    "percentile",
    "figure_id",
    "figure__file__name",
    "figure__row",
    "figure__modelled",
)


_CERTAIN = ("red", "amber", "green", "too_close", "rank_best", "rank_worst")
_OF_OUTCOME = (
    *(name for name in _FIELDS if name in Outcome.__dataclass_fields__),
    "ranked_of",
)


def result_rows(card_run: CardRun, today: dt.date) -> Iterator[tuple[Any, ...]]:
    """A row per practice and indicator under HEADER, by practice code, read as they are sent.

    Numbers stay numbers; what is missing is None, never zero. `queried` and `verification` say
    how far a figure is trusted today, not when it was banded. Chances are from 0 to 1; they and
    what follows are missing while they are being worked out, and where there are none.
    """
    standings = standings_in_run(card_run.run, today)
    period = card_run.run.period
    areas = _links(CommissionerLink, "commissioner__code", period.ends_on)
    networks = _links(NetworkLink, "network__code", period.ends_on)
    items = _items(card_run)
    results = Result.objects.of_run(card_run.run).order_by("practice__code", "definition_id")
    certain = certain_in_one(_CERTAIN)
    rows = results.values(*_FIELDS, ranked_of=RANKED_OF, certain=certain)
    for row in rows.iterator(chunk_size=5_000):
        known = row["certain"] or {}
        practice, item = row["practice_id"], items[row["definition_id"]]
        standing = standing_in(standings, row["figure_id"])
        told = item.explained(row, period)
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
            told.numbers[0].shown,
            row["value"],
            item.unit,
            row["lower"],
            row["upper"],
            told.band,
            told.why_no_band,
            told.comparison,
            item.benchmark_of(row),
            item.benchmark_name,
            row["rank"],
            row["ranked_of"],
            row["percentile"],
            *(known.get(name) for name in _CERTAIN),
            item.version,
            standing.queried,
            standing.short,
            row["figure__file__name"] or "",
            row["figure__row"],
            row["figure__modelled"],
            told.sentence,
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
        self.period_levels, self.scatter = benchmark.levels, benchmark.scatter
        self.version = definition.number

    def benchmark_of(self, row: dict[str, Any]) -> float | None:
        own: float | None = row["own_benchmark"]
        return self.benchmark if own is None else own

    def explained(self, row: dict[str, Any], period: Period) -> Explained:
        """The same as the page of the result says, of what a row of the file needs."""
        given = {name: row[name] for name in _OF_OUTCOME}
        outcome = Outcome(
            **given,
            benchmark=self.benchmark_of(row),
            benchmark_name=self.benchmark_name,
            modelled=bool(row["figure__modelled"]),
            period_levels=self.period_levels,
            scatter=self.scatter,
        )
        practice = row["practice__code"], row["practice__name"]
        whose = Whose(practice, self.before[:2], (period.code, period.name))
        return explained(whose, self.data, outcome)


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
