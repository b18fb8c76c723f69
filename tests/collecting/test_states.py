"""Where a practice stands: the decision table, line by line, and what holds for all of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.presenters.words import STATE_COLOURS, state_words
from indicators.returns.states import Facts, ReturnState, state_of, was_late

OPENS, DEADLINE = dt.date(2026, 7, 1), dt.date(2026, 7, 31)
EVE, AFTER = OPENS - dt.timedelta(days=1), DEADLINE + dt.timedelta(days=1)
S = ReturnState


def facts(today=DEADLINE, **known):
    return Facts(opens_on=OPENS, deadline=DEADLINE, today=today, **known)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (facts(EVE), S.NOT_OPEN),
        (facts(OPENS), S.NOT_STARTED),
        (facts(DEADLINE), S.NOT_STARTED),
        (facts(AFTER), S.OVERDUE),
        (facts(asked=False), S.NOT_ASKED),
        (facts(AFTER, asked=False, has_draft=True), S.NOT_ASKED),
        (facts(has_draft=True), S.DRAFT),
        (facts(has_draft=True, has_checked_file=True), S.CHECKED),
        (facts(AFTER, has_draft=True), S.OVERDUE),
        (facts(AFTER, has_checked_file=True), S.OVERDUE),
        (facts(AFTER, all_held=True), S.HELD),
        (facts(AFTER, locked=True), S.NOT_SENT),
        (facts(locked=True, has_draft=True), S.NOT_SENT),
        (facts(AFTER, locked=True, all_held=True), S.HELD),
        (facts(first_submitted_on=OPENS), S.SUBMITTED),
        (facts(AFTER, first_submitted_on=OPENS, locked=True), S.SUBMITTED),
        (facts(first_submitted_on=OPENS, asked=False), S.SUBMITTED),
        (facts(first_submitted_on=OPENS, decision="queried"), S.QUERIED),
        (facts(first_submitted_on=OPENS, decision="queried", has_draft=True), S.QUERIED),
        (facts(first_submitted_on=OPENS, decision="accepted"), S.ACCEPTED),
        (facts(AFTER, first_submitted_on=AFTER, decision="accepted", locked=True), S.ACCEPTED),
    ],
)
def test_where_a_practice_stands(known, state):
    assert state_of(known) == state


@pytest.mark.parametrize(
    ("first", "late"), [(None, False), (OPENS, False), (DEADLINE, False), (AFTER, True)]
)
def test_the_first_submission_says_whether_it_was_late(first, late):
    assert was_late(facts(AFTER, first_submitted_on=first)) is late


days = st.dates(dt.date(2026, 6, 1), dt.date(2026, 9, 30))
anything = st.builds(
    Facts,
    opens_on=st.just(OPENS),
    deadline=st.just(DEADLINE),
    today=days,
    asked=st.booleans(),
    locked=st.booleans(),
    first_submitted_on=st.none() | days,
    decision=st.sampled_from(["", "accepted", "queried"]),
    has_draft=st.booleans(),
    has_checked_file=st.booleans(),
    all_held=st.booleans(),
)


@given(anything)
def test_whatever_is_known_there_is_a_state_with_words_and_a_colour(known):
    state, late = state_of(known), was_late(known)
    words, colour = state_words(state, held=3, due=3, late=late)
    assert words and colour
    assert set(STATE_COLOURS) == set(ReturnState)


@given(anything)
def test_what_was_sent_is_never_called_missing_and_what_was_not_is_never_called_late(known):
    sent = {S.SUBMITTED, S.QUERIED, S.ACCEPTED}
    assert (state_of(known) in sent) is known.sent
    assert known.sent or not was_late(known)


@given(anything)
def test_nobody_is_overdue_before_the_last_day_is_over_or_without_being_asked(known):
    if state_of(known) == S.OVERDUE:
        assert known.today > known.deadline and known.asked and not known.locked


@pytest.mark.parametrize(
    ("state", "late", "held", "words"),
    [
        (S.ACCEPTED, True, 7, "Accepted, was late"),
        (S.QUERIED, True, 7, "Queried, was late"),
        (S.SUBMITTED, True, 7, "Submitted late"),
        (S.SUBMITTED, False, 5, "Submitted, incomplete"),
        (S.ACCEPTED, True, 5, "Accepted, was late, incomplete"),
        (S.OVERDUE, False, 0, "Overdue"),
    ],
)
def test_states_combine_in_words(state, late, held, words):
    assert state_words(state, held, 7, late)[0] == words
