"""One figure of an edition in words, and a practice's figures in a sentence."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from indicators import legends
from scorecard.calc.types import Band
from scorecard.cards.presenters.practice import result_line
from scorecard.charts.words import counted
from scorecard.publication.models import EditionIndicator
from scorecard.publication.selectors.told import WEIGHTED, ToldFigure
from scorecard.ui.words import BANDS, THE_AREA, TOO_CLOSE, public_comparison

Json = dict[str, Any]


def line(one: ToldFigure) -> Json:
    """One figure in words."""
    item, told = one.indicator, one.outcome
    shown = result_line(item.definition, told, one.standing)
    return {
        "code": shown.code,
        "name": shown.name,
        "description": shown.description,
        "rationale": item.definition.rationale,
        "legend": legends.legend(item.definition, told.period_levels),
        "value": shown.value,
        "figure": shown.figure,
        "interval": shown.interval,
        "band": told.band,
        "no_band": told.no_band,
        "comparison": public_comparison(told.comparison, item.definition.polarity, _than(item)),
        "sentences": shown.explanation.sentences,
        "source": item.definition.source,
        "weighted": item.role == "weighted",
        "queried": one.standing.queried,
        "modelled": shown.modelled,
        "certainty": TOO_CLOSE.word if one.close else "",
        "standing": {"kind": one.standing.kind.value, "words": one.standing.public},
        "says": one.says,
    }


def short_words(figures: Sequence[ToldFigure]) -> str:
    """ "Of 12 measures with a band 7 are green, 3 amber and 2 red; 1 is too close to call." """
    banded = [one for one in figures if one.indicator.role == WEIGHTED and one.outcome.band]
    if not banded:
        return ""
    counts = Counter(Band(one.outcome.band) for one in banded)
    first, *others = [f"{counts[band]} {words.word.lower()}" for band, words in BANDS.items()]
    are = first.replace(" ", " is " if counts[Band.GREEN] == 1 else " are ", 1)
    measures = counted(len(banded), "measure", "measures")
    said = f"Of {measures} with a band {are}, {' and '.join(others)}"
    close = sum(one.close for one in banded)
    return f"{said}; {counted(close, 'is', 'are')} too close to call." if close else f"{said}."


def too_close(figures: Sequence[ToldFigure]) -> str:
    return f"{TOO_CLOSE.word}: {TOO_CLOSE.public}" if any(one.close for one in figures) else ""


def _than(item: EditionIndicator) -> str:
    """With what the public's comparison is made."""
    return THE_AREA if item.definition.comparator == "area" else legends.others(item.definition)
