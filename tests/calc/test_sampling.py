"""A draw can be repeated by anybody, from the frame in any order, and favours nobody."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from scorecard.calc.sampling import draw, number_of

FRAME = [f"X{number:05}/TH-{question}" for number in range(1, 9) for question in "ABCDE"]
frames = st.lists(st.text(max_size=8), min_size=1, max_size=40, unique=True)
seeds = st.text(max_size=20)


def practice(key: str) -> str:
    return key.split("/")[0]


def test_two_lines_of_python_draw_the_same():
    by_hand = sorted(FRAME, key=lambda key: hashlib.sha256(f"4711:{key}".encode()).hexdigest())[:7]
    assert draw(FRAME, 7, "4711") == by_hand


def test_the_number_of_a_key_is_known_for_ever():
    """From `printf '4711:X00001/TH-A' | sha256sum`: another number would draw another sample."""
    known = "16ced8c2d5fd20d76bf11d9beb71e3206827fc137c9cb6a0ae4dce09ec7951e5"
    assert number_of("4711", "X00001/TH-A") == known


@given(frames, seeds, st.data())
def test_the_order_of_the_frame_plays_no_part(frame, seed, data):
    size = data.draw(st.integers(1, len(frame)))
    shuffled = data.draw(st.permutations(frame))
    assert draw(frame, size, seed) == draw(shuffled, size, seed)


@given(frames, seeds, st.data())
def test_a_smaller_sample_is_the_beginning_of_a_larger_one(frame, seed, data):
    size = data.draw(st.integers(1, len(frame)))
    drawn = draw(frame, size, seed)
    assert len(set(drawn)) == size
    assert set(drawn) <= set(frame)
    assert draw(frame, len(frame), seed)[:size] == drawn


@given(frames, seeds, st.text(min_size=9, max_size=9))
def test_a_newcomer_moves_nobody(frame, seed, newcomer):
    before = draw(frame, len(frame), seed)
    after = draw([*frame, newcomer], len(frame) + 1, seed)
    assert [key for key in after if key != newcomer] == before


@given(seeds, st.integers(8, 40))
def test_every_stratum_is_there_when_asked(seed, size):
    drawn = draw(FRAME, size, seed, {key: practice(key) for key in FRAME})
    assert {practice(key) for key in drawn} == {practice(key) for key in FRAME}
    assert len(set(drawn)) == size


def test_each_key_is_drawn_as_often_as_any_other():
    """4,000 seeds, 10 of 40: each about 1,000 times; chance goes beyond this once in 10,000."""
    drawn = Counter(key for seed in range(4000) for key in draw(FRAME, 10, str(seed)))
    assert set(drawn) == set(FRAME)
    # Drawn without replacement, the counts vary less than the test allows for, by (1 - 10/40).
    statistic = sum((count - 1000) ** 2 / 1000 for count in drawn.values()) / (1 - 10 / 40)
    assert stats.chi2.sf(statistic * 39 / 40, 39) > 0.0001


@pytest.mark.parametrize("size", [0, -1, 41])
def test_a_sample_is_part_of_its_frame(size):
    with pytest.raises(ValueError, match="at least 1 and at most 40"):
        draw(FRAME, size, "1")


def test_one_of_each_needs_as_many():
    with pytest.raises(ValueError, match="at least 8"):
        draw(FRAME, 7, "1", {key: practice(key) for key in FRAME})


def test_a_key_stands_in_the_frame_once():
    with pytest.raises(ValueError, match="twice"):
        draw(["a", "a"], 1, "1")
