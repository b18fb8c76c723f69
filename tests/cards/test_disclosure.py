"""Small numbers at the publication boundary."""

import pytest

from indicators.definitions import DefinitionData
from indicators.explaining import Outcome
from scorecard.calc.types import Band, NoBand
from scorecard.cards.disclosure import PUBLIC

DATA = DefinitionData(
    name="Seen",
    description="",
    kind="proportion",
    polarity="high",
    numerator="a",
    denominator="b",
    multiplier=100,
)


def told(numerator, denominator, **changes):
    outcome = Outcome(
        band=Band.GREEN,
        no_band=0,
        numerator=numerator,
        denominator=denominator,
        value=100 * numerator / denominator,
        rank=1,
        ranked_of=3,
    )
    return PUBLIC.disclose(DefinitionData(**{**DATA.__dict__, **changes}), outcome)


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 100), (5, 100), (97, 100), (2, 4)])
def test_a_small_count_or_a_small_rest_withholds_the_whole_outcome(numerator, denominator):
    hidden = told(numerator, denominator)
    assert (hidden.band, hidden.no_band) == (Band.NONE, NoBand.WITHHELD)
    values = (hidden.numerator, hidden.denominator, hidden.value, hidden.rank, hidden.ranked_of)
    assert values == (None,) * 5


@pytest.mark.parametrize(("numerator", "denominator"), [(6, 100), (0, 100), (100, 100), (50, 100)])
def test_other_counts_are_told(numerator, denominator):
    assert told(numerator, denominator).numerator == numerator


def test_what_is_public_already_or_no_count_of_patients_is_told():
    assert told(1, 100, supplied_by="national").numerator == 1
    assert told(1, 100, kind="ratio").numerator == 1
