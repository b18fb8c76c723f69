"""The life of an edition: its steps, and which may follow which. Pure.

drafted -> in preview -> proposed -> approved -> (scheduled ->) published -> corrected or withdrawn.
From proposed, approved and scheduled it can be sent back to preview; before it is published it can
be given up. An edition that a later one corrected keeps its address, and can still be withdrawn.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Step(StrEnum):
    """What was done to an edition last; the value is its state in words."""

    DRAFTED = "drafted"
    PREVIEW = "in preview"
    PROPOSED = "proposed"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    GIVEN_UP = "given up"


_S = Step
FOLLOWS: Mapping[Step, frozenset[Step]] = MappingProxyType(
    {
        _S.DRAFTED: frozenset({_S.PREVIEW, _S.GIVEN_UP}),
        _S.PREVIEW: frozenset({_S.PROPOSED, _S.GIVEN_UP}),
        _S.PROPOSED: frozenset({_S.APPROVED, _S.PREVIEW, _S.GIVEN_UP}),
        _S.APPROVED: frozenset({_S.SCHEDULED, _S.PUBLISHED, _S.PREVIEW, _S.GIVEN_UP}),
        _S.SCHEDULED: frozenset({_S.PUBLISHED, _S.PREVIEW, _S.GIVEN_UP}),
        _S.PUBLISHED: frozenset({_S.CORRECTED, _S.WITHDRAWN}),
        _S.CORRECTED: frozenset({_S.WITHDRAWN}),
        _S.WITHDRAWN: frozenset(),
        _S.GIVEN_UP: frozenset(),
    }
)
# What completes "You cannot ...".
_ACTS: Mapping[Step, str] = MappingProxyType(
    {
        _S.DRAFTED: "draft it",
        _S.PREVIEW: "show it to the practices",
        _S.PROPOSED: "propose it",
        _S.APPROVED: "approve it",
        _S.SCHEDULED: "set a time for it",
        _S.PUBLISHED: "publish it",
        _S.CORRECTED: "correct it",
        _S.WITHDRAWN: "withdraw it",
        _S.GIVEN_UP: "give it up",
    }
)
# What is to be done next, as a sentence.
NEXT: Mapping[Step, str] = MappingProxyType(
    {
        _S.DRAFTED: "Show it to the practices first.",
        _S.PREVIEW: "Propose it first.",
        _S.PROPOSED: "A second person approves it first.",
        _S.APPROVED: "It can be published now, or at a time that you set.",
        _S.SCHEDULED: "It is published at its time; send it back to stop that.",
        _S.PUBLISHED: "To change anything, draft a correction or withdraw it.",
        _S.CORRECTED: "A later edition stands in its place.",
        _S.WITHDRAWN: "It keeps its address, which says so. Draft a new edition.",
        _S.GIVEN_UP: "Draft a new edition.",
    }
)

# Anybody may read it at its own address.
OPEN = frozenset({Step.PUBLISHED, Step.CORRECTED})


def allowed(to: Step, now: Step) -> bool:
    return to in FOLLOWS[now]


def refusal(to: Step, now: Step) -> str:
    """Why an edition that is `now` cannot become `to`, and what to do; "" where it can."""
    if allowed(to, now):
        return ""
    return f"This edition is {now.value}, so you cannot {_ACTS[to]}. {NEXT[now]}"
