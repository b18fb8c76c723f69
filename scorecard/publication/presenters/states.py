"""What an edition is now, in words. Pure."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from indicators.presenters.words import day
from scorecard.publication.lifecycle import Step


def with_states(editions: Iterable[Any], today: dt.date) -> list[tuple[Any, str]]:
    """Each with its state in words, as lists show them."""
    return [(one, state_words(one.state, one.until, today)) for one in editions]


def state_words(state: str, until: dt.datetime | None, today: dt.date) -> str:
    """ "In preview, reply until 4 May 2026"; `until` is what the last step set."""
    if until is None or state not in (Step.PREVIEW, Step.SCHEDULED):
        return state.capitalize()
    last = timezone.localdate(until)
    if state == Step.SCHEDULED:
        return f"Scheduled for {day(last)}, {timezone.localtime(until):%H:%M}"
    if today > last:
        return f"In preview, the time to reply ended on {day(last)}"
    return f"In preview, reply until {day(last)}"
