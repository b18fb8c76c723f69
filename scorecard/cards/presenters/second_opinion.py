"""The rank of each practice by standardised values, beside its rank by bands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators import rules
from indicators.judging import UNRANKED
from scorecard.calc import composite, ranks
from scorecard.calc.rounding import show
from scorecard.calc.types import Flags, Floats, NoBand, Polarity, TargetRange
from scorecard.cards.models import CardItem
from scorecard.cards.selectors.pictures import NOTHING, Picture
from scorecard.cards.services.trying import scheme_of

METHOD = (
    "A second opinion, by values instead of bands: how far each figure lies from the mean of all"
    f" typical practices, in standard deviations (at most {composite.LIMIT:.0f} either way, more"
    " is better), weighed by the same weights over what there is. It sees differences inside a"
    " band and does not ask whether a figure is good enough; what is missing or too few is left"
    " out, also where the score counts silence as red."
)
FAR = 25.0  # per cent of the ranks


@dataclass(frozen=True)
class SecondOpinion:
    """One entry per practice; `words` are the method, what was left out and how far both agree."""

    scores: Floats
    coverage: Floats
    ranks: Floats
    words: tuple[str, ...]


def second_opinion(seen: Picture, peers: Flags, by_bands: Floats) -> SecondOpinion:
    """By the values of the run. `peers` are the typical practices, `by_bands` their scores."""
    values, states = _columns(seen)
    directions = [_direction(item) for item in seen.items]
    judged = np.array([one is not Polarity.NONE for one in directions], dtype=bool)
    scheme = scheme_of(seen, NOTHING)
    found = composite.score(
        composite.standardised(values, directions, peers),
        scheme.domain_of,
        scheme.weights,
        scheme.domain_weights,
        scheme.minimum_coverage,
        (states != NoBand.NOT_APPLICABLE) & judged,
    )
    scores = found.overall_scores
    words = (METHOD, *_left_out(seen.items, judged), *_agreement(by_bands, scores))
    return SecondOpinion(scores, found.overall_coverage, ranks.rank(scores, Polarity.HIGH), words)


def _columns(seen: Picture) -> tuple[Floats, np.ndarray]:
    """Values and states of every item; what the run does not have is missing."""
    shape = len(seen.practices), len(seen.items)
    values, states = np.full(shape, np.nan), np.full(shape, NoBand.NO_DATA, np.int8)
    column_of = {definition: at for at, definition in enumerate(seen.arrays.definitions)}
    for at, item in enumerate(seen.items):
        column = column_of.get(item.definition_id)
        if column is not None:
            values[:, at] = seen.arrays.value[:, column]
            states[:, at] = seen.arrays.states[:, column]
    return np.where(np.isin(states, UNRANKED), np.nan, values), states


def _direction(item: CardItem) -> Polarity:
    """Which way is good; none where both too little and too much are bad."""
    if isinstance(rules.read(item.definition.rule), TargetRange):
        return Polarity.NONE
    return Polarity(item.definition.polarity)


def _left_out(items: Sequence[CardItem], judged: Flags) -> list[str]:
    codes = [item.definition.code for item, one in zip(items, judged, strict=True) if not one]
    if not codes:
        return []
    return [f"Left out of it, because more is neither better nor worse: {', '.join(codes)}."]


def _agreement(one: Floats, two: Floats) -> list[str]:
    """How many practices stand elsewhere by the two; the middle place of those that tie."""
    both = ~np.isnan(one) & ~np.isnan(two)
    if both.sum() < 2:
        return []
    places = [ranks.percentile(scores, Polarity.HIGH, both)[both] for scores in (one, two)]
    far = int((np.abs(places[0] - places[1]) > FAR).sum())
    return [
        f"At {show(far)} of {show(int(both.sum()))} practices the two ranks are further apart than"
        " a quarter of all ranks (who ties stands in the middle of those who do)."
    ]
