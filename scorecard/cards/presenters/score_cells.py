"""A score with its band, as it stands in a list of practices: page, release and grid."""

from dataclasses import dataclass

from scorecard.cards.models import CardVersion
from scorecard.cards.presenters.levels import score_words
from scorecard.ui.words import Words, band_words

NO_SCORE = "No score"

_NOTHING = Words(NO_SCORE, "○", "none", "Too little is known.", "Too little is known to say.")


@dataclass(frozen=True)
class ScoreCell:
    score: str
    words: Words
    reds: int


def score_cell(score: float | None, band: int, reds: int, version: CardVersion) -> ScoreCell:
    words = band_words(band) if band else _NOTHING
    return ScoreCell(score_words(score, version), words, reds)
