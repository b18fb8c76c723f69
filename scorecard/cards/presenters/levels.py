"""How the band of a whole practice comes about, in sentences: the rule, and one practice."""

from scorecard.calc.rounding import show_apart
from scorecard.calc.types import Band
from scorecard.cards.models import CardVersion
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


def how_reached(version: CardVersion, score: float | None, band: int, reds: int) -> str:
    """How one practice came to its band: "Amber: 4 reds, amber from 3, red from 6." """
    if not band or score is None:
        return f"No band: less than {version.minimum_coverage:.0%} of the weights have a band."
    word = BANDS[Band(band)].word
    by_score, by_reds = _score_words(version, score), _reds_words(version, reds)
    if version.overall_by == "score":
        return f"{word}: {by_score}."
    if version.overall_by == "reds":
        return f"{word}: {by_reds}."
    return f"{word}, the worse of two: {by_score}; and {by_reds}."


def score_words(score: float | None, version: CardVersion) -> str:
    """A score from 0 to 100 as a whole number, with decimals where it would seem to reach a
    level that it misses: 69.6 is not 70. Empty where there is none."""
    if score is None:
        return ""
    texts = [show_apart(score, level)[0] for level in (version.green_from, version.red_below)]
    return max(texts, key=len)


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
