"""Finding banded periods, and reading what a run says."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, JSONField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from indicators.explaining import Outcome
from indicators.models import Period, Result, Run, RunPart
from indicators.selectors.baselines import begun_inside
from indicators.selectors.certainty import of_run as certain_of_run
from indicators.selectors.verification import FACTS, FACTS_FROM
from indicators.services.certainty import KIND
from practices.models import Commissioner, Practice
from practices.selectors import atypical_on, with_atypical
from scorecard.cards.models import CardItem, CardRun, CardVersion, Score
from scorecard.cards.selectors.not_banded import not_banded
from scorecard.jobs.selectors import under_way

_OUTCOME = ("band", "no_band", "comparison", "value", "text", "queried", "own_levels")

# One statement for page and facts: the grid has few queries to spare.
_FACTS = f"""(
    SELECT coalesce(jsonb_agg(jsonb_build_array({FACTS})), '[]') FROM indicators_result r
    JOIN indicators_rundefinition rd ON rd.definition_id = r.definition_id
        AND rd.part_id = r.part_id
    JOIN indicators_figure f ON f.id = r.figure_id {FACTS_FROM}
    WHERE r.part_id = ANY(%s) AND rd.run_id = %s AND r.practice_id = practices_practice.id
)"""  # noqa: S608


@dataclass(frozen=True)
class BandedPeriods:
    """The newest run of every banded period, newest period first, and the one being read."""

    current: CardRun
    runs: tuple[CardRun, ...]

    @property
    def previous(self) -> CardRun | None:
        """The newest run of the period before the current one."""
        after = self.runs[self.runs.index(self.current) + 1 :]
        return after[0] if after else None


def newest_runs(commissioner: Commissioner | Subquery) -> list[CardRun]:
    """The newest run of every period, newest period first."""
    found = (
        CardRun.objects.filter(run__commissioner=commissioner)
        .select_related("run__period", "version__scorecard__commissioner")
        .order_by("run__period_id", "-run__finished_at", "-pk")
        .distinct("run__period_id")
    )
    return sorted(found, key=_days, reverse=True)


def run_before(card_run: CardRun) -> CardRun | None:
    """The banding of the same period that this one took the place of, if its results are there."""
    run = card_run.run
    earlier = CardRun.objects.filter(run__period=run.period_id, run__pruned_at=None).filter(
        Q(run__finished_at__lt=run.finished_at)
        | Q(run__finished_at=run.finished_at, run_id__lt=run.pk)
    )
    return earlier.select_related("run__period", "version__scorecard__commissioner").first()


def _days(card_run: CardRun) -> tuple[dt.date, dt.date]:
    """Of a year and a quarter that end on the same day the quarter is the newer."""
    return card_run.run.period.ends_on, card_run.run.period.starts_on


def banded_periods(commissioner: Commissioner | Subquery, code: str = "") -> BandedPeriods | None:
    """The banded periods with the one called `code` (or the newest) chosen.

    None when nothing is banded yet. Raises NotFoundInWords for a period that is not banded.
    """
    runs = newest_runs(commissioner)
    if code:
        chosen = [one for one in runs if one.run.period.code == code]
        if not chosen:
            raise not_banded(commissioner, code, runs)
        return BandedPeriods(chosen[0], tuple(runs))
    return BandedPeriods(runs[0], tuple(runs)) if runs else None


def why_atypical(practice: Practice, periods: BandedPeriods | None) -> str:
    """Why it is left out on the last day of the period; "" for a practice like the others."""
    if periods is None:
        return ""
    return atypical_on([practice], periods.current.run.period.ends_on).get(practice.pk, "")


def practices_with_results(
    card_run: CardRun,
    sort: str = "name",
    practices: Sequence[int] | None = None,
    only_close: bool = False,
) -> QuerySet[Practice]:
    """Practices of a run with `outcomes` and `scores` as lists of dictionaries, in one query;
    `facts` say how far their figures are trusted (`read_packed`), `close` are the weighted
    definitions on which the band is too close to call; `only_close`: who has at least one;
    `why_atypical` that one is not ranked.

    `sort`: name, best or worst (by overall score, practices without one last).
    """
    run = card_run.run
    results = Result.objects.of_run(run).filter(practice=OuterRef("pk"))
    levels = F("definition__rundefinition__levels")
    scores = Score.objects.filter(card_run=card_run, practice=OuterRef("pk"))
    weighted = card_run.version.items.filter(role=CardItem.Role.WEIGHTED)
    close = certain_of_run(run).filter(
        practice=OuterRef("pk"), too_close=True, definition__in=weighted.values("definition")
    )
    everybody = Practice.objects.filter(score__card_run=card_run, score__domain=None)
    found = with_atypical(everybody, card_run.run.period.ends_on).annotate(
        total=Window(Count("pk")),
        overall_score=F("score__score"),
        outcomes=ArraySubquery(
            results.values(
                json=JSONObject(
                    definition="definition_id",
                    figure="figure_id",
                    period_levels=levels,
                    **_same(_OUTCOME),
                )
            )
        ),
        close=ArraySubquery(close.values("definition_id")),
        facts=RawSQL(_FACTS, [run.parts, run.pk], output_field=JSONField()),
        scores=ArraySubquery(
            scores.values(json=JSONObject(**_same(("domain", "score", "band", "reds"))))
        ),
    )
    if practices is not None:
        found = found.filter(pk__in=practices)
    if only_close:
        found = found.filter(Exists(close))
    order = {
        "best": F("overall_score").desc(nulls_last=True),
        "worst": F("overall_score").asc(nulls_last=True),
    }.get(sort, F("sort_key").asc())
    return found.order_by(order, "sort_key", "code")


def outcome_from(row: dict[str, Any]) -> Outcome:
    """The outcome in one entry of `outcomes`."""
    return Outcome(**{name: row[name] for name in (*_OUTCOME, "period_levels")})


def scores_of(card_run: CardRun, practice: Practice) -> list[Score]:
    """The overall score first, then domain by domain."""
    return list(
        card_run.scores.filter(practice=practice)
        .select_related("domain")
        .order_by(F("domain__order").asc(nulls_first=True))
    )


def history_of(
    card_run: CardRun,
    practice: Practice,
    indicator_id: int,
    newest: Sequence[CardRun] | None = None,
) -> list[tuple[CardRun, Result]]:
    """One practice's results on one indicator up to a run's period, oldest first; `begun` are the
    new baselines that people set (for `indicators.baselines.read`).

    `newest` are those of `newest_runs`, where they are read already."""
    last = card_run.run.period.ends_on
    if newest is None:
        newest = newest_runs(card_run.version.scorecard.commissioner)
    runs = {one.run_id: one for one in newest if one.run.period.ends_on <= last}
    # A part is of one period, and so of one of these runs only.
    of_part = {part: pk for pk, one in runs.items() for part in one.run.parts}
    found = Result.objects.filter(
        part__in=of_part,
        practice=practice,
        definition__indicator=indicator_id,
        definition__rundefinition__run__in=runs,
        definition__rundefinition__part=F("part"),
    ).select_related("definition__indicator")
    found = found.annotate(begun=begun_inside(practice, indicator_id))
    by_run = {of_part[result.part_id]: result for result in found}
    return [(runs[pk], by_run[pk]) for pk in reversed(list(runs)) if pk in by_run]


def score_history(
    periods: BandedPeriods, practice: Practice, months: int = 24
) -> list[tuple[CardRun, Score]]:
    """A practice's overall scores up to the period being read, oldest first."""
    last = periods.current.run.period.ends_on
    runs = {
        one.pk: one
        for one in periods.runs
        if one.run.period.ends_on <= last and months_between(one.run.period.ends_on, last) < months
    }
    scores = Score.objects.filter(card_run__in=runs, practice=practice, domain=None)
    by_run = {score.card_run_id: score for score in scores}
    return [(runs[pk], by_run[pk]) for pk in reversed(list(runs)) if pk in by_run]


def second_pass(run: Run) -> tuple[bool, bool]:
    """Whether the second pass over the run has ended, and whether a job is at it."""
    waits = RunPart.objects.filter(pk__in=run.parts, certain_at=None)
    job = Exists(under_way(KIND, str(run.pk)))
    found = waits.annotate(job=job).values_list("job", flat=True).first()
    return found is None, bool(found)


def months_between(first: dt.date, last: dt.date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _same(names: Sequence[str]) -> dict[str, str]:
    return {name: name for name in names}


def banded_by(version: CardVersion, period: Period) -> bool:
    return CardRun.objects.filter(version=version, run__period=period).exists()
