"""What may be told of scores: nothing from which the band of a figure that is hidden follows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from scorecard.calc import weighting
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardVersion, OverallBy
from scorecard.cards.presenters.levels import how_reached
from scorecard.cards.presenters.score_cells import score_cell
from scorecard.publication.models import EditionScore
from scorecard.publication.selectors.told_parts import Hidden
from scorecard.ui.words import band_words

Json = dict[str, Any]


@dataclass(frozen=True)
class ScoresTold:
    """One practice's scores in the eyes of an audience; `domains` by the id of a domain."""

    overall: Json
    how: str
    domains: Mapping[int, Json]


def scores_told(
    version: CardVersion,
    scores: Sequence[EditionScore],
    hidden: Hidden,
    unknown: Sequence[str] = (),
) -> ScoresTold:
    """`scores` have the overall one first; `hidden` are scored indicators that are not told;
    `unknown` the domains of which too little is known."""
    overall, *domains = scores
    safe = _is_safe(version, overall, hidden) and _is_safe_by_score(version, domains, hidden)
    gone = {one.domain_id for one in hidden}
    why = "" if safe else _why_not(hidden)
    how = how_reached(version, overall.score, overall.band, overall.reds, unknown)
    return ScoresTold(
        overall=_score(version, overall, with_points=not hidden)
        if safe
        else {**NOT_TOLD, "why": why},
        how=why if hidden else how,
        domains={
            one.domain_id or 0: NOT_TOLD if one.domain_id in gone else _score(version, one, True)
            for one in domains
        },
    )


def _why_not(hidden: Hidden) -> str:
    if hidden.small:
        return "A figure behind it counts so few patients that it is withheld; the band would tell."
    return "A measure behind it is not published, and the band would tell it."


def _is_safe(version: CardVersion, overall: EditionScore, hidden: Hidden) -> bool:
    """Whether the overall band tells nothing about the bands that are hidden.

    Where reds are counted it would, if the band were another with a few reds more or less.
    """
    counting = sum(bool(one.weight and one.domain and one.domain.weight) for one in hidden)
    if version.overall_by == OverallBy.SCORE or not counting:
        return True
    levels = version.reds_amber_from or 1, version.reds_red_from or 1
    fewest, most = weighting.overall_by_reds(
        [max(overall.reds - counting, 0), overall.reds + counting],
        *levels,
        known=overall.score is not None,
    )
    return bool(fewest == most)


def _is_safe_by_score(
    version: CardVersion, domains: Sequence[EditionScore], hidden: Hidden
) -> bool:
    """Whether the band by the score would be the same whatever is withheld as too small.

    A domain with such a figure may then have any score at all. Of what is withheld by its level
    alone a band tells no count.
    """
    gone = {one.domain_id for one in hidden.small if one.weight}
    counted = [one for one in domains if one.domain and one.domain.weight]
    if version.overall_by == OverallBy.REDS or not gone & {one.domain_id for one in counted}:
        return True
    known = [one for one in counted if one.domain_id in gone or one.score is not None]
    weights = [float(one.domain.weight) for one in known if one.domain]
    ends = [
        np.average(
            [end if one.domain_id in gone else one.score or 0.0 for one in known], weights=weights
        )
        for end in (0.0, 100.0)
    ]
    worst, best = weighting.overall_band(ends, version.green_from, version.red_below)
    return bool(worst == best)


def _score(version: CardVersion, score: EditionScore, with_points: bool) -> Json:
    cell = score_cell(score.score, score.band, score.reds, version)
    return {
        "score": cell.score if with_points else "",
        "band": score.band,
        **asdict(cell.words),
    }


NOT_TOLD: Json = {
    "score": "",
    "band": int(Band.NONE),
    **asdict(band_words(Band.NONE, NoBand.WITHHELD)),
}
# Where the level for the whole lets no score be told by name.
NOT_PUBLISHED: Json = {**NOT_TOLD, "word": "Not published"}
