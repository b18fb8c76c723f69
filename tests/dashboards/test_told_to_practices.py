"""What a practice is told of the others: never so much that a neighbour's figure follows from it.

Whoever reads knows one figure already: one's own.
"""

import re

import numpy as np
import pytest
from django.urls import reverse

from indicators.definitions import DefinitionData
from indicators.inputs import Figures
from scorecard.accounts.roles import Role
from scorecard.calc.types import NoBand
from scorecard.cards.around import MANY, OTHERS, UNKNOWN, similar_of, spread_of
from scorecard.cards.models import CardRun
from scorecard.cards.services.around import keep_around
from tests.areas import CARD, NOW, PROPORTION, Area

AGAINST_AREA = {**CARD, "indicators": [{**PROPORTION, "comparator": "area"}, CARD["indicators"][1]]}


def figures(*pairs, counts=True, typical=None):
    above, below = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    nothing = np.full(above.size, np.nan)
    return Figures(
        numerator=above if counts else nothing,
        denominator=below if counts else nothing,
        value=100 * above / below,
        spread=nothing,
        states=np.full(above.size, NoBand.BANDED, np.int8),
        peers=np.ones(above.size, bool) if typical is None else np.array(typical),
    )


def of(number, **more):
    return figures(*((50 + at, 100) for at in range(number)), **more)


@pytest.fixture
def share():
    known = ("name", "description", "kind", "multiplier", "unit", "polarity", "sampling")
    return DefinitionData(**{field: PROPORTION[field] for field in known})


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_area_is_not_told_to_who_could_subtract_himself(share, number):
    assert spread_of(share, of(number)) == UNKNOWN


def test_the_area_is_told_from_three_others_on_and_its_spread_from_ten_practices(share):
    for number in (OTHERS + 1, MANY - 1):
        found = spread_of(share, of(number))
        assert found.area is not None
        assert (found.lowest, found.quarter, found.middle, found.highest) == (None,) * 4
    assert spread_of(share, of(MANY)).quarter == pytest.approx(52.25)


def test_a_middle_value_is_somebodys_own_and_is_told_among_ten(share):
    assert spread_of(share, of(MANY - 1, counts=False)) == UNKNOWN
    assert spread_of(share, of(MANY, counts=False)).area == pytest.approx(54.5)


def test_counts_of_three_do_not_tell_although_four_have_a_value(share):
    half = of(4)
    half.numerator[3] = half.denominator[3] = np.nan
    assert spread_of(share, half) == UNKNOWN


def test_practices_unlike_the_others_do_not_make_up_the_number(share):
    assert spread_of(share, of(4, typical=[True, True, True, False])) == UNKNOWN


def test_the_similar_are_not_told_where_the_area_less_them_is_one_practice(share):
    """The first of twelve has ten similar ones; the area less these ten and itself is one."""
    ten = np.array(
        [[at for at in range(12) if at not in (own, (own + 1) % 12)] for own in range(12)]
    )
    assert np.isnan(similar_of(share, of(12), ten)).all()
    ten = np.array([[at for at in range(14) if at != own][:10] for own in range(14)])
    assert not np.isnan(similar_of(share, of(14), ten)).any()


def test_two_similar_practices_are_too_few(share):
    groups = np.array([[1, 2, -1]] * 9)
    assert np.isnan(similar_of(share, of(9), groups)).all()


@pytest.fixture
def three(db):
    """Three practices have a figure, one sent none; compared with the area by agreement."""
    area = Area(card=AGAINST_AREA)
    area.practices.append(area.add_practice(4))
    for number, events in ((1, 40), (2, 70), (3, 95)):
        area.record(number, "ACC01", numerator=events, denominator=100)
    area.band()
    return area


def texts(client, area, kept):
    if kept:
        keep_around(card_run=CardRun.objects.get(), by=None, at=NOW)
    client.force_login(area.user(Role.PRACTICE_MANAGER, area.practices[0]))
    names = ("practice-results", "practice-side")
    answers = [client.get(reverse(name, args=["Z01001"])).text for name in names]
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in answers]


@pytest.mark.parametrize("kept", [False, True])
def test_page_and_side_say_in_words_that_too_few_have_a_figure(client, three, kept):
    page, side = texts(client, three, kept)
    for text in (page, side):
        assert "68.3%" not in text  # the three together
        assert "Not told: fewer than 3 other practices have a figure" in text
    assert "40.0% 30.9% to 49.8%" in page


def test_the_file_for_print_says_it_too(client, three):
    pytest.importorskip("weasyprint", reason="PDFs need Debian's pango", exc_type=OSError)
    client.force_login(three.user(Role.PRACTICE_MANAGER, three.practices[0]))
    assert client.get(reverse("practice-pdf", args=["Z01001"])).status_code == 200


def test_the_page_of_one_result_says_the_comparison_without_the_areas_value(client, three):
    """Also as data. The commissioner, who sees every practice, reads the value."""
    own, ours = (Role.PRACTICE_MANAGER, three.practices[0]), (Role.ANALYST,)
    for who, name, args, tells in (
        (own, "practice-result", ["Z01001", "ACC01"], False),
        (ours, "area-result", ["Z01", "Z01001", "ACC01"], True),
    ):
        client.force_login(three.user(*who))
        for query in ("", "?format=json"):
            text = client.get(reverse(name, args=args) + query).text
            assert ("68.3" in text) is tells
            assert ("fewer than 3 other practices have a figure" in text) is not tells


def test_an_area_of_enough_practices_is_told_on_the_page_of_a_result(client, three):
    three.record(4, "ACC01", numerator=70, denominator=100)
    three.band()
    client.force_login(three.user(Role.PRACTICE_MANAGER, three.practices[0]))
    text = client.get(reverse("practice-result", args=["Z01001", "ACC01"])).text
    assert "all practices together: 68.8%" in text
