"""What a release is made from. Small numbers are dealt with here, once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from indicators.explaining import Outcome
from indicators.models import Result
from indicators.selectors.definitions import data_of
from indicators.selectors.results import outcome_of
from indicators.selectors.verification import NO_STANDINGS, Standings, standing_in
from indicators.standing import FigureStanding
from practices.models import Practice
from practices.selectors import atypical_on
from scorecard.cards.disclosure import PUBLIC, Policy
from scorecard.cards.models import CardItem, CardRun, Score


@dataclass(frozen=True)
class Source:
    """All that a release is made from; `told` is what may be published, by practice and item.

    `trust` says by the same keys how far the figure was trusted at that moment, `close` which
    bands are too close to call; `atypical` by practice why it is not ranked.
    """

    card_run: CardRun
    items: tuple[CardItem, ...]
    practices: tuple[Practice, ...]
    told: dict[tuple[int, int], Outcome]
    scores: dict[int, list[Score]]
    policy: Policy
    trust: dict[tuple[int, int], FigureStanding]
    close: frozenset[tuple[int, int]]
    atypical: dict[int, str]


def source_of(
    card_run: CardRun,
    items: Iterable[CardItem],
    results: Iterable[Result],
    scores: Iterable[Score],
    policy: Policy = PUBLIC,
    standings: Standings = NO_STANDINGS,
    close: Collection[tuple[int, int]] = (),
) -> Source:
    """Apply the policy to every figure that is published.

    `close` are ids of practice and definition. Of a band that is not told that is not told either.
    """
    published = tuple(item for item in items if item.public)
    by_definition: dict[int, list[Result]] = {item.definition_id: [] for item in published}
    for result in results:
        if result.definition_id in by_definition:
            by_definition[result.definition_id].append(result)
    told, trust = {}, {}
    for item in published:
        found = by_definition[item.definition_id]
        outcomes = policy.disclose(data_of(item.definition), [outcome_of(one) for one in found])
        for result, outcome in zip(found, outcomes, strict=True):
            told[result.practice_id, item.pk] = outcome
            trust[result.practice_id, item.pk] = standing_in(standings, result.figure_id)
    by_practice: dict[int, list[Score]] = {}
    practices = {}
    for score in scores:
        practices[score.practice_id] = score.practice
        by_practice.setdefault(score.practice_id, []).append(score)
    in_order = sorted(practices.values(), key=lambda one: (one.sort_key, one.code))
    definitions = {item.pk: item.definition_id for item in published}
    close_told = frozenset(
        (practice, item)
        for (practice, item), outcome in told.items()
        if outcome.band and (practice, definitions[item]) in close
    )
    return Source(
        card_run=card_run,
        items=published,
        practices=tuple(in_order),
        told=told,
        scores=by_practice,
        policy=policy,
        trust=trust,
        close=close_told,
        atypical=atypical_on(practices, card_run.run.period.ends_on),
    )
