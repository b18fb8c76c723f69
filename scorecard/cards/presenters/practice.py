"""One indicator of one practice in words, as its own page and the released pages say it."""

from dataclasses import dataclass

from indicators.explained import rank_words
from indicators.explaining import (
    Explanation,
    Outcome,
    explain,
    interval_words,
    value_words,
)
from indicators.models import Definition
from indicators.selectors.definitions import data_of
from indicators.standing import NOTHING, FigureStanding
from scorecard.cards.presenters.certainty import NOTHING_TOLD, Told
from scorecard.ui.words import COMPARISONS, Words, band_words


@dataclass(frozen=True)
class ResultLine:
    """One indicator of one practice, in words."""

    code: str
    name: str
    description: str
    value: str
    interval: str
    words: Words
    comparison: str
    rank: str
    explanation: Explanation
    standing: FigureStanding
    modelled: bool
    certainty: Told

    @property
    def figure(self) -> str:
        """The value; empty where the band's own words say why there is none."""
        return "" if self.value == self.words.word else self.value


def result_line(
    definition: Definition,
    outcome: Outcome,
    standing: FigureStanding = NOTHING,
    certainty: Told = NOTHING_TOLD,
) -> ResultLine:
    data = data_of(definition)
    return ResultLine(
        code=definition.code,
        name=definition.name,
        description=definition.description,
        value=value_words(data, outcome),
        interval=interval_words(data, outcome),
        words=band_words(outcome.band, outcome.no_band),
        comparison=COMPARISONS[outcome.comparison],  # type: ignore[index]
        rank=rank_words(outcome),
        explanation=explain(data, outcome),
        standing=standing,
        modelled=outcome.modelled,
        certainty=certainty,
    )
