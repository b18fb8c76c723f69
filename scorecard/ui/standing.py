"""How far a figure is trusted, in words: the same beside the number on every page and in files.

Which of these a figure has is decided by `indicators.standing`; here are only the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class StandingKind(StrEnum):
    NONE = "none"
    QUERIED = "queried"
    UPHELD = "upheld"
    REPLACED = "replaced"
    VERIFIED = "verified"
    CORRECTED = "corrected"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    UNVERIFIED = "unverified"
    LATE = "late"
    CHANGED = "changed"
    OPEN = "open"
    NOT_YET = "not yet"
    NO_WINDOW = "no window"


@dataclass(frozen=True, slots=True)
class StandingWords:
    """`short` stands beside the number, `mark` in a crowded cell; `colour` is that of the tag.

    `staff` and `public` are sentences in which {on} and {until} are days.
    """

    short: str
    mark: str
    colour: str
    staff: str
    public: str


_NOT_VERIFIED = "The practice has not verified this figure."

STANDINGS: Mapping[StandingKind, StandingWords] = MappingProxyType(
    {
        StandingKind.NONE: StandingWords("", "", "white", "", ""),
        StandingKind.QUERIED: StandingWords(
            "Queried",
            "queried",
            "orange",
            "Queried since {on}; the query is not decided yet.",
            "The practice says that this figure may be wrong; that is not decided yet.",
        ),
        StandingKind.UPHELD: StandingWords(
            "Corrected since",
            "corrected since",
            "orange",
            "Corrected after a query on {on}. The correction counts from the next banding.",
            "This figure has been corrected since, after the practice queried it.",
        ),
        StandingKind.REPLACED: StandingWords(
            "Changed since",
            "changed since",
            "orange",
            "Another figure is held since. It counts from the next banding.",
            "Another figure has been received since.",
        ),
        StandingKind.VERIFIED: StandingWords(
            "Verified",
            "✓",
            "green",
            "Verified by the practice on {on}.",
            "The practice verified this figure on {on}.",
        ),
        StandingKind.CORRECTED: StandingWords(
            "Corrected",
            "corrected",
            "blue",
            "Corrected after a query, on {on}.",
            "This figure was corrected on {on}, after the practice queried it.",
        ),
        StandingKind.DECLINED: StandingWords(
            "Query declined",
            "stands",
            "blue",
            "Queried; the query was declined on {on} and the figure stands.",
            "The practice queried this figure. It was looked into and stands, since {on}.",
        ),
        StandingKind.ACCEPTED: StandingWords(
            "Accepted by silence",
            "(✓)",
            "aqua-green",
            "Not queried by {until}, so it counts as accepted by the practice.",
            "The practice was asked and did not query this figure by {until}.",
        ),
        StandingKind.UNVERIFIED: StandingWords(
            "Not verified",
            "not verified",
            "grey",
            "The practice was asked and did not verify it by {until}.",
            f"{_NOT_VERIFIED} It was asked to do so by {{until}}.",
        ),
        StandingKind.LATE: StandingWords(
            "Not verified",
            "not verified",
            "grey",
            "Came or began to count after {until}, the last day for verifying, so nobody verified"
            " it.",
            f"{_NOT_VERIFIED} It came too late for that.",
        ),
        StandingKind.CHANGED: StandingWords(
            "Changed, not verified",
            "changed",
            "yellow",
            "Came or changed after the practice confirmed its figures on {on}, so that does not"
            " cover it. It may be verified until {until}.",
            f"{_NOT_VERIFIED} It may do so until {{until}}.",
        ),
        StandingKind.OPEN: StandingWords(
            "Not verified yet",
            "",
            "white",
            "Not verified yet. It may be verified until {until}.",
            f"{_NOT_VERIFIED} It may do so until {{until}}.",
        ),
        StandingKind.NOT_YET: StandingWords(
            "Not verified yet",
            "",
            "white",
            "Not verified yet. It may be verified from {on} until {until}.",
            _NOT_VERIFIED,
        ),
        StandingKind.NO_WINDOW: StandingWords(
            "Verification not asked for",
            "",
            "white",
            "Practices have not been asked to verify the figures of this period.",
            "",
        ),
    }
)
