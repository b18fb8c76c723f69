"""How the band of a whole practice comes about, in sentences: the rule, and one practice."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scorecard.calc.rounding import show_apart
from scorecard.calc.types import Band, NoBand
from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.sections import Placed
from scorecard.charts.words import counted
from scorecard.ui.words import BANDS


def overall_rule(version: CardVersion) -> str:
    """The rule that bands a whole practice."""
    if version.overall_by == "score":
        return f"{_upper(_score_rule(version))}."
    if version.overall_by == "reds":
        return f"{_upper(_reds_rule(version))}."
    return (
        f"The worse of two bands counts. By the score: {_score_rule(version)}."
        f" By the number of reds: {_reds_rule(version)}."
    )


def domain_rule(version: CardVersion) -> str:
    """The rule that bands a domain: always by its score."""
    return f"{_upper(_score_rule(version))}."


def how_reached(
    version: CardVersion,
    score: float | None,
    band: int,
    reds: int,
    unknown: Sequence[str] = (),
) -> str:
    """How one practice came to its band: "Amber: 4 reds, amber from 3, red from 6."

    `unknown` are the domains of which too little is known, as from `too_little_known`.
    """
    if not band:
        return f"No band: {_why_none(version, unknown)}."
    word, by_reds = BANDS[Band(band)].word, _reds_words(version, reds)
    if score is None:
        return f"{word}: {by_reds}, whatever the missing figures say."
    by_score = _score_words(version, score)
    if version.overall_by == "score":
        return f"{word}: {by_score}."
    if version.overall_by == "reds":
        return f"{word}: {by_reds}."
    return f"{word}, the worse of two: {by_score}; and {by_reds}."


def too_little_known(
    items: Iterable[Placed], states: Mapping[int, int], scores: Iterable[Any]
) -> list[str]:
    """The domains with weight that have no score, though something was due from the practice.

    `states` say, by the id of an item, why it has no band; `scores` are a practice's, of a run
    or of an edition.
    """
    due = {
        item.domain_id
        for item in items
        if item.weight and states.get(item.pk, NoBand.NOT_APPLICABLE) != NoBand.NOT_APPLICABLE
    }
    return [
        one.domain.name
        for one in scores
        if one.domain and one.domain.weight and one.score is None and one.domain_id in due
    ]


def coverage_rule(version: CardVersion) -> str:
    """What must be known for a score, and what follows where it is not."""
    least = version.minimum_coverage
    share = f"at least {least:.0%}" if least else "any"
    rule = (
        f"A domain has a score where {share} of its weights have a band, and the whole where the"
        f" domains with a score stand for {share} of the weights."
    )
    if version.overall_by == "score":
        return rule
    return f"{rule} Without a score of the whole a practice is neither green nor amber."


def score_words(score: float | None, version: CardVersion) -> str:
    """A score from 0 to 100 as a whole number, with decimals where it would seem to reach a
    level that it misses: 69.6 is not 70. Empty where there is none."""
    if score is None:
        return ""
    texts = [show_apart(score, level)[0] for level in (version.green_from, version.red_below)]
    return max(texts, key=len)


def _why_none(version: CardVersion, unknown: Sequence[str]) -> str:
    if not unknown:
        return "too little is known"
    names = " and ".join(filter(None, (", ".join(unknown[:-1]), unknown[-1])))
    if not version.minimum_coverage:
        return f"nothing is known of {names}"
    least = f"{version.minimum_coverage:.0%}"
    return f"too little is known of {names}, where less than {least} of the weights have a band"


def _score_rule(version: CardVersion) -> str:
    green, red = version.green_from, version.red_below
    between = "" if green == red else ", amber between"
    return f"green from {green:g} of 100 points, red below {red:g}{between}"


def _reds_rule(version: CardVersion) -> str:
    amber, red = version.reds_amber_from or 0, version.reds_red_from or 0
    below = f"green with fewer than {amber}" if amber > 1 else "green with none"
    if amber == red:
        return f"red from {counted(red, 'red', 'reds')}, {below}"
    return f"amber from {counted(amber, 'red', 'reds')}, red from {red}, {below}"


def _score_words(version: CardVersion, score: float) -> str:
    shown = score_words(score, version)
    green, red = version.green_from, version.red_below
    return f"{shown} of 100 points, green from {green:g}, red below {red:g}"


def _reds_words(version: CardVersion, reds: int) -> str:
    amber, red = version.reds_amber_from or 0, version.reds_red_from or 0
    levels = f"red from {red}" if amber == red else f"amber from {amber}, red from {red}"
    return f"{counted(reds, 'red', 'reds')}, {levels}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
