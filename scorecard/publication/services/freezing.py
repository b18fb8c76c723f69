"""Copying a run into an edition, after small numbers were dealt with. Written once."""

from collections.abc import Iterable, Iterator

from django.db import connection
from django.utils import timezone

from indicators.explaining import Outcome
from indicators.models import Result, RunDefinition
from indicators.selectors.certainty import of_run as certain_of_run
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of, results_of
from indicators.selectors.verification import Standings, standing_in, standings_in_run
from practices.models import ListKind, Practice
from practices.selectors import atypical_on, list_sizes, networks_by_practice
from scorecard.calc.types import NoBand
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.versions import items_of
from scorecard.publication.models import (
    Edition,
    EditionFigure,
    EditionIndicator,
    EditionPractice,
)
from scorecard.publication.selectors.editions import small_numbers_of

BATCH = 2_000
COPIED = (
    *("numerator", "denominator", "value", "lower", "upper", "rank", "percentile"),
    *("band", "no_band", "comparison", "modelled", "text", "own_levels"),
)


def freeze(*, edition: Edition) -> None:
    """Write everything that the edition will ever say. To be called in a transaction."""
    _practices(edition)
    _scores(edition)
    policy = small_numbers_of(edition.rules)
    run = edition.card_run.run
    close = frozenset(
        certain_of_run(run).filter(too_close=True).values_list("practice_id", "definition_id")
    )
    standings = standings_in_run(run, timezone.localdate(edition.drafted_at))
    judged = {one.definition_id: one for one in run.definitions.all()}
    by_definition: dict[int, list[Result]] = {}
    for result in results_of(run):
        by_definition.setdefault(result.definition_id, []).append(result)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE publication_editionfigure_{edition.pk}"
            f" PARTITION OF publication_editionfigure FOR VALUES IN ({edition.pk})"
        )
    for order, item in enumerate(items_of(edition.card_run.version)):
        results = by_definition.get(item.definition_id, [])
        told = policy.disclose(data_of(item.definition), [outcome_of(one) for one in results])
        EditionFigure.objects.bulk_create(
            _figures(edition, results, told, close, standings), batch_size=BATCH
        )
        _indicator(edition, item, order, judged.get(item.definition_id), results, told)
    _key(f"publication_editionfigure_{edition.pk}")


def _key(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNIQUE INDEX ON {table} (practice_id, definition_id)")
        cursor.execute(f"CREATE INDEX ON {table} (definition_id)")
        # What is withheld, for scores that would tell it.
        cursor.execute(f"CREATE INDEX ON {table} (practice_id) WHERE no_band = {NoBand.WITHHELD}")


def _figures(
    edition: Edition,
    results: Iterable[Result],
    told: Iterable[Outcome],
    close: frozenset[tuple[int, int]],
    standings: Standings,
) -> Iterator[EditionFigure]:
    for result, outcome in zip(results, told, strict=True):
        place = result.practice_id, result.definition_id
        standing = standing_in(standings, result.figure_id)
        own = outcome.benchmark if result.own_benchmark is not None else None
        yield EditionFigure(
            edition=edition,
            practice_id=place[0],
            definition_id=place[1],
            own_benchmark=own,
            close=bool(outcome.band) and place in close,
            standing=standing.kind,
            standing_on=standing.on,
            standing_until=standing.until,
            **{name: getattr(outcome, name) for name in COPIED},
        )


def _indicator(
    edition: Edition,
    item: CardItem,
    order: int,
    judged: RunDefinition | None,
    results: list[Result],
    told: list[Outcome],
) -> None:
    """The benchmark is that of everybody; where the policy took it from one it took it from all."""
    compared = [one for one in told if one.benchmark_name]
    common = [
        one.benchmark
        for one, result in zip(told, results, strict=True)
        if result.own_benchmark is None and one.benchmark is not None
    ]
    EditionIndicator.objects.create(
        edition=edition,
        definition=item.definition,
        code=item.definition.code,
        name=item.definition.name,
        role=item.role,
        domain=item.domain,
        weight=item.weight,
        order=order,
        if_missing=item.if_missing,
        capped=not item.public,
        benchmark=common[0] if common else None,
        benchmark_name=compared[0].benchmark_name if compared else "",
        ranked_of=judged.ranked_of if judged else None,
        scatter=judged.scatter if judged else None,
        period_levels=judged.levels if judged else None,
    )


def _practices(edition: Edition) -> None:
    day = edition.release.period.ends_on
    scored = edition.card_run.scores.filter(domain=None)
    practices = list(Practice.objects.filter(pk__in=scored.values("practice")))
    ids = [one.pk for one in practices]
    networks = networks_by_practice(practices, day)
    patients = list_sizes(ids, ListKind.REGISTERED, day)
    atypical = atypical_on(ids, day)
    EditionPractice.objects.bulk_create(
        [
            EditionPractice(
                edition=edition,
                practice=one,
                code=one.code,
                name=one.name,
                sort_key=one.sort_key,
                postcode=one.postcode,
                network_code=networks[one.pk].code if one.pk in networks else "",
                network_name=networks[one.pk].name if one.pk in networks else "",
                patients=patients.get(one.pk),
                atypical=atypical.get(one.pk, ""),
            )
            for one in practices
        ],
        batch_size=BATCH,
    )


def _scores(edition: Edition) -> None:
    """As they are; what of them may be told depends on who reads (`selectors.told`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO publication_editionscore"
            " (edition_id, practice_id, domain_id, score, band, reds)"
            " SELECT %s, practice_id, domain_id, score, band, reds FROM cards_score"
            " WHERE card_run_id = %s",
            [edition.pk, edition.card_run_id],
        )
