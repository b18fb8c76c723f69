"""What may be told of scores: nothing from which the band of a figure that is hidden follows."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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
    """One practice's scores in the eyes of an audience; `domains` by the id of a domain.
    `says_rule`: `how` has the levels of the rule in it."""

    overall: Json
    how: str
    says_rule: bool
    domains: Mapping[int, Json]


def scores_told(
    version: CardVersion,
    scores: Sequence[EditionScore],
    hidden: Hidden,
    unknown: Sequence[str] = (),
    reds: int = 0,
) -> ScoresTold:
    """`scores` have the overall one first; `hidden` are scored indicators that are not told;
    `unknown` the domains of which too little is known; `reds` are those that are told."""
    overall, *domains = scores
    small = {one.pk for one in hidden.small}
    levelled = [one for one in hidden if one.pk not in small]
    safe = _is_safe(version, overall, hidden, reds) if levelled else _is_settled(overall, hidden)
    touched = {one.domain_id for one in hidden}
    gone = {one.domain_id for one in levelled} | {
        one.domain_id for one in domains if one.domain_id in touched and not one.settled
    }
    why = "" if safe else _why_not(hidden)
    how = how_reached(version, overall.score, overall.band, overall.reds, unknown)
    return ScoresTold(
        overall=_score(version, overall, with_points=not hidden)
        if safe
        else {**NOT_TOLD, "why": why},
        how=why if hidden else how,
        says_rule=bool(overall.band) and not hidden,
        domains={
            one.domain_id or 0: NOT_TOLD
            if one.domain_id in gone
            else _score(version, one, with_points=one.domain_id not in touched)
            for one in domains
        },
    )


def _why_not(hidden: Hidden) -> str:
    if hidden.small:
        return "A figure behind it counts so few patients that it is withheld; the band would tell."
    return "A measure behind it is not published, and the band would tell it."


def _is_settled(overall: EditionScore, hidden: Hidden) -> bool:
    return overall.settled or not hidden.small


def _is_safe(version: CardVersion, overall: EditionScore, hidden: Hidden, reds: int) -> bool:
    """Whether the overall band tells nothing about the bands that are hidden, some by their level.

    Of those a band tells no count. Where reds are counted it would tell whether one is red, if a
    few more than are told made it another: how many there really are must not decide it.
    """
    if version.overall_by == OverallBy.SCORE or not _is_settled(overall, hidden):
        return _is_settled(overall, hidden)
    counting = sum(bool(one.weight and one.domain and one.domain.weight) for one in hidden)
    fewest, most = weighting.overall_by_reds(
        [reds, reds + counting],
        version.reds_amber_from or 1,
        version.reds_red_from or 1,
        known=overall.score is not None,
    )
    return bool(fewest == most)


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
